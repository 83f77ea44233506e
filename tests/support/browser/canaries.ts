/** Words that stand nowhere else, given out one after another to be typed, and looked for afterwards. */
import type { Page } from '@playwright/test'
import { choose, go, heading, openCard, tile } from './steps.ts'
import { expect } from './test.ts'

/** In each of them: to look for this first is to look once, not hundreds of times. */
export const STEM = 'kvorrel'

export class Canaries {
  readonly all: string[] = []
  /** So many new ones, as one text. */
  words(count: number): string {
    const fresh = Array.from({ length: count }, (_, index) => `Zqx${String(this.all.length + index + 1).padStart(3, '0')}${STEM}`)
    this.all.push(...fresh)
    return fresh.join(' ')
  }
}

/** Thirty of them, through every place where a mentor types in the course of a morning. Kacper has no mark yet. */
export async function typeTheMorning(page: Page, canaries: Canaries): Promise<void> {
  const words = (count: number): string => canaries.words(count)
  // An arrival with a reason, and its amendment.
  await page.getByRole('button', { name: 'Other time or reason for Kacper' }).click()
  const bySheet = page.getByRole('dialog', { name: 'Kacper' })
  await bySheet.getByRole('textbox', { name: 'Reason' }).fill(words(2))
  await bySheet.getByRole('button', { name: /^Mark/ }).click()
  await expect(bySheet).toBeHidden()
  await openCard(page, 'Kacper')
  await page.getByRole('button', { name: 'Amend', exact: true }).click()
  const amending = page.getByRole('dialog', { name: 'Amend the mark' })
  await choose(amending, /^L /)
  await amending.getByRole('textbox', { name: 'Reason' }).fill(words(2))
  await amending.getByRole('button', { name: 'Save the amendment' }).click()
  await expect(amending).toBeHidden()

  // Today's action on the card, one discussed line, and a pupil who was not on the list.
  const action = words(2)
  await page.getByLabel('One line').fill(action)
  await page.getByRole('button', { name: 'Save the action' }).click()
  await expect(page.getByText(action)).toBeVisible()
  await page.getByRole('link', { name: 'Back to arrivals' }).last().click()
  await page.getByRole('button', { name: 'Add a pupil who is not on the list' }).click()
  const adding = page.getByRole('dialog', { name: 'Add a pupil who is not on the list' })
  const first = words(1)
  await adding.getByLabel('First name').fill(first)
  await adding.getByLabel('Surname').fill(words(1))
  await adding.getByLabel('Form').fill('9D')
  await adding.getByRole('button', { name: 'Add and mark arrived' }).click()
  await expect(tile(page, first)).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill(words(1))
  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill('')

  // Five notes saved, one left as a draft.
  await go(page, 'Caseload')
  await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
  for (let note = 0; note < 5; note++) await saveANote(page, words(2))
  await page.getByRole('searchbox', { name: 'Search the log' }).fill(words(1))
  await page.getByRole('button', { name: 'New note' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill(words(2))
  await page.waitForTimeout(600)

  // A weekly review: prose saved, the rest left as a draft.
  await go(page, 'Reviews')
  await page.getByRole('link', { name: /Kacper Wójcik/ }).click()
  await page.getByLabel('What went well').fill(words(2))
  await page.getByLabel('Next step').fill(words(2))
  await page.getByLabel('What the pupil says').fill(words(1))
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByLabel('Who', { exact: true }).last().fill(words(1))
  await page.getByLabel('Does what').last().fill(words(1))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Everything is saved.')).toBeVisible()
  await page.getByLabel('Next step').fill(words(1))
  await page.waitForTimeout(600)
}

export async function saveANote(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).click()
  await choose(page, 'Observation')
  await page.getByRole('textbox', { name: 'Note' }).fill(text)
  await page.getByRole('button', { name: 'Save the note' }).click()
  await expect(heading(page, 'Kacper Wójcik')).toBeVisible()
}
