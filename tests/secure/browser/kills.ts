/** R2: the browser is killed (SIGKILL) at some moment of a save, again and again, with no network. What the screen called saved reaches the server later, once; nothing arrives twice or by halves. */
import { badge, choose, PASSPHRASE, signIn, unlock } from '../../support/browser/steps.ts'
import type { Tablet } from '../../support/browser/tablet.ts'
import { pupilCalled } from '../../support/browser/demoPeople.ts'
import { expect } from '../../support/browser/test.ts'
import type { Figure } from '../figure.ts'
import { onOneTablet } from './onOneTablet.ts'

/** Presses Save in the page itself, and tells the moment the screen says so: the browser may be gone before the next word. */
async function saveAndBeKilled({ page, kill }: Tablet, afterMs: number): Promise<void> {
  await page.evaluate(() => {
    const tell = (globalThis as unknown as { tellSaved: () => void }).tellSaved
    new MutationObserver((_changes, observer) => {
      if (!document.body.textContent?.includes('Note saved')) return
      observer.disconnect()
      tell()
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    ;[...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Save the note')?.click()
  })
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  await kill()
}

export const kills: Figure = {
  name: 'kills', rows: 'R2', inEveryRun: 0, campaign: 100,
  measure: (size, dice) => onOneTablet('10:20', async (server, tablet) => {
    const kacper = pupilCalled('Kacper', 'Wójcik').id
    const written: { text: string; saved: boolean }[] = []
    const broken: string[] = []
    // What the screen says at once after the kill has begun may still be on its way here.
    const arm = (): Promise<unknown> => tablet.context.exposeBinding('tellSaved', () => {
      const last = written.at(-1)
      if (last) last.saved = true
    })
    await arm()
    await signIn(tablet.page, server, 'mentor1')
    await server.kill()
    for (let round = 1; round <= size; round++) {
      const text = `Killed ${round}: ${'a fact. '.repeat(dice.under(400))}end ${round}`
      await tablet.page.goto(`${server.url}/pupils/${kacper}/notes/new`)
      await unlock(tablet.page, PASSPHRASE)
      const discard = tablet.page.getByRole('button', { name: 'Discard it' })
      await expect(tablet.page.getByRole('textbox', { name: 'Note' })).toBeVisible()
      await tablet.page.waitForTimeout(200)
      if (await discard.isVisible()) {
        await discard.click()
        await tablet.page.getByRole('button', { name: 'Discard the draft' }).click()
      }
      await choose(tablet.page, 'Observation')
      await tablet.page.getByRole('textbox', { name: 'Note' }).fill(text)
      written.push({ text, saved: false })
      await saveAndBeKilled(tablet, dice.under(60))
      await tablet.reopen()
      await arm()
    }
    await server.start()
    await tablet.page.goto(server.url)
    await unlock(tablet.page, PASSPHRASE)
    await expect(badge(tablet.page)).toHaveAccessibleName(/All sent/, { timeout: 60_000 })
    const arrived = server.rows<{ text: string }>(`SELECT json_extract(f, '$.text') AS text FROM row WHERE t = 'note' AND json_extract(f, '$.text') LIKE 'Killed %'`).map(({ text }) => text)
    for (const { text, saved } of written) {
      const times = arrived.filter((one) => one === text).length
      if (times > 1) broken.push(`${text.slice(0, 20)} is there ${times} times`)
      if (saved && times === 0) broken.push(`${text.slice(0, 20)} was called saved and is lost`)
    }
    for (const text of arrived) if (!written.some((one) => one.text === text)) broken.push(`${text.slice(0, 20)} is there by halves`)
    const saved = written.filter((one) => one.saved).length
    if (size >= 10 && (saved === 0 || saved === size)) broken.push(`${saved} of ${size} were called saved before the kill: the kills do not fall into the saves`)
    return { said: `${size} kills, ${saved} saves called saved before, ${arrived.length - saved} more that were on the disk; lost, doubled or by halves ${broken.length}`, broken }
  }),
}
