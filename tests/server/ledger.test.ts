/** What was put an end to stays so, though the database is put back to a day before it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { changeRole, closeAccount, openAccount } from '../../server/accounts/manage.ts'
import { moveTablet } from '../../server/accounts/tablets.ts'
import { COMMAND } from '../../server/audit/tell.ts'
import { backUp, restore } from '../../server/backup/backup.ts'
import { keepLedger, readLedger, redo } from '../../server/backup/ledger.ts'
import type { Store } from '../../server/store.ts'
import { erasePupil } from '../../server/sync/erase.ts'
import { aServer, SCHOOL, type AServer } from '../support/aServer.ts'
import { storeUnderTest } from '../support/storeUnderTest.ts'

let server: AServer
let folder: string
let empty: Store
const ledger = (): string => join(folder, 'ledger')
const edge = () => ({ now: server.clock.now, by: COMMAND, random: (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes) })
const noProblem = (error: unknown): void => {
  throw error
}
beforeEach(async () => {
  server = await aServer()
  folder = mkdtempSync(join(tmpdir(), 'blue-report-ledger-'))
  empty = await storeUnderTest(folder)
})
afterEach(async () => {
  await empty.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function backedUp(): Promise<() => Promise<unknown>> {
  const identity = await generateX25519Identity()
  await backUp(server.store, join(folder, 'one.age'), await identityToRecipient(identity), { at: server.clock.now, version: '0' })
  return () => restore(empty, join(folder, 'one.age'), identity, server.clock.now, () => 'restored')
}
/** Closed while a server keeps the ledger, which then ends. */
async function closeAndNote(store: Store, ...ids: string[]): Promise<void> {
  const stop = await keepLedger(store, ledger(), noProblem)
  for (const id of ids) await closeAccount(store, SCHOOL, id, edge())
  await stop()
}
const isClosed = async (id: string): Promise<boolean> => (await empty.db.selectFrom('account').select('disabled_at').where('id', '=', id).executeTakeFirstOrThrow()).disabled_at !== null
const rowsOf = async (pupilId: string): Promise<number> => (await empty.db.selectFrom('row').select('id').where('bucket', 'like', `pupil:${pupilId}%`).execute()).length

it('Who was let out and who was erased since the backup is so again, what was taken back is not, and what needs a person is named', async () => {
  await server.tablet('mentor1')
  const { handle } = await server.store.db.selectFrom('tablet').select('handle').executeTakeFirstOrThrow()
  const putBack = await backedUp()
  const stop = await keepLedger(server.store, ledger(), noProblem)
  await closeAccount(server.store, SCHOOL, 'mentor2', edge())
  await closeAccount(server.store, SCHOOL, 'office', edge())
  await openAccount(server.store, SCHOOL, 'office', edge())
  await changeRole(server.store, SCHOOL, 'hoy9', { role: 'head-of-year', year: 10 }, edge())
  await moveTablet(server.store, SCHOOL, handle, 'lost', edge())
  await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
  await stop()
  await putBack()
  expect([await isClosed('mentor2'), (await rowsOf('p1')) > 0]).toEqual([false, true])
  expect(await redo(empty, ledger(), server.clock.now)).toMatchObject({ closed: 1, tablets: 1, erased: 1, byHand: [{ action: 'account-opened', object: 'office' }, { action: 'account-role', object: 'hoy9' }] })
  expect([await isClosed('mentor2'), await isClosed('office'), await rowsOf('p1'), (await rowsOf('p2')) > 0]).toEqual([true, false, 0, true])
  expect((await empty.db.selectFrom('tablet').select('state').where('handle', '=', handle).executeTakeFirstOrThrow()).state).toBe('lost')
})

it('The ledger holds each act once, goes on where it ended, survives a line that was cut off, and says no name', async () => {
  const noted = async (): Promise<(string | null)[]> => (await readLedger(ledger())).map(({ object }) => object)
  await closeAndNote(server.store, 'mentor2')
  writeFileSync(ledger(), `${readFileSync(ledger(), 'utf8')}{"school":"cut`)
  await closeAccount(server.store, SCHOOL, 'office', edge())
  const second = await keepLedger(server.store, ledger(), noProblem)
  await second()
  expect(await noted()).toEqual(['mentor2', 'office'])
  expect(readFileSync(ledger(), 'utf8')).not.toContain('Name of')
})

it('After a restore the same file goes on, whatever numbers the audit gives again', async () => {
  const putBack = await backedUp()
  await closeAndNote(server.store, 'mentor2', 'office')
  await putBack()
  await closeAccount(empty, SCHOOL, 'hoy9', edge())
  const after = await keepLedger(empty, ledger(), noProblem)
  await after()
  expect((await readLedger(ledger())).map(({ object, action }) => object ?? action)).toEqual(['mentor2', 'office', 'hoy9'])
})

it('Who was let in again after one restore is not let out by the next, unless that is of a day before', async () => {
  const first = await backedUp()
  await closeAndNote(server.store, 'mentor2')
  await first()
  expect(await redo(empty, ledger(), server.clock.now)).toMatchObject({ closed: 1 })
  const after = await keepLedger(empty, ledger(), noProblem)
  await openAccount(empty, SCHOOL, 'mentor2', edge())
  await closeAccount(empty, SCHOOL, 'office', edge())
  await after()
  // As a second restore of what was backed up now would find it.
  expect(await redo(empty, ledger(), server.clock.now)).toEqual({ closed: 0, tablets: 0, erased: 0, byHand: [] })
  expect(await isClosed('mentor2')).toBe(false)
})

it('A restore of a day before that one does again what that one had done again', async () => {
  const first = await backedUp()
  await closeAndNote(server.store, 'mentor2')
  // As an earlier restore elsewhere, which this backup does not know of.
  expect(await redo(server.store, ledger(), server.clock.now)).toMatchObject({ closed: 0 })
  await first()
  expect(await redo(empty, ledger(), server.clock.now)).toMatchObject({ closed: 1 })
})

it('A restore that was cut off before that, or a disk put back by other means, is made good though the servers ran in between', async () => {
  const putBack = await backedUp()
  await closeAndNote(server.store, 'mentor2')
  await putBack()
  await closeAndNote(empty, 'office')
  expect(await redo(empty, ledger(), server.clock.now)).toMatchObject({ closed: 1 })
  expect([await isClosed('mentor2'), await isClosed('office')]).toEqual([true, true])
  expect(await redo(empty, ledger(), server.clock.now)).toMatchObject({ closed: 0 })
})
