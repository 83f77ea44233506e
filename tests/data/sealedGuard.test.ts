// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { VaultTable, VaultTables } from '../../src/data/store/database.ts'
import { openTablet } from '../../src/data/tablet/tablet.ts'
import { sealedRowsOnly } from '../../src/data/store/sealedGuard.ts'
import { createVault } from '../../src/data/vault/vault.ts'
import { aDatabase, aDisk } from './aDatabase.ts'
import { aNewVault, cheapPorts } from './vault/cheapPorts.ts'

const plain = { k: 'A'.repeat(22), t: 'B'.repeat(22), note: 'Anna was late' } as never
type Attempt = [string, (tables: VaultTables) => PromiseLike<unknown>]

describe('plaintext', () => {
  it('is refused by every kind of write, and the whole transaction goes with it', async () => {
    const { database, aLogRow } = await aDatabase()
    const row = await aLogRow('1', { note: 'x' })
    const other = await aLogRow('2', { note: 'y' })
    await database.write('strict', ['log'], (tables) => tables.log.put(row))
    const attempts: Attempt[] = [
      ['add', ({ log }) => log.add(plain)],
      ['put', ({ log }) => log.put(plain)],
      ['bulkAdd', ({ log }) => log.bulkAdd([other, plain])],
      ['bulkPut', ({ log }) => log.bulkPut([other, plain])],
      ['update', ({ log }) => log.update(row.k, { note: 'Anna was late' } as never)],
      ['upsert', ({ log }) => log.upsert('C'.repeat(22), { note: 'Anna was late' } as never)],
      ['bulkUpdate', ({ log }) => log.bulkUpdate([{ key: row.k, changes: { t: 'Anna was late' } }])],
      ['modify by a change', ({ log }) => log.toCollection().modify({ t: 'Anna was late' })],
      [
        'modify by a function',
        ({ log }) =>
          log.where('t').equals(row.t).modify((found) => {
            Object.assign(found, { note: 'Anna was late' })
          }),
      ],
      [
        'modify to another value',
        ({ log }) =>
          log.toCollection().modify((_found, place) => {
            place.value = plain
          }),
      ],
    ]
    for (const [name, attempt] of attempts) {
      const write = database.write('strict', ['log'], async (tables) => {
        await tables.log.put(other)
        await attempt(tables)
      })
      await expect(write, name).rejects.toThrow(/was refused/)
      expect(await database.read(['log'], ({ log }) => log.toArray()), name).toEqual([row])
    }
  })

  it('is refused even where the error is swallowed', async () => {
    const { database, aLogRow } = await aDatabase()
    const row = await aLogRow('1', 'x')
    const write = database.write('strict', ['log'], async ({ log }) => {
      await log.put(row)
      await log.put(plain).catch(() => undefined)
    })
    await expect(write).rejects.toThrow()
    expect(await database.read(['log'], ({ log }) => log.count())).toBe(0)
  })

  it('is refused in every table, whatever shape it hides in', async () => {
    const { vault, tag } = await aDatabase()
    const tables: VaultTable[] = ['packs', 'log', 'outbox', 'drafts', 'meta']
    for (const table of tables) {
      const sealed = await vault.seal(table, tag, 1)
      const clear = table === 'outbox' ? { n: 1 } : table === 'packs' || table === 'log' ? { k: tag, t: tag } : { k: tag }
      const good = { ...clear, iv: sealed.iv, ct: sealed.ct, dv: 1, sv: 1 }
      expect(sealedRowsOnly(table, good), table).toBeUndefined()
      const bad: unknown[] = [
        null,
        undefined,
        'Anna',
        { ...good, note: 'Anna' },
        { ...good, iv: [...sealed.iv] },
        { ...good, iv: sealed.iv.slice(1) },
        { ...good, ct: 'Anna was late, and so on and so on' },
        { ...good, ct: new Uint8Array(16) },
        { ...good, dv: '1' },
        { ...good, sv: 0 },
        { ...good, ...(table === 'outbox' ? { n: 'Anna' } : { k: 'Anna Kowalska' }) },
        { ...good, ct: undefined },
      ]
      for (const value of bad) expect(sealedRowsOnly(table, value), table).toBeTypeOf('string')
    }
    expect(sealedRowsOnly('pupils', plain)).toBeTypeOf('string')
    expect(sealedRowsOnly('meta', { ...(await vault.seal('meta', 'cursor', 1)) })).toBeUndefined()
  })
})

describe('the tablet itself', () => {
  it('keeps vault headers and its few settings, and nothing about a person', async () => {
    const disk = aDisk()
    const tablet = await openTablet(disk)
    const { header } = await createVault(aNewVault, cheapPorts)
    await tablet.saveVault(header)
    await tablet.saveSetting('theme', 'dark')
    expect(await tablet.vaults()).toEqual([header])
    expect(await tablet.setting('theme')).toBe('dark')
    expect(await tablet.setting('tabletId')).toBeUndefined()

    await expect(tablet.saveVault({ ...header, name: 'Anna' } as never)).rejects.toThrow(/was refused/)
    await expect(tablet.saveSetting('theme', 'Anna was late' as never)).rejects.toThrow(/was refused/)
    await expect(tablet.saveSetting('note' as never, 'Anna was late' as never)).rejects.toThrow(/was refused/)
    expect(await tablet.setting('theme')).toBe('dark')

    const parcel = { key: 'A'.repeat(22), half: new Uint8Array(65), ct: new Uint8Array(2048 + 16), changes: 3, sent: false }
    const work = { changes: 3, photos: 0, newest: 'A'.repeat(16), parcels: [parcel], epoch: 'restored-1' }
    await tablet.saveWork(header.vaultId, work)
    for (const bad of [{ ...work, note: 'Anna was late' }, { ...work, newest: 'Anna was late' }, { ...work, changes: 'Anna' }, { ...work, epoch: 'Anna was late' }, { ...work, parcels: [{ ...parcel, sentIn: 'Anna was late' }] }, { ...work, parcels: [{ ...parcel, ct: new Uint8Array(300) }] }, { ...work, parcels: [{ ...parcel, ct: 'Anna was late' }] }, { ...work, parcels: [{ ...parcel, note: 'Anna' }] }]) await expect(tablet.saveWork(header.vaultId, bad as never)).rejects.toThrow(/was refused/)
    expect(await tablet.work(header.vaultId)).toEqual(work)

    await tablet.removeVault(header.vaultId)
    expect(await tablet.work(header.vaultId)).toBeUndefined()
    expect(await tablet.vault(header.vaultId)).toBeUndefined()
  })
})
