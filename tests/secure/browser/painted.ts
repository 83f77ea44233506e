/**
 * S11, in the real app: what an attacker would type, typed into every field that a screen or a sheet of it offers, sent, and shown to
 * the mentor and to the Lead Mentor on every screen, in the print views and in PDFs. Nothing of it runs, nothing of it becomes a part of the
 * page, the browser has nothing to complain of, and it stands there as it was typed.
 */
import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { Canaries, saveANote } from '../../support/browser/canaries.ts'
import { pupilCalled } from '../../support/browser/demoPeople.ts'
import { badge, go, signIn } from '../../support/browser/steps.ts'
import { startSchool } from '../../support/browser/schoolServer.ts'
import { switchOn, type Tablet } from '../../support/browser/tablet.ts'
import { expect } from '../../support/browser/test.ts'
import type { Figure } from '../figure.ts'
import { PAYLOADS, RAN } from '../payloads.ts'
import { fillScreen, visit } from './fillEverything.ts'
import { LEADS, MENTORS, ofPupil } from './screens.ts'

/** Parts of a page that no screen of ours has. */
const ALIEN = 'script:not([src]), script[src^="http"]:not([src^="LOCAL"]), img[onerror], [onload], [onfocus], [ontoggle], [onmouseover], [onbegin], iframe[srcdoc], object, embed, base, math, meta[http-equiv], a[href^="javascript" i], form[action^="javascript" i], link[href*="evil.example"], svg script'
/** These fields are plain text, in which a line is a line and nothing else is let go. */
const SHOWN = ['<script>', '<img src=x', '<svg onload', '{{constructor', '__proto__', 'javascript:']

/** Hands out payloads where S1 hands out canaries, one to a field and none left out. */
class Payloads extends Canaries {
  override words(): string {
    const text = PAYLOADS[this.all.length % PAYLOADS.length] ?? ''
    this.all.push(text)
    return text
  }
}

async function flaws(page: Page, path: string, shown: Set<string>): Promise<string[]> {
  const { ran, aliens, text } = await page.evaluate(
    ([name, alien]) => ({
      ran: name in globalThis || name in Object.prototype,
      aliens: [...document.querySelectorAll(alien)].map((one) => one.outerHTML.slice(0, 120)),
      text: document.body.innerText + [...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value).join('\n'),
    }),
    [RAN, ALIEN.replace('LOCAL', new URL(page.url()).origin)] as const,
  )
  for (const one of SHOWN) if (text.includes(one)) shown.add(one)
  const isOurs = new URL(page.url()).pathname.length > 0 && !page.url().startsWith('data:') && !page.url().includes('evil.example')
  return [...(ran ? [`${path}: something ran`] : []), ...aliens.map((one) => `${path}: a part that is not ours: ${one}`), ...(isOurs ? [] : [`${path}: the page was led away`])]
}

export const painted: Figure = {
  name: 'painted', rows: 'S11', inEveryRun: 0, campaign: 300,
  async measure(size) {
    const server = await startSchool()
    const tablets = [await switchOn(), await switchOn()] as const
    const typed = new Payloads()
    const [shown, broken] = [new Set<string>(), [] as string[]]
    const kacper = pupilCalled('Kacper', 'Wójcik').id
    let [fields, screens] = [0, 0]
    const look = async ({ page }: Tablet, path: string): Promise<void> => {
      await visit(page, path)
      screens++
      broken.push(...(await flaws(page, path, shown)))
    }
    try {
      for (const { page } of tablets) page.on('dialog', (dialog) => void (broken.push(`a dialog opened: ${dialog.message()}`), dialog.dismiss()))
      const [mentor, lead] = tablets
      await signIn(mentor.page, server, 'mentor1')
      await visit(mentor.page, `/pupils/${kacper}`)
      for (let note = 0; note < Math.min(PAYLOADS.length, size / 5); note++) await saveANote(mentor.page, typed.words())
      const ofMentor = [...ofPupil(kacper), ...MENTORS]
      for (const path of ofMentor) fields += await fillScreen(mentor.page, path, typed, size * 0.7)
      for (const path of ofMentor) await look(mentor, path)
      await expect(badge(mentor.page)).toHaveAccessibleName(/All sent/, { timeout: 120_000 })

      // Before the Lead Mentor’s turn, in which this tablet is left alone and locks.
      await go(mentor.page, 'Reviews')
      const [download] = await Promise.all([mentor.page.waitForEvent('download', { timeout: 120_000 }), mentor.page.getByRole('button', { name: /^Export PDF of \d+ reviews$/ }).click()])
      const about = execFileSync('pdfinfo', [await download.path()], { encoding: 'utf8' })
      if (!/JavaScript:\s+no/.test(about)) broken.push('the PDF of the reviews has a script')

      await signIn(lead.page, server, 'lead')
      const ofLead = [...LEADS, ...ofPupil(kacper), ...MENTORS.filter((path) => path !== '/arrivals')]
      for (const path of ofLead) fields += await fillScreen(lead.page, path, typed, size)
      for (const path of ofLead) await look(lead, path)

      broken.push(...tablets.flatMap(({ complaints }) => complaints).map((one) => `the browser complains: ${one.slice(0, 200)}`))
      for (const one of SHOWN) if (!shown.has(one)) broken.push(`${one} stands nowhere as it was typed`)
      return { said: `${typed.all.length} payloads in ${fields} fields and the log, ${screens} screens of two people and a PDF looked at: ${broken.length} ran or became part of the page`, broken: [...new Set(broken)] }
    } finally {
      for (const one of tablets) await one.dispose()
      await server.dispose()
    }
  },
}
