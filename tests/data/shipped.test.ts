// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { openRecords, type Records } from '../../src/data/records.ts'
import { SEALED_VERSIONS, type Version } from '../../src/data/store/versions.ts'
import { openVault } from '../../src/data/vault/vault.ts'
import { KINDS, type Row } from '../../src/domain/records.ts'
import { aDisk, pausesPassAtOnce } from './aDatabase.ts'
import operations from '../server/shipped/sv1.json' with { type: 'json' }
import { cheapPorts } from './vault/cheapPorts.ts'
import tablet from './shipped/tablet-1.json' with { type: 'json' }

const NOW = (): number => Date.UTC(2026, 11, 10, 8, 28)
const LATER: Version[] = [...SEALED_VERSIONS, { number: 3, stores: { packs: 'k, t, dv' } }]
const bytesOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'b' in value ? new Uint8Array(Buffer.from(String(value.b), 'base64')) : value)

/** The disk of a tablet that the first version of the app left behind, byte for byte, by the browser's own calls. */
async function plant({ indexedDB }: ReturnType<typeof aDisk>): Promise<void> {
  const request = indexedDB.open(`blue-report-${tablet.header.vaultId}`, 10)
  request.addEventListener('upgradeneeded', () => {
    for (const [name, rows] of Object.entries(tablet.tables)) {
      const store = request.result.createObjectStore(name, { keyPath: name === 'outbox' ? 'n' : 'k' })
      if (name === 'packs' || name === 'log') store.createIndex('t', 't')
      for (const row of rows) store.put(Object.fromEntries(Object.entries(row).map(([field, value]) => [field, bytesOf(value)])))
    }
  })
  await new Promise((planted) => request.addEventListener('success', planted))
  request.result.close()
}
async function open(disk: ReturnType<typeof aDisk>, versions: readonly Version[]): Promise<Records> {
  const vault = await openVault(tablet.header, tablet.passphrase, cheapPorts)
  if (!vault.ok) throw new Error(`The vault did not open: ${vault.reason}`)
  const records = await openRecords(vault.value, { ...disk, wait: pausesPassAtOnce, versions, wall: NOW, now: NOW })
  await records.loadOlder()
  return records
}
const inOrder = <R extends { seq: number }>(rows: Iterable<R>): R[] => [...rows].toSorted((a, b) => a.seq - b.seq)

// `tablet-1.json` was written by the first version and is never written again: a tablet may come back after a year.
describe('What a tablet of the first version has on its disk', () => {
  it.each([['as this app has it', SEALED_VERSIONS], ['in the next shape of its database', LATER]])('is opened whole, %s', async (_, versions) => {
    const disk = aDisk()
    await plant(disk)
    const records = await open(disk, versions)
    expect(inOrder(records.memory.serverRows())).toEqual(inOrder(tablet.rows))
    expect(records.outbox.unsent(0, Number.POSITIVE_INFINITY)).toEqual(operations.slice(0, tablet.ops).map(({ op }, index) => ({ ...op, n: index + 1 })))
    expect(await records.drafts.read('note:new:p1')).toEqual(tablet.draft[1])
    expect(records.profile()).toMatchObject({ clientId: 'client-of-tablet-1', refresh: 'a refresh token', account: { id: 'lead' } })
    expect(records.sync.state()).toMatchObject({ ackN: 0, cursor: { seq: Math.max(...tablet.rows.map(({ seq }) => seq)) } })
    expect(records.putOff).toBeUndefined()
  })
  it('is worked with: every kind is shown, saved to, folded, and there at the next opening', async () => {
    const disk = aDisk()
    await plant(disk)
    const records = await open(disk, LATER)
    expect(records.memory.newer.value).toBe(0)
    const standing = (tablet.rows as unknown as Row[]).filter((row) => row.void === undefined)
    expect(KINDS.filter((kind) => standing.some((row) => row.t === kind) && records.memory.all(kind).length === 0)).toEqual([])
    await records.commit([{ kind: 'add', t: 'note', id: 'new', f: { pupilId: 'p1', type: 'staff', text: 'After a year', occurredAt: NOW(), enteredAt: NOW(), raise: false } }])
    await records.close()
    const again = await open(disk, LATER)
    expect(again.memory.get('note', 'new')?.f.text).toBe('After a year')
    expect(again.outbox.nextN()).toBe(tablet.ops + 2)
  })
})
