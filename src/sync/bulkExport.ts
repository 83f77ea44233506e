/** Many pupils' records leave the tablet at once: the secret once more, three an hour at most, and the audit hears of it. */
import type { ExportKind } from '../domain/people/audit.ts'
import { mayExport } from './asking.ts'

const TOO_OFTEN = 'Three exports an hour is the most. The Deputy Headteacher has been told; try again in an hour.'

/** Resolves to why it was not done; `undefined` where it was, or where the person went back. */
export async function exportMany(what: ExportKind, at: number, save: () => void): Promise<string | undefined> {
  const answer = await mayExport(what, at)
  if (answer === 'yes') save()
  return answer === 'too-often' ? TOO_OFTEN : undefined
}
