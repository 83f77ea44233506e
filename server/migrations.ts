/**
 * The tables, as numbered steps that are never edited once they have run anywhere. All that are missing run at start in
 * one transaction under one lock, so servers starting together do it once and a failed step leaves nothing behind.
 */
import { sql, type CreateTableBuilder } from 'kysely'
import { handleOf } from './accounts/secrets.ts'
import type { Store, Write } from './store.ts'

/** `bytes`: the column type for them. `lock`: lets one server at a time past; SQLite's write lock does that by itself. */
export type Dialect = { bytes: 'blob' | 'bytea'; lock?: (trx: Write) => Promise<void> }
type Step = (trx: Write, dialect: Dialect) => Promise<void>
const STEPS: readonly Step[] = [first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth, fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth, twentyFirst]

export async function migrate(store: Pick<Store, 'write'>, dialect: Dialect): Promise<void> {
  await store.write(async (trx) => {
    await dialect.lock?.(trx)
    await trx.schema.createTable('migration').ifNotExists().addColumn('n', 'integer', (c) => c.primaryKey()).execute()
    const { rows } = await sql<{ done: number | null }>`select max(n) as done from migration`.execute(trx)
    const done = rows[0]?.done ?? 0
    if (done > STEPS.length) throw new Error('This database was written by a newer version of Blue Report.')
    for (const [index, step] of STEPS.entries()) {
      if (index < done) continue
      await step(trx, dialect)
      await sql`insert into migration (n) values (${index + 1})`.execute(trx)
    }
  })
}

type Column = 'text' | 'bigint' | 'text?' | 'bigint?' | Dialect['bytes']

async function first(trx: Write, { bytes }: Dialect): Promise<void> {
  await table(trx, 'school', { id: 'text', name: 'text', epoch: 'text', head: 'bigint', demo_offset: 'bigint?', demo_day: 'text?' }, ['id'], false)
  await table(trx, 'account', { id: 'text', username: 'text', name: 'text', initials: 'text', role: 'text', year: 'bigint?', hash: 'text', disabled_at: 'bigint?' }, ['school_id', 'id'])
  await index(trx, 'account', ['school_id', 'username'], true)
  await table(trx, 'session', { hash: 'text', account_id: 'text', client_id: 'text', tablet_id: 'text', family: 'text', created_at: 'bigint', seen_at: 'bigint', ended_at: 'bigint?' }, ['school_id', 'hash'])
  await index(trx, 'session', ['school_id', 'account_id'])
  await table(trx, 'refresh_token', {
    hash: 'text', family: 'text', parent: 'text?', account_id: 'text', client_id: 'text', tablet_id: 'text',
    family_at: 'bigint', created_at: 'bigint', used_at: 'bigint?', spent: 'bigint', revoked_at: 'bigint?',
  }, ['school_id', 'hash'])
  await index(trx, 'refresh_token', ['school_id', 'family'])
  await table(trx, 'sign_in_attempt', { id: 'text', at: 'bigint', username: 'text', address: 'text', tablet: 'text', known: 'bigint' }, ['school_id', 'id'])
  await index(trx, 'sign_in_attempt', ['school_id', 'at'])
  await table(trx, 'known_tablet', { tablet_id: 'text', account_id: 'text', seen_at: 'bigint' }, ['school_id', 'tablet_id', 'account_id'])
  await table(trx, 'row', { t: 'text', id: 'text', bucket: 'text', seq: 'bigint', f: 'text', s: 'text', h: 'text', by: 'text', at: 'bigint', void: 'text?' }, ['school_id', 't', 'id'])
  await index(trx, 'row', ['school_id', 'bucket', 'seq'])
  // Unique: were two writers ever to take one number, the second fails instead of being skipped by every reader.
  await index(trx, 'row', ['school_id', 'seq'], true)
  await table(trx, 'op', {
    client_id: 'text', n: 'bigint', g: 'text?', hash: 'text', seq: 'bigint', outcome: 'text', reason: 'text?', op: 'text',
    account_id: 'text', received_at: 'bigint', eff_hlc: 'text',
  }, ['school_id', 'client_id', 'n'])
  await table(trx, 'field_history', { t: 'text', id: 'text', field: 'text', value: 'text', stamp: 'text', concurrent_with: 'text?', at: 'bigint' })
  await index(trx, 'field_history', ['school_id', 't', 'id'])
  await table(trx, 'parked', { client_id: 'text', n: 'bigint', account_id: 'text', reason: 'text', raw: 'text', at: 'bigint' }, ['school_id', 'client_id', 'n'])
  await table(trx, 'handin', { id: 'text', account_id: 'text', client_id: 'text', at: 'bigint', bytes }, ['school_id', 'id'])
  await table(trx, 'sync_client', {
    client_id: 'text', account_id: 'text', tablet_id: 'text', last_n: 'bigint', pending: 'bigint', oldest: 'bigint?',
    seen_at: 'bigint', cursor_seq: 'bigint', last_hlc: 'text?',
  }, ['school_id', 'client_id'])
  await table(trx, 'bucket_grant', { audience: 'text', bucket: 'text', since_seq: 'bigint', until_seq: 'bigint?' }, ['school_id', 'bucket', 'audience', 'since_seq'])
  await index(trx, 'bucket_grant', ['school_id', 'audience'])
  await table(trx, 'account_audience', { account_id: 'text', audience: 'text', since_seq: 'bigint', until_seq: 'bigint?' }, ['school_id', 'account_id', 'audience', 'since_seq'])
}

