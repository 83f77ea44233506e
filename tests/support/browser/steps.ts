/** What a person does at a tablet, in the words on its screens. */
import type { Locator, Page } from '@playwright/test'
import { DEMO_PASSPHRASE } from '../../../server/demo/staff.ts'
import type { SchoolDate, TimeOfDay } from '../../../src/domain/time/clock.ts'
import { DEMO_DAY, type SchoolServer } from './schoolServer.ts'
import { expect } from './test.ts'

export const PASSPHRASE = DEMO_PASSPHRASE
export const PIN = '294817'

export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name })
export const badge = (page: Page): Locator => page.getByRole('link', { name: /^Sending:/ })
/** How many things wait for this person; leads to where they are. */
export const needsYou = (page: Page): Locator => page.getByRole('link', { name: /^Needs you/ })

/** The whole first visit: signed in online, a PIN chosen, the caseload here, and the app kept for a start without network. */
export async function signIn(page: Page, school: SchoolServer, username: string): Promise<void> {
  await page.goto(school.url)
  await typeSignIn(page, username)
  await untilPin(page, 'Sign in')
  await choosePin(page)
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
}

export async function typeSignIn(page: Page, username: string, passphrase = PASSPHRASE): Promise<void> {
  // The demo's people come a moment later, and the form moves up for them.
  await page.getByRole('heading', { name: 'Who would you like to be?' }).waitFor({ timeout: 3_000 }).catch(() => undefined)
  await page.getByRole('textbox', { name: 'Username' }).fill(username)
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

export async function typePin(page: Page, pin = PIN): Promise<void> {
  await expect(page.getByRole('button', { name: '5', exact: true })).toBeVisible()
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
}

export async function choosePin(page: Page, pin = PIN): Promise<void> {
  await expect(page.getByText('Choose a PIN')).toBeVisible({ timeout: 20_000 })
  await typePin(page, pin)
  await expect(page.getByText('The same PIN once more')).toBeVisible()
  await typePin(page, pin)
}

/** A press that comes while the form is still moving is not taken, and a person presses again. */
async function untilPin(page: Page, press: 'Sign in' | 'Unlock'): Promise<void> {
  const button = page.getByRole('button', { name: press, exact: true })
  await expect(async () => {
    await expect(page.getByText('Choose a PIN')).toBeVisible({ timeout: 8_000 }).catch(async (error: unknown) => {
      if (await button.isVisible()) await button.click({ timeout: 2_000 })
      throw error
    })
  }).toPass({ timeout: 45_000 })
}

/** From cold: the passphrase, and a PIN for the rest of the day. */
export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  // The sign-in screen has a passphrase field too, and may still be going.
  await expect(heading(page, 'Unlock')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await untilPin(page, 'Unlock')
  await choosePin(page)
}

/** The demo's movable clock, through its own panel. */
export async function rehearse(page: Page, time: TimeOfDay, date: SchoolDate = DEMO_DAY): Promise<void> {
  await page.getByRole('button', { name: /^Rehearsal/ }).click()
  const panel = page.getByRole('dialog', { name: 'Rehearsal' })
  await panel.getByLabel('Day', { exact: true }).fill(date)
  await panel.getByLabel('Time', { exact: true }).fill(time)
  await panel.getByRole('button', { name: 'Set the clock' }).click()
  await expect(panel).toBeHidden()
}

/** A pupil's tile on Arrivals; the name as it stands there, with the hint that tells it apart. */
export const tile = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: new RegExp(`^${name}\\b`) }) })

/** One tap. */
export const tap = (page: Page, name: string): Promise<void> => tile(page, name).getByRole('button').first().click()

/** Taps until the tile shows a mark: a tap that comes while the list is moving is not taken. */
export async function mark(page: Page, name: string, words: string | RegExp): Promise<void> {
  const unmarked = /Not here yet|Not arrived/
  await expect(async () => {
    if (unmarked.test(await tile(page, name).innerText())) await tap(page, name)
    await expect(tile(page, name)).not.toContainText(unmarked, { timeout: 500 })
  }).toPass({ timeout: 10_000 })
  await expect(tile(page, name)).toContainText(words)
}

/** The card of a pupil who has a mark. */
export async function openCard(page: Page, name: string): Promise<void> {
  await expect(async () => {
    if (await heading(page, 'Arrivals').isVisible()) await tap(page, name)
    await expect(heading(page, new RegExp(`^${name}\\b`))).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 10_000 })
}

/** Within the app, as a link would; a reload would ask for the passphrase again. */
export async function go(page: Page, place: 'Arrivals' | 'Today' | 'Caseload' | 'Reviews' | 'Close the day' | 'Office' | 'Lead Mentor' | 'Impact' | 'SIMS' | 'Year meeting' | 'People' | 'School rules' | 'This tablet'): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click()
}

/** One of several choices, by its name; the whole label is the target. */
export function choose(within: Page | Locator, name: string | RegExp): Promise<void> {
  const page = 'goto' in within ? within : within.page()
  return within.locator('label').filter({ has: page.getByRole('radio', { name }) }).click()
}
