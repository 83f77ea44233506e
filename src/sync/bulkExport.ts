/** Many pupils' records leave the tablet at once: the secret once more, three an hour at most, and the audit hears of it. */
import type { ExportKind } from '../domain/people/audit.ts'
import { mayExport } from './asking.ts'

type Exported = { text: string; tone: 'good' | 'bad'; key: 'export'; timeout: number }
const SAVED: Exported = { text: 'It is among this tablet’s downloads. Delete it there when you no longer need it.', tone: 'good', key: 'export', timeout: 8_000 }
const TOO_OFTEN: Exported = { text: 'Three exports an hour is the most, and the Deputy Headteacher hears of a fourth. Try again in an hour.', tone: 'bad', key: 'export', timeout: 0 }

/** Resolves to what is said of it; `undefined` where the person went back. */
export async function exportMany(what: ExportKind, at: number, save: () => void): Promise<Exported | undefined> {
  const answer = await mayExport(what, at)
  if (answer === 'yes') save()
  return answer === 'yes' ? SAVED : answer === 'too-often' ? TOO_OFTEN : undefined
}