/** What a tablet tells of itself, for the list of devices. */
async function second(trx: Write): Promise<void> {
  await trx.schema.alterTable('sync_client').addColumn('version', 'text').execute()
  await trx.schema.alterTable('sync_client').addColumn('skew', 'bigint').execute()
}

/** The names of what was erased, and from which cursor on a tablet can still be told of each. */
async function third(trx: Write): Promise<void> {
  await table(trx, 'erased', { t: 'text', id: 'text', bucket: 'text', seq: 'bigint', at: 'bigint' }, ['school_id', 't', 'id'])
  await index(trx, 'erased', ['school_id', 'seq'], true)
  await index(trx, 'erased', ['school_id', 'id'])
  await trx.schema.alterTable('school').addColumn('oldest_cursor', 'bigint', (c) => c.notNull().defaultTo(0)).execute()
}

/** One-time links for teachers. */
async function fourth(trx: Write): Promise<void> {
  await table(trx, 'feedback_key', { key: 'text' }, ['school_id'])
  await table(trx, 'feedback_link', {
    hash: 'text', request_id: 'text', pupil_id: 'text', account_id: 'text', created_at: 'bigint', expires_at: 'bigint', answered_at: 'bigint?', reply_id: 'text?',
  }, ['school_id', 'hash'])
  await index(trx, 'feedback_link', ['school_id', 'request_id'])
}

/** The code with which a person chooses their passphrase: the last that was given out counts. */
async function fifth(trx: Write): Promise<void> {
  await table(trx, 'set_up_code', { account_id: 'text', hash: 'text', until: 'bigint' }, ['school_id', 'account_id'])
}

/** Photos of blue reports. */
async function sixth(trx: Write, { bytes }: Dialect): Promise<void> {
  await table(trx, 'photo_part', { id: 'text', bucket: 'text', off: 'bigint', bytes, at: 'bigint' }, ['school_id', 'id', 'off'])
  await index(trx, 'photo_part', ['school_id', 'bucket'])
}

/** The audit, which the database itself will not let anybody alter or shorten, and the last row's hash apart from it. */
async function seventh(trx: Write, { bytes }: Dialect): Promise<void> {
  await table(trx, 'audit', { seq: 'bigint', at: 'bigint', actor: 'text?', tablet: 'text?', action: 'text', object: 'text?', claimed_at: 'bigint?', ref: 'text?', prev: 'text', hash: 'text' }, ['school_id', 'seq'])
  await index(trx, 'audit', ['school_id', 'object'])
  await index(trx, 'audit', ['school_id', 'actor', 'ref'])
  await table(trx, 'audit_head', { seq: 'bigint', hash: 'text' }, ['school_id'])
  if (bytes === 'bytea') await sql`create function audit_is_only_added_to() returns trigger language plpgsql as $$ begin raise exception 'The audit is only added to.'; end $$`.execute(trx)
  for (const [name, act] of [['audit_not_altered', 'update'], ['audit_not_removed', 'delete']])
    await sql.raw(`create trigger ${name} before ${act} on audit for each row ${bytes === 'bytea' ? 'execute function audit_is_only_added_to()' : "begin select raise(abort, 'The audit is only added to.'); end"}`).execute(trx)
}

