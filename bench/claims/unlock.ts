/** Unlocking: from the passphrase in the morning, from the PIN all day. */
import { copyOf, inBrowser, newFolder, removeFolder } from '../browser.ts'
import { ask, openBench } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'
import { unlockInTheApp } from './unlockInTheApp.ts'

export const unlock: Claim = {
  claim: 3,
  title: 'Unlock',
  async measure(bench) {
    const pages = await bench.pages()
    const made = await newFolder()
    await inBrowser(made, async ({ page }) => {
      await openBench(page, pages)
      await ask(page, 'makeVault')
    })
    const opened = await eachRun(bench, 'Opening 6,000 records', async () => {
      const profile = await copyOf(made)
      const run = await inBrowser(profile, async ({ page }) => {
        await openBench(page, pages)
        return ask(page, 'openTwice')
      })
      await removeFolder(profile)
      return run
    })
    await removeFolder(made)
    const cold = { what: 'Argon2id alone, 64 MiB, 3 passes', runs: opened.map((run) => run.derivePassphrase) }
    const warm = { what: 'Argon2id alone, 19 MiB, 2 passes', runs: opened.map((run) => run.derivePin) }
    return {
      figures: [
        { what: 'data only: passphrase to records, 6,000', unit: 'ms', runs: opened.map((run) => run.cold), floor: cold, goal: { most: 1500 } },
        { what: 'data only: PIN to records, 6,000', unit: 'ms', runs: opened.map((run) => run.warm), floor: warm, goal: { most: 400 } },
        ...(await unlockInTheApp(bench, cold, warm)),
      ],
    }
  },
}
