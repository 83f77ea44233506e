// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backupName, databasesThere } from '../../src/data/store/backup.ts'
import { openVaultDatabase, type VaultTable } from '../../src/data/store/database.ts'
import { NewerDatabase } from '../../src/data/store/healing.ts'
import { openTablet } from '../../src/data/tablet/tablet.ts'
import { SEALED_VERSIONS, TABLET_VERSIONS, type Version } from '../../src/data/store/versions.ts'
import { createVault } from '../../src/data/vault/vault.ts'
import { aDisk, pausesPassAtOnce } from './aDatabase.ts'
import { aFailingBrowser, type FailingBrowser } from './aFailingBrowser.ts'
import { aNewVault, cheapPorts } from './vault/cheapPorts.ts'

const VAULT = '0d5c7a52-7b1f-4b0e-9c39-2f3b1f8f0001'
const NAME = `blue-report-${VAULT}`
const TABLES: VaultTable[] = ['packs', 'log', 'outbox', 'drafts', 'meta']
const ONE = SEALED_VERSIONS.slice(0, 1)
/** Two versions that this app might have one day: an index and a table more, then a log that is made anew. */
const TWO: Version[] = [...ONE, { number: 2, stores: { packs: 'k, t, dv', sheets: 'k' } }]
const THREE: Version[] = [...TWO, { number: 3, stores: {}, remakes: ['log'], change: (transaction) => transaction.table('log').clear() }]

const body = () => ({ iv: crypto.getRandomValues(new Uint8Array(12)), ct: crypto.getRandomValues(new Uint8Array(40)), dv: 1, sv: 1 })
const opaque = (n: number): string => `row${n}`.padEnd(22, '_')
const ROWS = {
  packs: [1, 2, 3].map((n) => ({ ...body(), k: opaque(n), t: opaque(0) })),
  log: [4, 5].map((n) => ({ ...body(), k: opaque(n), t: opaque(0) })),
  outbox: [1, 2, 3, 4].map((n) => ({ ...body(), n })),
  drafts: [{ ...body(), k: opaque(6) }],
  meta: ['profile', 'sync'].map((k) => ({ ...body(), k })),
}

let disk: ReturnType<typeof aDisk>
let browser: FailingBrowser
const open = (versions: readonly Version[]) => openVaultDatabase(VAULT, { ...disk, wait: pausesPassAtOnce, versions })

/** Each row by its key and its content, short enough to read where one is missing. */
const inShort = (rows: readonly object[]): string[] =>
  (rows as { k?: string; n?: number; iv: Uint8Array; ct: Uint8Array }[]).map(({ k, n, iv, ct }) => `${k ?? n} ${[...iv, ...ct].map((byte) => byte.toString(16)).join('')}`).sort()
const whole = (rows: Partial<typeof ROWS> = {}) => Object.fromEntries(Object.entries({ ...ROWS, ...rows }).map(([table, some]) => [table, inShort(some)]))

async function storedBy(versions: readonly Version[]): Promise<Record<string, string[]>> {
  const database = await open(versions)
  const rows = await database.read(TABLES, async (tables) => {
    const all: Record<string, string[]> = {}
    for (const table of TABLES) all[table] = inShort(await tables[table].toArray())
    return all
  })
  database.close()
  return rows
}
async function start(versions: readonly Version[]) {
  const database = await open(versions)
  database.close()
  return database
}
const versionsThere = async () => Object.fromEntries((await databasesThere(disk)) ?? [])

/** Puts a database of version 1 on the disk by the browser's own calls, as an app that knew no other left it. */
function plant(name: string, rows: Partial<typeof ROWS> = ROWS): Promise<void> {
  const request = disk.indexedDB.open(name, 10)
  request.addEventListener('upgradeneeded', () => {
    for (const table of TABLES) {
      const store = request.result.createObjectStore(table, { keyPath: table === 'outbox' ? 'n' : 'k' })
      if (table === 'packs' || table === 'log') store.createIndex('t', 't')
      for (const row of rows[table] ?? []) store.put(row)
    }
  })
  return new Promise((planted, failed) => {
    request.addEventListener('error', () => failed(new Error('the database was not planted')))
    request.addEventListener('success', () => {
      request.result.close()
      planted()
    })
  })
}
/** Some tests are a hundred small lives each. */
const PATIENT = { timeout: 60_000 }
const COPY = backupName(NAME, 2)
const mentorsDisk = () => plant(NAME)

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  disk = aDisk()
  browser = aFailingBrowser()
  await mentorsDisk()
})
afterEach(() => void vi.restoreAllMocks())