/** Phones that show a code, and the codes that stand for a lost one. */
async function eighth(trx: Write): Promise<void> {
  await table(trx, 'second_factor', { account_id: 'text', secret: 'text', confirmed_at: 'bigint?', last_step: 'bigint' }, ['school_id', 'account_id'])
  await table(trx, 'recovery_code', { account_id: 'text', hash: 'text' }, ['school_id', 'account_id', 'hash'])
}

/** The tablets by name. Those that were signed in on before are in use, and get a key of their own at the next contact. */
async function ninth(trx: Write): Promise<void> {
  await trx.schema.alterTable('school').addColumn('any_tablet', 'bigint', (c) => c.notNull().defaultTo(0)).execute()
  await sql`update school set any_tablet = 1 where demo_offset is not null`.execute(trx)
  await table(trx, 'tablet', {
    id: 'text', handle: 'text', name: 'text', place: 'text', hash: 'text?', state: 'text', since: 'bigint', joined_at: 'bigint', joined_by: 'text?',
    told_at: 'bigint?', handed_in: 'bigint', forgot_at: 'bigint?',
  }, ['school_id', 'id'])
  await index(trx, 'tablet', ['school_id', 'hash'])
  await index(trx, 'tablet', ['school_id', 'handle'], true)
  await table(trx, 'tablet_code', { made_by: 'text', hash: 'text', until: 'bigint', name: 'text', place: 'text' }, ['school_id', 'made_by'])
  const { rows } = await sql<{ school_id: string; tablet_id: string; seen_at: number }>`select school_id, tablet_id, min(seen_at) as seen_at from known_tablet group by school_id, tablet_id`.execute(trx)
  for (const { school_id, tablet_id, seen_at } of rows) await trx.insertInto('tablet').values({
    school_id, id: tablet_id, handle: handleOf(tablet_id), name: '', place: '', hash: null, state: 'in-use', since: Number(seen_at), joined_at: Number(seen_at), joined_by: null, told_at: null, handed_in: 0, forgot_at: null,
  }).execute()
}

/** When a session last said its secret. */
async function tenth(trx: Write): Promise<void> {
  await trx.schema.alterTable('session').addColumn('stepped_at', 'bigint').execute()
}

/** What tablets seal to, and with what each person's parcels from each tablet are signed. */
async function eleventh(trx: Write): Promise<void> {
  await table(trx, 'seal_key', { purpose: 'text', id: 'text', public_half: 'text', private_half: 'text', made_at: 'bigint' }, ['school_id', 'id'])
  await table(trx, 'parcel_key', { account_id: 'text', tablet_id: 'text', key: 'text', since: 'bigint' }, ['school_id', 'account_id', 'tablet_id'])
}

/** Accounts that sign in with the school's own provider, and whoever is there just now. */
async function twelfth(trx: Write): Promise<void> {
  await trx.schema.alterTable('account').addColumn('door', 'text', (c) => c.notNull().defaultTo('passphrase')).execute()
  await table(trx, 'sign_on_link', { account_id: 'text', issuer: 'text', subject: 'text', linked_at: 'bigint' }, ['school_id', 'account_id'])
  await index(trx, 'sign_on_link', ['school_id', 'issuer', 'subject'], true)
  await table(trx, 'sign_on', {
    hash: 'text', tablet_id: 'text', state: 'text', nonce: 'text', verifier: 'text', started_at: 'bigint', outcome: 'text?', issuer: 'text?', subject: 'text?', two_factor: 'bigint',
  }, ['school_id', 'hash'])
}

