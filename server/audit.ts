/** The audit from the command line: npm run audit -- verify | head | show. It shows ids and acts; it changes nothing. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { verifyAudit, type Anchor, type Flaw } from './audit/verify.ts'
import { openStore } from './openStore.ts'

const schoolId = process.env['BLUE_REPORT_SCHOOL'] ?? 'school'
const folder = process.env['BLUE_REPORT_DATA'] ?? fileURLToPath(new URL('../data', import.meta.url))
const USAGE = `npm run audit -- verify [--noted NUMBER:HASH]     every row there, in order and unaltered? with what head said earlier
npm run audit -- head                            the last row's number and hash, to note down elsewhere
npm run audit -- show [--last 50]`
const FLAWS: Record<Flaw, string> = {
  altered: 'is not what was written there',
  missing: 'is missing',
  'cut-off': 'and whatever came after it are cut off',
  'not-as-noted': 'is not the row that was noted down: the chain was written anew',
}

try {
  const text = { type: 'string' } as const
  const { positionals: [command], values } = parseArgs({ allowPositionals: true, options: { noted: text, last: text } })
  const noted = values.noted === undefined ? undefined : anchorFrom(values.noted)
  const store = await openStore(process.env['DATABASE_URL'] || join(folder, 'blue-report.sqlite'))
  if (command === 'verify' || command === 'head') {
    const verdict = await verifyAudit(store, schoolId, noted)
    if (!verdict.ok) throw new Error(`Row ${verdict.seq} of the audit ${FLAWS[verdict.flaw]}.`)
    console.log(command === 'head' ? `${verdict.head.seq}:${verdict.head.hash}` : `The audit is whole: ${verdict.head.seq} rows, each as it was written.`)
  } else if (command === 'show') {
    const rows = await store.db.selectFrom('audit').selectAll().where('school_id', '=', schoolId).orderBy('seq', 'desc').limit(Math.max(1, Number(values.last ?? 50) || 50)).execute()
    for (const { seq, at, actor, action, object, tablet } of rows.reverse()) console.log([seq, new Date(at).toISOString(), actor ?? '-', action, object ?? '-', tablet ?? '-'].join('  '))
  } else {
    console.error(USAGE)
    process.exitCode = 2
  }
  await store.close()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

function anchorFrom(written: string): Anchor {
  const [, seq, hash] = /^(\d{1,15}):([A-Za-z0-9_-]{43})$/.exec(written.trim()) ?? []
  if (seq === undefined || hash === undefined) throw new Error('--noted is what head printed: a number, a colon and 43 letters.')
  return { seq: Number(seq), hash }
}