/** At k = 1, 2, 3 … until `act` was not ended by it, each on a fresh disk. Resolves to how many steps there are. */
async function atEveryStep(fill: () => Promise<unknown>, act: (k: number) => Promise<boolean>): Promise<number> {
  for (let k = 1; ; k++) {
    disk = aDisk()
    await fill()
    if (!(await act(k))) return k - 1
  }
}

describe('An upgrade of a mentor’s database', PATIENT, () => {
  it('keeps every row as it was, and leaves no copy behind', async () => {
    expect(await storedBy(TWO)).toEqual(whole())
    expect(await versionsThere()).toEqual({ [NAME]: 2 })
  })
  it('may make anew only what the server has too', async () => {
    expect(await storedBy(THREE)).toEqual(whole({ log: [] }))
  })
  it('asks nothing of the disk but one list where there is none to do', async () => {
    const asked = vi.mocked(disk.indexedDB.databases)
    await start(ONE)
    expect(asked).toHaveBeenCalledTimes(1)
    expect(vi.mocked(disk.indexedDB.open)).toHaveBeenCalledTimes(3) // what was planted, and the two connections
  })

  it('loses nothing where the browser is killed, whenever that is', async () => {
    const steps = await atEveryStep(mentorsDisk, async (k) => {
      const { ended } = await browser.run(() => start(THREE), k)
      expect(await storedBy(THREE), `killed at step ${k}`).toEqual(whole({ log: [] }))
      expect(await versionsThere(), `killed at step ${k}`).toEqual({ [NAME]: 3 })
      return ended
    })
    expect(steps).toBeGreaterThan(40)
  })
  it('loses nothing where the older app is opened after the kill, and saves', async () => {
    await atEveryStep(mentorsDisk, async (k) => {
      const { ended } = await browser.run(() => start(TWO), k)
      if (!ended) return false
      const isDone = (await versionsThere())[NAME] === 2
      const later = { ...body(), n: 5 }
      const database = await open(isDone ? TWO : ONE)
      await database.write('strict', ['outbox'], ({ outbox }) => outbox.put(later))
      database.close()
      expect(await storedBy(TWO), `killed at step ${k}`).toEqual(whole({ outbox: [...ROWS.outbox, later] }))
      return true
    })
  })
  it('loses nothing where it is killed again and again', async () => {
    let gap = 7
    await atEveryStep(mentorsDisk, async (k) => {
      const { ended } = await browser.run(() => start(TWO), k)
      for (let j = (gap = (gap * 5) % 23) + 1; j > 0; j -= 6) await browser.run(() => start(TWO), j)
      expect(await storedBy(TWO), `killed at step ${k}`).toEqual(whole())
      return ended
    })
  })

  it.each(['QuotaExceededError', 'AbortError', 'UnknownError'] as const)('goes on in the old shape, or is done after all, wherever %s comes from', async (name) => {
    const putOff: unknown[] = []
    await atEveryStep(mentorsDisk, async (k) => {
      const { ended, result } = await browser.run(() => start(TWO), k, name)
      if (result?.putOff !== undefined) {
        putOff.push(result.putOff)
        expect(await storedBy(ONE), `failed at step ${k}`).toEqual(whole())
      }
      expect(await storedBy(TWO), `failed at step ${k}`).toEqual(whole())
      expect(await versionsThere(), `failed at step ${k}`).toEqual({ [NAME]: 2 })
      return ended
    })
    expect(putOff.length).toBeGreaterThan(20)
    expect(putOff.filter((why) => why === 'full').length > 15).toBe(name === 'QuotaExceededError')
  })
})

