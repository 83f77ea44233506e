/** A person at a real tablet in this walk: what they do on its screens, and what of it goes into the history. */
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Op } from '../../src/domain/protocol.ts'
import { lineTo, type Line } from '../support/browser/slowLine.ts'
import type { SchoolServer } from '../support/browser/schoolServer.ts'
import { badge, go, heading, signIn, unlock } from '../support/browser/steps.ts'
import { switchOn, type Tablet } from '../support/browser/tablet.ts'
import type { Field, Happening } from './history.ts'

const LABELS: Record<Field, string> = { wentWell: 'What went well', nextStep: 'Next step' }
const PATIENCE = { timeout: 60_000 }
export type Pupil = { id: string; name: string }
/** `arm`: puts a fault into each browser as it is switched on. */
export type Setting = { server: SchoolServer; pupil: Pupil; history: Happening[]; arm: (tablet: Tablet) => Promise<void> }

/** Every text of the walk that the server's log of operations holds now. */
export const loggedTexts = (server: SchoolServer): string[] =>
  server.rows<{ op: string }>('SELECT op FROM op').flatMap(({ op }) => Object.values((JSON.parse(op) as Op).f ?? {}).filter((value): value is string => typeof value === 'string' && value.includes(' says ')))

export class Walker {
  readonly name: string
  readonly username: string
  readonly #tablet: Tablet
  readonly #line: Line
  readonly #setting: Setting
  /** The window in front: another one may have taken over. */
  page: Page
  isOffline = false

  private constructor(name: string, username: string, tablet: Tablet, line: Line, setting: Setting) {
    this.name = name
    this.username = username
    this.#tablet = tablet
    this.#line = line
    this.#setting = setting
    this.page = tablet.page
  }
  static async arrive(name: string, username: string, setting: Setting): Promise<Walker> {
    const [tablet, line] = [await switchOn(), await lineTo(setting.server.url)]
    await setting.arm(tablet)
    const walker = new Walker(name, username, tablet, line, setting)
    await walker.#signIn()
    return walker
  }

