/** A person at a real tablet in this walk: what they do on its screens, and what of it goes into the history. */
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Op } from '../../src/domain/protocol.ts'
import { lineTo, type Line } from '../support/browser/slowLine.ts'
import type { SchoolServer } from '../support/browser/schoolServer.ts'
import { badge, go, heading, signIn, typePin, unlock } from '../support/browser/steps.ts'
import { switchOn, type Tablet } from '../support/browser/tablet.ts'
import type { Field, Happening } from './history.ts'

const LABELS: Record<Field, string> = { wentWell: 'What went well', nextStep: 'Next step' }
const PATIENCE = { timeout: 90_000 }
/** For one step of what is tried again until it is there. */
const STEP = { timeout: 8000 }
export type Pupil = { id: string; name: string }
/** `arm`: puts a fault into each browser as it is switched on. */
export type Setting = { server: SchoolServer; pupil: Pupil; history: Happening[]; arm: (tablet: Tablet) => Promise<void> }

/** Every text of the walk that the server's log of operations holds now. */
export const loggedTexts = (server: SchoolServer): string[] =>
  server.rows<{ op: string }>('SELECT op FROM op').flatMap(({ op }) => Object.values((JSON.parse(op) as Op).f ?? {}).filter((value): value is string => typeof value === 'string' && value.includes(' says ')))

/** In the page, so that words which stand for a moment only are seen too. */
const saysSaved = (patience: number): Promise<'saved' | 'locked' | 'neither'> =>
  new Promise((resolve) => {
    const until = performance.now() + patience
    const look = (): void => {
      if (document.body.textContent?.includes('Everything is saved.')) resolve('saved')
      else if (document.querySelector('h1')?.textContent?.startsWith('Locked')) resolve('locked')
      else if (performance.now() > until) resolve('neither')
      else setTimeout(look, 20)
    }
    look()
  })

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
  /** From wherever it stands: a tablet locks itself, when nobody touches it and when its storage is not as it left it. */
  async openReview(): Promise<void> {
    await expect(async () => {
      await this.#opened()
      if (!(await this.#isAtReview())) {
        await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reviews', exact: true }).click(STEP)
        await this.page.getByRole('link', { name: this.#setting.pupil.name }).click(STEP)
      }
      await expect(heading(this.page, this.#setting.pupil.name)).toBeVisible(STEP)
      await expect(this.page.getByLabel(LABELS.wentWell)).toBeEditable(STEP)
    }).toPass(PATIENCE)
  }
  async #isAtReview(): Promise<boolean> {
    return this.page.url().includes('/reviews/') && (await heading(this.page, this.#setting.pupil.name).isVisible())
  }
  async #opened(): Promise<void> {
    if (await heading(this.page, /^Locked/).isVisible()) {
      this.tell('was locked, and is opened again')
      await typePin(this.page)
    } else if (await heading(this.page, 'Unlock').isVisible()) await unlock(this.page)
    await expect(this.page.getByRole('navigation', { name: 'Main' })).toBeVisible(STEP)
  }

  async write(field: Field, text: string): Promise<void> {
    await this.#steadily(async () => {
      await this.page.getByLabel(LABELS[field]).fill(text, STEP)
      await expect(this.page.getByText(/Not saved yet/)).toBeVisible(STEP)
    })
    const said = this.page.evaluate(saysSaved, PATIENCE.timeout)
    await this.page.getByRole('button', { name: 'Save', exact: true }).click()
    const outcome = await said
    if (outcome === 'neither') throw new Error(`${this.name} never said that “${text}” is saved`)
    this.#setting.history.push({ kind: outcome === 'saved' ? 'saved' : 'perhaps', tablet: this.name, field, text })
  }
  /** A tablet may lock itself in the middle of anything; then the whole of it is done again. */
  #steadily(work: () => Promise<void>): Promise<void> {
    return expect(async () => {
      await this.openReview()
      await work()
    }).toPass(PATIENCE)
  }
  async #fields(): Promise<Record<Field, string>> {
    const found: Record<Field, string> = { wentWell: '', nextStep: '' }
    await this.#steadily(async () => {
      for (const field of ['wentWell', 'nextStep'] as const) found[field] = await this.page.getByLabel(LABELS[field]).inputValue(STEP)
    })
    return found
  }
  async noteAction(text: string): Promise<void> {
    await this.#steadily(async () => {
      await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Caseload', exact: true }).click(STEP)
      await this.page.getByRole('link', { name: this.#setting.pupil.name }).click(STEP)
      await this.page.getByRole('button', { name: 'Daily action', exact: true }).click(STEP)
      await this.page.getByLabel('Action for the back of the blue report').fill(text, STEP)
    })
    await this.page.getByRole('button', { name: 'Note the action' }).click()
    await expect(this.page.getByRole('dialog')).toBeHidden(PATIENCE)
    const isLocked = await heading(this.page, /^Locked/).isVisible()
    this.#setting.history.push({ kind: isLocked ? 'perhaps' : 'saved', tablet: this.name, field: 'action', text })
    await this.openReview()
  }
  /** What stands on the screen, and what the badge says. */
  async look(): Promise<void> {
    const { wentWell, nextStep } = await this.#fields()
    const logged = loggedTexts(this.#setting.server)
    for (const [field, text] of [['wentWell', wentWell], ['nextStep', nextStep]] as const) this.#setting.history.push({ kind: 'shown', tablet: this.name, field, text, logged })
    const said = (await badge(this.page).isVisible()) ? await badge(this.page).getAttribute('aria-label') : null
    if (said?.includes('All sent')) this.#setting.history.push({ kind: 'all-sent', tablet: this.name, logged: loggedTexts(this.#setting.server) })
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
    await this.openReview()
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
    await expect(this.page.getByText(/Everything is saved|Not saved yet|Nothing written yet/)).toBeVisible(PATIENCE)
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
    await expect(async () => {
      await this.#opened()
      await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'This tablet', exact: true }).click(STEP)
      await this.page.getByRole('button', { name: 'Sync now' }).click(STEP)
      await expect(badge(this.page)).toHaveAccessibleName(/All sent/, STEP)
    }).toPass(PATIENCE)
  }
  async ending(): Promise<void> {
    await this.openReview()
    await go(this.page, 'Caseload')
    await this.page.getByRole('link', { name: this.#setting.pupil.name }).click()
    await expect(this.page.getByRole('heading', { name: 'Log', exact: true })).toBeVisible(PATIENCE)
    await expect(this.page.getByRole('searchbox', { name: 'Search the log' })).toBeVisible(PATIENCE)
    const actions = await this.page.getByText(/ says /).allInnerTexts()
    this.#setting.history.push({ kind: 'ending', tablet: this.name, fields: await this.#fields(), actions })
  }
  async afterHandOver(isTheirs: boolean): Promise<void> {
    await expect(async () => {
      await this.#opened()
      await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Caseload', exact: true }).click(STEP)
      await expect(this.page).toHaveURL(/\/caseload$/, STEP)
    }).toPass(PATIENCE)
    const row = this.page.getByRole('link', { name: this.#setting.pupil.name })
    if (!isTheirs) await expect(row).toHaveCount(0, PATIENCE).catch(() => undefined)
    this.#setting.history.push({ kind: 'handed-over', tablet: this.name, isTheirs, shows: (await row.count()) > 0 })
  }
  async leave(): Promise<void> {
    await this.#tablet.dispose()
    await this.#line.close()
  }
}