/** Passkeys beside the phone's code. */
async function thirteenth(trx: Write): Promise<void> {
  await table(trx, 'passkey', { id: 'text', account_id: 'text', public_key: 'text', counter: 'bigint', name: 'text', made_at: 'bigint', used_at: 'bigint?' }, ['school_id', 'id'])
  await index(trx, 'passkey', ['school_id', 'account_id'])
  await table(trx, 'passkey_question', { challenge: 'text', account_id: 'text', until: 'bigint' }, ['school_id', 'challenge'])
}

/** Who asked for a forgotten passphrase on which tablet, for which vault, and who approved. */
async function fourteenth(trx: Write): Promise<void> {
  await table(trx, 'vault_recovery', {
    id: 'text', account_id: 'text', vault_id: 'text', tablet_id: 'text', key: 'text', half: 'text', wrapped: 'text', asked_at: 'bigint', until: 'bigint', taken_at: 'bigint?', ended_at: 'bigint?',
  }, ['school_id', 'id'])
  await index(trx, 'vault_recovery', ['school_id', 'account_id'])
  await table(trx, 'vault_recovery_approval', { recovery_id: 'text', account_id: 'text', at: 'bigint' }, ['school_id', 'recovery_id', 'account_id'])
}

/** Who broke the glass for whose file, and why. */
async function fifteenth(trx: Write): Promise<void> {
  await table(trx, 'glass', { id: 'text', account_id: 'text', tablet_id: 'text', pupil_id: 'text', why: 'text', broken_at: 'bigint', until: 'bigint', ended_at: 'bigint?' }, ['school_id', 'id'])
  await index(trx, 'glass', ['school_id', 'pupil_id'])
  await index(trx, 'glass', ['school_id', 'account_id'])
}

/** Which vaults sign when they ask for the next session; those of earlier versions do not. */
async function sixteenth(trx: Write): Promise<void> {
  await trx.schema.alterTable('parcel_key').addColumn('signs', 'bigint', (c) => c.notNull().defaultTo(0)).execute()
}

/** Which tablets are one person's, so that their own lock may open a vault. */
async function seventeenth(trx: Write): Promise<void> {
  await trx.schema.alterTable('tablet').addColumn('one_person', 'bigint', (c) => c.notNull().defaultTo(0)).execute()
}

/** What became of a thing that was handed in, and as which tablet this one was here before. */
async function eighteenth(trx: Write): Promise<void> {
  for (const column of ['closed_by', 'how', 'why']) await trx.schema.alterTable('handin').addColumn(column, 'text').execute()
  await trx.schema.alterTable('handin').addColumn('closed_at', 'bigint').execute()
  await trx.schema.alterTable('tablet').addColumn('was', 'text').execute()
}

/** The code of a tablet's queue that does not move. */
async function nineteenth(trx: Write): Promise<void> {
  await trx.schema.alterTable('sync_client').addColumn('stuck', 'text').execute()
}

/** Up to which erasure the database's files are still to be cleared. */
async function twentieth(trx: Write): Promise<void> {
  await trx.schema.alterTable('school').addColumn('to_scrub', 'bigint').execute()
}

/** What a tablet no longer has, and when it last said so. */
async function twentyFirst(trx: Write): Promise<void> {
  for (const column of ['missing', 'missing_at']) await trx.schema.alterTable('sync_client').addColumn(column, 'bigint').execute()
}

async function table(trx: Write, name: string, columns: Record<string, Column>, key?: readonly string[], inSchool = true): Promise<void> {
  let builder = trx.schema.createTable(name) as CreateTableBuilder<string, string>
  if (inSchool) builder = builder.addColumn('school_id', 'text', (c) => c.notNull().references('school.id'))
  for (const [column, type] of Object.entries(columns)) {
    const optional = type.endsWith('?')
    const plain = type === 'blob' || type === 'bytea' ? sql.raw(type) : type.startsWith('text') ? 'text' : 'bigint'
    builder = builder.addColumn(column, plain, (c) => (optional ? c : c.notNull()))
  }
  if (key) builder = builder.addPrimaryKeyConstraint(`${name}_key`, key as string[])
  await builder.execute()
}

async function index(trx: Write, on: string, columns: readonly string[], unique = false): Promise<void> {
  const builder = trx.schema.createIndex([on, ...columns.slice(1), 'index'].join('_')).on(on).columns([...columns])
  await (unique ? builder.unique() : builder).execute()
}