  tell(what: string): void {
    this.#setting.history.push({ kind: 'befell', tablet: this.name, what })
  }
  async #signIn(): Promise<void> {
    await signIn(this.page, { ...this.#setting.server, url: this.#line.url }, this.username)
    await this.openReview()
  }
  async openReview(): Promise<void> {
    await go(this.page, 'Reviews')
    await this.page.getByRole('link', { name: this.#setting.pupil.name }).click()
    await expect(heading(this.page, this.#setting.pupil.name)).toBeVisible(PATIENCE)
  }

  async write(field: Field, text: string): Promise<void> {
    await this.page.getByLabel(LABELS[field]).fill(text)
    await this.page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(this.page.getByText('Everything is saved.')).toBeVisible(PATIENCE)
    this.#setting.history.push({ kind: 'saved', tablet: this.name, field, text })
  }
  async noteAction(text: string): Promise<void> {
    await go(this.page, 'Caseload')
    await this.page.getByRole('link', { name: this.#setting.pupil.name }).click()
    await this.page.getByRole('button', { name: 'Daily action', exact: true }).click()
    await this.page.getByLabel('Action for the back of the blue report').fill(text)
    await this.page.getByRole('button', { name: 'Note the action' }).click()
    await expect(this.page.getByRole('dialog')).toBeHidden(PATIENCE)
    this.#setting.history.push({ kind: 'saved', tablet: this.name, field: 'action', text })
    await this.openReview()
  }
  /** What stands on the screen, and what the badge says. */
  async look(): Promise<void> {
    for (const field of ['wentWell', 'nextStep'] as const) {
      const text = await this.page.getByLabel(LABELS[field]).inputValue()
      this.#setting.history.push({ kind: 'shown', tablet: this.name, field, text, logged: loggedTexts(this.#setting.server) })
    }
    const said = (await badge(this.page).getAttribute('aria-label')) ?? ''
    if (said.includes('All sent')) this.#setting.history.push({ kind: 'all-sent', tablet: this.name, logged: loggedTexts(this.#setting.server) })
  }

  async offline(isOffline: boolean): Promise<void> {
    this.tell(isOffline ? 'loses the network' : 'has the network again')
    this.isOffline = isOffline
    await this.#tablet.context.setOffline(isOffline)
  }
  loseReply(path: string): void {
    this.tell(`will not hear the next answer of ${path}`)
    this.#line.loseReplies(path, 1)
  }
  async reload(): Promise<void> {
    this.tell('is reloaded')
    await this.page.reload()
    await this.#unlock()
  }
  async #unlock(): Promise<void> {
    await unlock(this.page)
    await this.openReview()
  }
  /** SIGKILL of the whole browser at some moment of a save. */
  async killWhileSaving(field: Field, text: string, afterMs: number): Promise<void> {
    this.tell(`is killed ${afterMs} ms into saving`)
    this.#setting.history.push({ kind: 'perhaps', tablet: this.name, field, text })
    await this.page.getByLabel(LABELS[field]).fill(text)
    await this.page.evaluate(() => [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Save')?.click())
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    await this.#tablet.kill()
    await this.#tablet.reopen()
    await this.#setting.arm(this.#tablet)
    this.page = this.#tablet.page
    await this.#tablet.context.setOffline(this.isOffline)
    await this.page.goto(this.#line.url)
    await this.#unlock()
    // Typed and not saved: it may be back as a draft, which is no record.
    const discard = this.page.getByRole('button', { name: 'Discard the draft' })
    await this.page.waitForTimeout(300)
    if (await discard.first().isVisible()) {
      await discard.first().click()
      await this.page.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click()
    }
  }
  /** The same person in a second window: the first one is locked, and the second goes on. */
  async secondWindow(): Promise<void> {
    this.tell('is opened in a second window')
    const first = this.page
    this.page = await this.#tablet.context.newPage()
    await this.page.goto(this.#line.url)
    await this.#unlock()
    await expect(first.getByRole('heading', { level: 1, name: /Locked|Unlock/ })).toBeVisible(PATIENCE)
    await first.close()
  }
  /** The browser throws away all that this origin stored, as a full disk would make it do. */
  async loseStorage(): Promise<void> {
    const devtools = await this.#tablet.context.newCDPSession(this.page)
    await devtools.send('Storage.clearDataForOrigin', { origin: this.#line.url, storageTypes: 'all' })
    this.#setting.history.push({ kind: 'cleared', tablet: this.name, logged: loggedTexts(this.#setting.server) })
    await this.page.goto('about:blank')
    await this.#signIn()
  }

  /** Everything sent and everything heard. */
  async settle(): Promise<void> {
    if (this.isOffline) await this.offline(false)
    await go(this.page, 'This tablet')
    await expect(async () => {
      await this.page.getByRole('button', { name: 'Sync now' }).click()
      await expect(badge(this.page)).toHaveAccessibleName(/All sent/, { timeout: 5000 })
    }).toPass(PATIENCE)
  }
  async ending(): Promise<void> {
    await go(this.page, 'Caseload')
    await this.page.getByRole('link', { name: this.#setting.pupil.name }).click()
    const actions = await this.page.getByText(/ says /).allInnerTexts()
    await this.openReview()
    const value = (field: Field): Promise<string> => this.page.getByLabel(LABELS[field]).inputValue()
    this.#setting.history.push({ kind: 'ending', tablet: this.name, fields: { wentWell: await value('wentWell'), nextStep: await value('nextStep') }, actions })
  }
  async afterHandOver(isTheirs: boolean): Promise<void> {
    await go(this.page, 'Caseload')
    await expect(this.page).toHaveURL(/\/caseload$/, PATIENCE)
    const row = this.page.getByRole('link', { name: this.#setting.pupil.name })
    if (!isTheirs) await expect(row).toHaveCount(0, PATIENCE).catch(() => undefined)
    this.#setting.history.push({ kind: 'handed-over', tablet: this.name, isTheirs, shows: (await row.count()) > 0 })
  }
  async leave(): Promise<void> {
    await this.#tablet.dispose()
    await this.#line.close()
  }
}
