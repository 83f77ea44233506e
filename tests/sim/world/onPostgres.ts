/** A world over PostgreSQL, in a schema of the cluster that whoever runs it has started: it must be the world over SQLite. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../../server/openStore.ts'
import { isStillInUse, schemaFor } from '../../support/testSchemas.ts'
import { none } from './mutant.ts'
import type { Plan } from './plan.ts'
import { runWorld, type Outcome } from './run.ts'

export async function runOnPostgres(plan: Plan): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-world-'))
  try {
    return await runWorld(plan, none, { store: await openStore(await schemaFor(folder, isStillInUse)) })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What both ended as, where it is not the same. */
export function differences(here: Outcome, there: Outcome): string[] {
  const line = there.story.findIndex((one, index) => one !== here.story[index])
  if (line !== -1) return [`on PostgreSQL the story says "${there.story[line]}" and not "${here.story[line]}"`]
  return here.fingerprint === there.fingerprint ? [] : ['on PostgreSQL it ends otherwise']
}
