/**
 * S1: canaries typed through the real app, then looked for as UTF-8 and UTF-16 of both orders in every file of the browser’s
 * profile, in the server’s log, in a sealed backup and in what a PDF says of itself. The server’s own database holds them in clear:
 * the school is trusted with what is written, and that they are found there proves that they were typed, sent, and can be found.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from '@playwright/test'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { backUp } from '../../../server/backup/backup.ts'
import { openStore } from '../../../server/openStore.ts'
import { filesUnder, findBytes } from '../../support/browser/bytes.ts'
import { Canaries, saveANote, STEM, typeTheMorning } from '../../support/browser/canaries.ts'
import { pupilCalled } from '../../support/browser/demoPeople.ts'
import { badge, go, PASSPHRASE, PIN, signIn } from '../../support/browser/steps.ts'
import { startSchool, type SchoolServer } from '../../support/browser/schoolServer.ts'
import { switchOn } from '../../support/browser/tablet.ts'
import { expect } from '../../support/browser/test.ts'
import type { Figure } from '../figure.ts'
import { fillScreen, visit } from './fillEverything.ts'
import { LEADS, MENTORS, ofPupil } from './screens.ts'

const CONTROL = 'Zqxcontrolword'
/** Of an export’s pupils so many get canaries as names. */
const NAMED = 10
const SECRETS = ['Wójcik', 'Pickersgill', 'Featherstonehaugh', PASSPHRASE, `"${PIN}"`]
/** SIMS brings names from a file: as canaries too, for the first pupils of the demo’s own export. */
async function takeInNames(page: Page, canaries: Canaries): Promise<void> {
  await go(page, 'SIMS')
  const [heads = '', ...pupils] = readFileSync('demo/sims-pupils.csv', 'utf8').trim().split(/\r?\n/)
  const renamed = pupils.map((line, index) => {
    const [admission, upn, , , , , ...rest] = line.split(',')
    return index < NAMED ? [admission, upn, ...Array.from({ length: 4 }, () => canaries.words(1)), ...rest].join(',') : line
  })
  await page.getByLabel('Choose the file').setInputFiles({ name: 'pupils.csv', mimeType: 'text/csv', buffer: Buffer.from([heads, ...renamed].join('\r\n')) })
  await page.getByRole('button', { name: /^Take in \d+ change/ }).click()
  await expect(page.getByRole('list', { name: 'Exports taken in' })).toBeVisible()
}

/** The PDF of the week’s reviews: its name, and all that it says of itself. */
async function pdfOf(page: Page): Promise<Download> {
  await go(page, 'Reviews')
  const coming = page.waitForEvent('download', { timeout: 60_000 })
  await page.getByRole('button', { name: /^Export PDF of \d+ reviews$/ }).click()
  const download = await coming
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  return download
}
async function inPdf(download: Download, words: readonly string[]): Promise<string[]> {
  const path = await download.path()
  const said = execFileSync('pdfinfo', ['-custom', path], { encoding: 'utf8' }) + execFileSync('pdfinfo', ['-meta', path], { encoding: 'utf8' }) + download.suggestedFilename()
  return words.filter((word) => said.includes(word)).map((word) => `${word} in what the PDF says of itself`)
}

/** As `npm run backup` makes one; that command refuses the demo, whose school this is. */
async function inBackup(server: SchoolServer, words: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-backup-'))
  const store = await openStore(join(server.folder, 'blue-report.sqlite'))
  try {
    await backUp(store, join(folder, 'one.age'), await identityToRecipient(await generateX25519Identity()), { at: Date.now(), version: '0' })
    return findBytes(folder, words).map(({ word }) => `${word} in the backup`)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

export const plaintext: Figure = {
  name: 'plaintext', rows: 'S1', inEveryRun: 30, campaign: 500,
  async measure(size) {
    const server = await startSchool()
    const [mentor, lead] = [await switchOn(), await switchOn()]
    const canaries = new Canaries()
    const broken: string[] = []
    const kacper = pupilCalled('Kacper', 'Wójcik').id
    let fields = 0
    try {
      await signIn(mentor.page, server, 'mentor1')
      await typeTheMorning(mentor.page, canaries)
      for (const path of [...ofPupil(kacper), ...MENTORS]) fields += await fillScreen(mentor.page, path, canaries, size * 0.8)
      await expect(badge(mentor.page)).toHaveAccessibleName(/All sent/, { timeout: 60_000 })
      const pdf = await pdfOf(mentor.page)
      broken.push(...(await inPdf(pdf, [STEM, ...SECRETS])))

      await signIn(lead.page, server, 'lead')
      await takeInNames(lead.page, canaries)
      for (const path of [...LEADS, ...ofPupil(kacper)]) fields += await fillScreen(lead.page, path, canaries, size * 0.9)
      // Whatever is left is notes.
      await visit(lead.page, `/pupils/${kacper}`)
      while (canaries.all.length < size) await saveANote(lead.page, canaries.words(Math.min(10, size - canaries.all.length)))
      await expect(badge(lead.page)).toHaveAccessibleName(/All sent/, { timeout: 60_000 })
      await mentor.page.evaluate((word) => localStorage.setItem('control', word), CONTROL)
      await mentor.page.waitForTimeout(1000)
      broken.push(...[mentor, lead].flatMap(({ complaints }) => complaints).map((one) => `the browser complains: ${one.slice(0, 200)}`))
      for (const tablet of [mentor, lead]) await tablet.close()

      const sought = [STEM, ...SECRETS]
      const files = [mentor, lead].flatMap(({ profile }) => filesUnder(profile)).length
      if (findBytes(mentor.profile, [CONTROL]).length === 0) broken.push('the scanner does not find a word that is there')
      for (const tablet of [mentor, lead]) broken.push(...findBytes(tablet.profile, sought).map(({ word, file }) => `${word} in ${file}`))
      broken.push(...sought.filter((word) => server.log().includes(word)).map((word) => `${word} in the log`))
      if (server.log().length < 200) broken.push('the server’s log was not heard')
      broken.push(...(await inBackup(server, sought)))
      const inClear = new Set(findBytes(server.folder, canaries.all).map(({ word }) => word)).size
      // Many a field is looked into and not saved; its draft is what lies on the disk.
      if (inClear < size / 6) broken.push(`only ${inClear} were sent: too little was tried`)
      const where = `${files} files of two profiles, ${Math.round(server.log().length / 1024)} kB of log, a backup, a PDF`
      return { said: `${canaries.all.length} canaries in ${fields + 30} fields and one export of SIMS; ${where}: ${broken.length} hits; ${inClear} of them in the server’s own database, where they belong`, broken }
    } finally {
      for (const tablet of [mentor, lead]) await tablet.dispose()
      await server.dispose()
    }
  },
}