describe('An upgrade that would lose something', () => {
  const careless = (change: Version['change']): Version[] => [...ONE, { number: 2, stores: {}, ...(change ? { change } : {}) }]
  it.each<[string, Version['change']]>([
    ['an unsent change', (transaction) => transaction.table('outbox').delete(4)],
    ['the words of a draft', (transaction) => transaction.table('drafts').toCollection().modify({ ct: new Uint8Array(17) })],
    ['a caseload', (transaction) => transaction.table('packs').clear()],
    ['its wits', () => Promise.reject(new Error('a bug'))],
  ])('such as %s is undone, and saving goes on as before', async (_what, change) => {
    const database = await open(careless(change))
    expect(database.putOff).toBe('failed')
    const later = { ...body(), n: 5 }
    await database.write('strict', ['outbox'], ({ outbox }) => outbox.put(later))
    database.close()
    expect(await storedBy(careless(change))).toEqual(whole({ outbox: [...ROWS.outbox, later] }))
    expect(await versionsThere()).toEqual({ [NAME]: 1 })
    expect(await storedBy(TWO)).toEqual(whole({ outbox: [...ROWS.outbox, later] }))
  })
})

describe('A database that a browser lost in the middle of an upgrade', PATIENT, () => {
  const gone = () => plant(COPY)
  const empty = async () => {
    await plant(NAME, {})
    await plant(COPY)
  }
  it.each([['gone', gone], ['empty', empty]])('and that is now %s comes back from its copy, also where the browser is killed while it does', async (_how, fill) => {
    const steps = await atEveryStep(fill, async (k) => {
      const { ended } = await browser.run(() => start(TWO), k)
      expect(await storedBy(TWO), `killed at step ${k}`).toEqual(whole())
      expect(await versionsThere(), `killed at step ${k}`).toEqual({ [NAME]: 2 })
      return ended
    })
    expect(steps).toBeGreaterThan(50)
  })
  it('is not opened empty where there is no room to put it back', async () => {
    disk = aDisk()
    await gone()
    const { result } = await browser.run(() => start(TWO), 20, 'QuotaExceededError')
    expect(result).toBeUndefined()
    expect(await versionsThere()).toEqual({ [COPY]: 1 })
    expect(await storedBy(TWO)).toEqual(whole())
  })
  it('does not take the place of what was saved since', async () => {
    disk = aDisk()
    await plant(NAME, { ...ROWS, outbox: ROWS.outbox.slice(1) })
    await plant(COPY)
    expect(await storedBy(ONE)).toEqual(whole({ outbox: ROWS.outbox.slice(1) }))
    expect(await versionsThere()).toEqual({ [NAME]: 1 })
  })
})

describe('An older app', () => {
  it('that meets a newer database leaves it as it is and says so', async () => {
    await start(THREE)
    await expect(open(ONE)).rejects.toThrow(NewerDatabase)
    expect(await storedBy(THREE)).toEqual(whole({ log: [] }))
  })
  it('says so too where another window updates under it', async () => {
    const old = await open(ONE)
    await start(THREE)
    await expect(old.read(['outbox'], ({ outbox }) => outbox.toArray())).rejects.toThrow(NewerDatabase)
    await expect(old.write('strict', ['outbox'], ({ outbox }) => outbox.clear())).rejects.toThrow(NewerDatabase)
    old.close()
    expect(await storedBy(THREE)).toEqual(whole({ log: [] }))
  })
})

describe('The headers of the vaults', PATIENT, () => {
  it('survive every kill of an upgrade of the tablet’s own database', async () => {
    const { header } = await createVault(aNewVault, cheapPorts)
    const versions: Version[] = [...TABLET_VERSIONS, { number: TABLET_VERSIONS.length + 1, stores: { vaults: 'vaultId, person' } }]
    for (let k = 1, ended = true; ended; k++) {
      const fresh = aDisk()
      const first = await openTablet({ ...fresh, wait: pausesPassAtOnce })
      await first.saveVault(header)
      await first.saveSetting('wrongTries', 2)
      first.close()
      const upgraded = () => openTablet({ ...fresh, wait: pausesPassAtOnce, versions })
      ended = (await browser.run(async () => (await upgraded()).close(), k)).ended
      const tablet = await upgraded()
      expect([await tablet.vaults(), await tablet.setting('wrongTries')], `killed at step ${k}`).toEqual([[header], 2])
      tablet.close()
      expect((await databasesThere(fresh))?.size).toBe(1)
    }
  })
})

it('No version that was ever shipped takes a table away, or touches what is unsent', () => {
  for (const version of [...SEALED_VERSIONS, ...TABLET_VERSIONS]) expect(Object.values(version.stores).every((keys) => keys !== '')).toBe(true)
  expect(SEALED_VERSIONS.flatMap(({ stores, number }) => (number > 1 ? Object.keys(stores) : []))).not.toContain('outbox')
})
