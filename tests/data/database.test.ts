// @vitest-environment node
import { IDBDatabase as FakeIDBDatabase } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openVaultDatabase } from '../../src/data/store/database.ts'
import { DatabaseLost, DatabaseShut, StorageFull } from '../../src/data/store/healing.ts'
import { aDatabase } from './aDatabase.ts'

/** The edge itself: how often opening a transaction fails, and what each was asked for. Dexie keeps the function at open. */
const disk = { failures: 0, fullAtCommit: false, durabilities: [] as unknown[] }

beforeEach(() => {
  const real = FakeIDBDatabase.prototype.transaction
  Object.assign(disk, { failures: 0, fullAtCommit: false, durabilities: [] })
  vi.spyOn(FakeIDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    if (disk.failures > 0) {
      disk.failures -= 1
      throw connectionLost()
    }
    disk.durabilities.push(given[2]?.durability)
    const transaction = real.apply(this, given)
    // As Chromium reports it: every request had succeeded, then the transaction aborts with the quota as its error.
    const abort = () => (transaction as unknown as { _abort(name: string): void })._abort('QuotaExceededError')
    if (disk.fullAtCommit) setTimeout(abort, 5)
    return transaction
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

const connectionLost = () =>
  new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError')

describe('a write', () => {
  it('puts all of a person’s action on the disk, or nothing', async () => {
    const { database, aLogRow, anOutboxRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    const operation = await anOutboxRow(1, 'x')
    await expect(
      database.write('strict', ['log', 'outbox'], async ({ log, outbox }) => {
        await log.put(row)
        await outbox.put(operation)
        throw new Error('a bug')
      }),
    ).rejects.toThrow('a bug')
    expect(await database.read(['log', 'outbox'], async (t) => [await t.log.count(), await t.outbox.count()])).toEqual([
      0, 0,
    ])
  })

  it('opens again after the app was closed, readable by the vault and by nothing else', async () => {
    const { database, vault, ports, anOutboxRow } = await aDatabase()
    const operation = await anOutboxRow(1, { mark: 'L' })
    await database.write('strict', ['outbox'], ({ outbox }) => outbox.put(operation))
    database.close()
    const again = await openVaultDatabase(vault.id, ports)
    const stored = await again.read(['outbox'], ({ outbox }) => outbox.get(1))
    if (stored === undefined) throw new Error('the row is gone')
    expect(await vault.open('outbox', '1', stored)).toEqual({ mark: 'L' })
  })

  it('is strict for a person and relaxed for a pull, in one history', async () => {
    const { database, aLogRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    disk.durabilities = []
    await database.write('relaxed', ['log'], ({ log }) => log.put(row))
    await database.write('strict', ['log'], async ({ log }) => {
      expect(await log.count()).toBe(1)
      await log.delete(row.k)
    })
    expect(await database.write('relaxed', ['log'], ({ log }) => log.count())).toBe(0)
    expect(disk.durabilities).toEqual(['relaxed', 'strict', 'relaxed'])
  })
})

describe('a lost connection', () => {
  it.each([1, 2, 3])('is healed when it fails %i times, and the write is done once', async (times) => {
    const { database, aLogRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    disk.failures = times
    await database.write('strict', ['log'], ({ log }) => log.put(row))
    expect(await database.read(['log'], ({ log }) => log.count())).toBe(1)
  })

  it('is called lost after three healings, so that a reload can be offered', async () => {
    const { database, aLogRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    disk.failures = Infinity
    await expect(database.write('strict', ['log'], ({ log }) => log.put(row))).rejects.toThrow(DatabaseLost)
  })

  it('is healed for many writes at once', async () => {
    const { database, aLogRow } = await aDatabase()
    const rows = await Promise.all(Array.from({ length: 12 }, (_, index) => aLogRow(String(index), index)))
    disk.failures = 6
    await Promise.all(rows.map((row) => database.write('strict', ['log'], ({ log }) => log.put(row))))
    expect(await database.read(['log'], ({ log }) => log.count())).toBe(12)
  })

  it('is found by a probe before anyone types', async () => {
    const { database } = await aDatabase()
    expect(await database.probe()).toBe('well')
    disk.failures = 1
    expect(await database.probe()).toBe('healed')
    expect(await database.probe()).toBe('well')
    disk.failures = Infinity
    await expect(database.probe()).rejects.toThrow(DatabaseLost)
  })

  it('is healed in the middle of a write, which is then done again whole', async () => {
    const { database, aLogRow, anOutboxRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    const operation = await anOutboxRow(1, 'x')
    let runs = 0
    await database.write('strict', ['log', 'outbox'], async ({ log, outbox }) => {
      runs += 1
      await log.put(row)
      if (runs === 1) throw connectionLost()
      await outbox.put(operation)
    })
    expect(runs).toBe(2)
    expect(await database.read(['log', 'outbox'], async (t) => [await t.log.count(), await t.outbox.count()])).toEqual([
      1, 1,
    ])
  })
})

describe('a full disk', () => {
  it('is told apart at once, and nothing of the action is stored', async () => {
    const { database, aLogRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    let runs = 0
    const write = database.write('strict', ['log'], async ({ log }) => {
      runs += 1
      await log.put(row)
      throw new DOMException('full', 'QuotaExceededError')
    })
    await expect(write).rejects.toThrow(StorageFull)
    expect(runs).toBe(1)
    expect(await database.read(['log'], ({ log }) => log.count())).toBe(0)
  })

  it('is seen inside the abort with which a browser reports it', async () => {
    const { database, aLogRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    disk.fullAtCommit = true
    await expect(
      database.write('strict', ['log'], async ({ log }) => {
        await log.put(row)
        for (let index = 0; index < 500; index += 1) await log.count()
      }),
    ).rejects.toThrow(StorageFull)
  })
})

describe('a database that we closed', () => {
  it('stays closed, whoever comes late', async () => {
    const { database, aLogRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    database.close()
    await expect(database.write('strict', ['log'], ({ log }) => log.put(row))).rejects.toThrow(DatabaseShut)
    await expect(database.probe()).rejects.toThrow(DatabaseShut)
  })

  it('is gone when it is erased', async () => {
    const { database, ports } = await aDatabase()
    await database.erase()
    expect(await ports.indexedDB.databases()).toEqual([])
  })
})
