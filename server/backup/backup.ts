/**
 * A backup: everything at one moment, packed and sealed with age (age-encryption.org) to a key whose other half is not on
 * this machine. Nothing of it is ever written in clear, so whoever finds the file has nothing.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { COMMAND, tell } from '../audit/tell.ts'
import { verifyAudit } from '../audit/verify.ts'
import type { Store, Write } from '../store.ts'
import { lineFrom, lineOf, linesIn, tally, type Ends } from './lines.ts'
import { isTable, putBack, rowsOf, TABLES, type Plain } from './tables.ts'

type About = { at: number; version: string }

/** Writes `path`, whole or not at all. The key is age's public half: `age1…`. */
export async function backUp(store: Store, path: string, key: string, { at, version }: About): Promise<Ends> {
  const sealer = new Encrypter()
  sealer.addRecipient(key)
  const part = `${path}.part`
  const count = tally()
  await store.read(async (trx) => {
    const packed = Readable.from(linesOf(trx, count, { at, version })).pipe(createGzip())
    const sealed = await sealer.encrypt(webOf(packed))
    await pipeline(Readable.fromWeb(sealed as WebStream<Uint8Array>), createWriteStream(part, { mode: 0o600 }))
  })
  await onDisk(part)
  await rename(part, path)
  await store.write(async (trx) => {
    for (const { id } of await trx.selectFrom('school').select('id').execute()) await tell(store, trx, id, at, [{ ...COMMAND, action: 'backed-up' }])
  })
  return count.ends()
}

async function* linesOf(trx: Write, count: ReturnType<typeof tally>, about: About): AsyncGenerator<string> {
  const passed = (text: string, isRow: boolean): string => {
    count.pass(text, isRow)
    return text
  }
  yield passed(lineOf({ blueReport: 'backup', v: 1, ...about }), false)
  for (const t of TABLES) for await (const row of rowsOf(trx, t)) yield passed(lineOf({ t, row }), true)
  yield lineOf({ ends: count.ends() })
}

export type Restored = Ends & { at: number; schools: string[] }

/**
 * Into a database that holds nothing, all or nothing. Each school begins a new epoch, so that tablets send again what they
 * have kept since. `identity` is the secret half of the key: `AGE-SECRET-KEY-1…`.
 */
export async function restore(store: Store, path: string, identity: string, now: number, newEpoch: () => string): Promise<Restored> {
  const opener = new Decrypter()
  opener.addIdentity(identity)
  const clear = await opener.decrypt(webOf(createReadStream(path)))
  const restored = await store.write(async (trx) => {
    if (await trx.selectFrom('school').select('id').limit(1).executeTakeFirst()) throw new Error('This database holds a school already. A backup goes into an empty one.')
    let found: (Ends & { at: number }) | undefined
    await pipeline(Readable.fromWeb(clear as WebStream<Uint8Array>), createGunzip(), async (bytes: AsyncIterable<Uint8Array>) => {
      found = await takeIn(trx, linesIn(bytes))
    })
    if (!found) throw new Error('This backup is not whole. Nothing was restored.')
    const schools = await trx.selectFrom('school').select('id').execute()
    for (const { id } of schools) {
      await trx.updateTable('school').set({ epoch: newEpoch() }).where('id', '=', id).execute()
      await tell(store, trx, id, now, [{ ...COMMAND, action: 'restored' }])
    }
    return { ...found, schools: schools.map(({ id }) => id) }
  })
  for (const school of restored.schools) {
    const verdict = await verifyAudit(store, school)
    if (!verdict.ok) throw new Error(`The backup is whole, but the audit in it was tampered with before: row ${verdict.seq} of ${school}.`)
  }
  return restored
}

async function takeIn(trx: Write, lines: AsyncIterable<string>): Promise<Ends & { at: number }> {
  const count = tally()
  let at: number | undefined
  let ends: Ends | undefined
  let waiting: { t: string; rows: Plain[] } = { t: '', rows: [] }
  const put = async (): Promise<void> => {
    if (isTable(waiting.t)) await putBack(trx, waiting.t, waiting.rows)
  }
  for await (const text of lines) {
    const line = lineFrom(text)
    if ('ends' in line) {
      ends = line.ends
      continue
    }
    count.pass(`${text}\n`, 't' in line)
    if (!('t' in line)) {
      if (line.blueReport !== 'backup' || line.v !== 1) throw new Error('This is no backup that this version of Blue Report can read.')
      at = line.at
      continue
    }
    if (!isTable(line.t)) throw new Error('This backup was written by a newer version of Blue Report.')
    if (line.t !== waiting.t || waiting.rows.length >= 500) {
      await put()
      waiting = { t: line.t, rows: [] }
    }
    waiting.rows.push(line.row)
  }
  await put()
  const whole = count.ends()
  if (at === undefined || !ends || ends.rows !== whole.rows || ends.hash !== whole.hash) throw new Error('This backup is not whole. Nothing was restored.')
  return { ...whole, at }
}

const webOf = (stream: Readable): ReadableStream<Uint8Array> => Readable.toWeb(stream) as ReadableStream<Uint8Array>

async function onDisk(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync()
  await file.close()
}
