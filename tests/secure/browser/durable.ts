/** R3: how often the disk is told to keep (fdatasync, fsync) for each save that the screen calls saved. The power cut itself cannot be tried here; a save that waits for the disk can be seen to. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { saveANote } from '../../support/browser/canaries.ts'
import { startSchool } from '../../support/browser/schoolServer.ts'
import { go, signIn } from '../../support/browser/steps.ts'
import { processesOf, switchOn } from '../../support/browser/tablet.ts'
import type { Figure } from '../figure.ts'

export const durable: Figure = {
  name: 'durable', rows: 'R3', inEveryRun: 0, campaign: 100,
  async measure(size) {
    const [server, tablet] = [await startSchool({ at: '10:20' }), await switchOn()]
    const folder = mkdtempSync(join(tmpdir(), 'blue-report-strace-'))
    const { page } = tablet
    try {
      await signIn(page, server, 'mentor1')
      await server.kill()
      await go(page, 'Caseload')
      await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
      const file = join(folder, 'calls')
      const strace = spawn('strace', ['-f', '-y', '-e', 'trace=fdatasync,fsync', '-o', file, ...processesOf(tablet.profile).flatMap((id) => ['-p', String(id)])], { stdio: 'ignore' })
      await wait(1500)
      const synced = (): number => readFileSync(file, 'utf8').split('\n').filter((line) => /f(data)?sync\(/.test(line) && line.includes('indexeddb')).length
      // What the browser keeps of its own in the same time.
      const idle = synced()
      await wait(5000)
      const perSecond = (synced() - idle) / 5
      const [before, start] = [synced(), performance.now()]
      for (let note = 1; note <= size; note++) await saveANote(page, `Note ${note}`)
      await wait(300)
      const all = synced() - before
      const ratio = (all - (perSecond * (performance.now() - start)) / 1000) / size
      strace.kill('SIGINT')
      const broken = ratio >= 1 ? [] : [`${ratio.toFixed(2)} for each save: at least one is needed`]
      return { said: `${size} saves, ${all} times the disk was told to keep what IndexedDB wrote: ${ratio.toFixed(2)} for each save`, broken }
    } finally {
      await tablet.dispose()
      await server.dispose()
      rmSync(folder, { recursive: true })
    }
  },
}
