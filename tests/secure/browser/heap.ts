/** S2: what was typed, read and opened lies in the page’s memory; once the tablet is locked nothing of it does. */
import { Canaries, saveANote } from '../../support/browser/canaries.ts'
import { notes } from '../../support/browser/demoPeople.ts'
import { wordsInHeap } from '../../support/browser/heap.ts'
import { go, signIn, typePin } from '../../support/browser/steps.ts'
import { expect } from '../../support/browser/test.ts'
import type { Figure } from '../figure.ts'
import { onOneTablet } from './onOneTablet.ts'

const NOTES_EACH = 5

export const heap: Figure = {
  name: 'heap', rows: 'S2', inEveryRun: 0, campaign: 50,
  measure: (size) => onOneTablet('10:20', async (server, tablet) => {
    const { page } = tablet
    const canaries = new Canaries()
    const broken: string[] = []
    const rounds = Math.ceil(size / NOTES_EACH)
    const sentences = [...new Set(notes.map(({ text }) => text))].filter((text) => text.length > 15)
    // Not the passphrase: the demo tells it to whoever asks, on its own sign-in screen.
    const sought = (): string[] => [...canaries.all, ...sentences, 'Wójcik', 'Featherstonehaugh']
    let held = 0
    await signIn(page, server, 'mentor1')
    await go(page, 'Caseload')
    await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
    for (let round = 1; round <= rounds; round++) {
      await saveANote(page, canaries.words(NOTES_EACH))
      const before = await wordsInHeap(page, sought())
      held = before.length
      if (canaries.all.slice(-NOTES_EACH).some((one) => !before.includes(one))) broken.push(`round ${round}: what was just typed is not found while it is open`)
      await page.getByRole('button', { name: 'Lock the tablet' }).click()
      await expect(page.getByText('Your PIN', { exact: true })).toBeVisible()
      broken.push(...(await wordsInHeap(page, sought())).map((one) => `round ${round}: ${one.slice(0, 30)} is in memory after the lock`))
      await typePin(page)
      await expect(page.getByRole('button', { name: 'New note' })).toBeVisible()
    }
    return { said: `${rounds} locks, ${canaries.all.length} canaries and ${sentences.length + 2} words of the school; ${held} of them in memory while it is open, ${broken.length} after the lock`, broken }
  }),
}
