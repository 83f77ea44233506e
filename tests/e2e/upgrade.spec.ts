import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import { SEALED_VERSIONS } from '../../src/data/store/versions.ts'
import type { Tablet } from '../support/browser/tablet.ts'
import { expect, test } from '../support/browser/test.ts'
import type { UpgradePage } from '../support/browser/upgradePage.ts'

const ORIGIN = 'http://localhost:8046'
const KILLS = 6
const NEXT = (SEALED_VERSIONS.at(-1)?.number ?? 0) + 1

async function theCode(): Promise<string> {
  const entry = fileURLToPath(new URL('../support/browser/upgradePage.ts', import.meta.url))
  const built = (await build({ configFile: false, logLevel: 'warn', build: { write: false, lib: { entry, formats: ['es'], fileName: 'page' } } })) as Rolldown.RolldownOutput[]
  return built[0]?.output[0].code ?? ''
}

async function turnTo({ context, page }: Tablet, code: string): Promise<void> {
  await context.route(`${ORIGIN}/**`, (route) =>
    new URL(route.request().url()).pathname === '/' ? route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/page.js"></script>' }) : route.fulfill({ contentType: 'text/javascript', body: code }),
  )
  await page.goto(ORIGIN)
  await page.waitForFunction(() => 'upgradePage' in globalThis)
}
const ask = <K extends Exclude<keyof UpgradePage, 'there'>>({ page }: Tablet, name: K, vaultId: string): Promise<Awaited<ReturnType<UpgradePage[K]>>> =>
  page.evaluate(([what, id]) => (globalThis as unknown as { upgradePage: Record<string, (id: string) => unknown> }).upgradePage[what as string]?.(id as string), [name, vaultId]) as Promise<Awaited<ReturnType<UpgradePage[K]>>>
const there = ({ page }: Tablet) => page.evaluate(() => (globalThis as unknown as { upgradePage: UpgradePage }).upgradePage.there())

test('A browser that is killed while it upgrades a database, or puts it back, has every row at the next start', async ({ lastingTablet }) => {
  test.setTimeout(150_000)
  const code = await theCode()
  const mine = await lastingTablet()
  await turnTo(mine, code)
  await ask(mine, 'plant', 'usual')
  await ask(mine, 'plantCopyOnly', 'lost')
  const takes = { usual: await ask(mine, 'upgrade', 'usual'), lost: await ask(mine, 'upgrade', 'lost') }

  const found: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const kind = kill % 2 === 0 ? 'usual' : 'lost'
    const vaultId = `${kind}-${kill}`
    await ask(mine, kind === 'usual' ? 'plant' : 'plantCopyOnly', vaultId)
    const before = await ask(mine, kind === 'usual' ? 'storedNow' : 'storedInCopy', vaultId)
    // The answer never comes.
    ask(mine, 'upgrade', vaultId).catch(() => undefined)
    await new Promise((passed) => setTimeout(passed, (takes[kind] * (kill + 0.5)) / KILLS))
    await mine.kill()
    await mine.reopen()
    await turnTo(mine, code)

    const name = `blue-report-${vaultId}`
    const ours = Object.entries(await there(mine)).filter(([one]) => one.startsWith(name))
    found.push(ours.map(([one, version]) => `${one === name ? 'database' : 'copy'} ${version}`).sort().join(', '))
    expect(await ask(mine, 'storedAfterUpgrade', vaultId), `kill ${kill} left ${found.at(-1)}`).toBe(before)
    expect(Object.entries(await there(mine)).filter(([one]) => one.startsWith(name))).toEqual([[name, NEXT]])
  }
  console.log(`What the kills left: ${found.join(' | ')}`)
  expect(found.filter((left) => left !== `database ${NEXT}`).length, found.join(' | ')).toBeGreaterThan(1)
})
