/**
 * Schemas in the PostgreSQL of this test run. Making the tables takes longer than most tests, so a schema whose name is
 * no longer in use is emptied and given out again.
 */
import { existsSync } from 'node:fs'
import { Client } from 'pg'
import { inOneTurn } from '../../src/data/store/inOneTurn.ts'

function clusterUrl(): string {
  const url = process.env['BLUE_REPORT_TEST_POSTGRES']
  if (url === undefined) throw new Error('No PostgreSQL was started for this run.')
  return url
}
const within = (schema: string): string => `${clusterUrl()}?options=${encodeURIComponent(`-c search_path=${schema}`)}`

/** What its types leave out. */
type KeptClient = Client & { ref: () => void; unref: () => void }
let connected: Promise<KeptClient> | undefined
/** One for each worker: the database starts a process for every connection. */
function connection(): Promise<KeptClient> {
  connected ??= (async () => {
    const client = new Client({ connectionString: clusterUrl() }) as KeptClient
    client.on('error', () => (connected = undefined))
    await client.connect()
    return client
  })()
  return connected
}
const inTurn = inOneTurn()
/** Asks the cluster one at a time, in this worker and in the others: two at once would both find a schema missing, or free. */
const alone = <T>(work: (client: Client) => Promise<T>): Promise<T> => inTurn(async () => {
  const client = await connection()
  // Between two turns it keeps no worker alive.
  client.ref()
  await client.query('begin; select pg_advisory_xact_lock(1); create table if not exists given_out (schema text primary key, name text not null unique)')
  try {
    return await work(client)
  } finally {
    await client.query('commit')
    client.unref()
  }
})

/** The address of the schema that goes by this name; `isInUse` says of the other names whether theirs are still needed. */
export function schemaFor(name: string, isInUse: (name: string) => boolean): Promise<string> {
  return alone(async (client) => {
    const given = (await client.query<{ schema: string; name: string }>('select schema, name from given_out')).rows
    const own = given.find((one) => one.name === name)
    if (own) return within(own.schema)
    const free = given.find((one) => !isInUse(one.name))
    const schema = free?.schema ?? `s${given.length}`
    await (free ? empty(client, schema) : client.query(`create schema ${schema}`))
    await client.query('insert into given_out (schema, name) values ($1, $2) on conflict (schema) do update set name = excluded.name', [schema, name])
    return within(schema)
  })
}

const NEW = 'new '
/** A schema with no tables yet, for the tests of making them; nobody else gets it while this process lives. */
export async function newSchema(): Promise<string> {
  return schemaFor(`${NEW}${process.pid} ${crypto.randomUUID()}`, () => true)
}
/** Named by a folder, or made new by a process: two workers go through the tests side by side. */
export const isStillInUse = (name: string): boolean => existsSync(name.startsWith(NEW) ? `/proc/${name.split(' ')[1]}` : name)

async function empty(client: Client, schema: string): Promise<void> {
  const tables = await client.query<{ name: string }>("select tablename as name from pg_tables where schemaname = $1 and tablename <> 'migration'", [schema])
  const asleep = await client.query('select 1 from pg_trigger where tgrelid = $1::regclass and not tgisinternal and tgenabled = $2', [`${schema}.audit`, 'D'])
  // The audit's own guard refuses every removal; here the schema begins anew.
  await client.query(['set local session_replication_role = replica', ...tables.rows.map(({ name }) => `delete from ${schema}."${name}"`)].join('; '))
  if (asleep.rowCount !== 0) await client.query(`alter table ${schema}.audit enable trigger user`)
}
