/** Codes of the register on their way in from an export of SIMS and back out of it: changes to commit, and nothing else. */
import type { Change } from '../../data/store/commit.ts'
import type { Memory } from '../../data/store/memory.ts'
import { randomId } from '../../data/records.ts'
import { codedOn, simsCodedFact, standingCodes, takenBackFact } from '../../domain/mornings/absenceCode.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { groupBy } from '../../domain/group.ts'
import type { Moment } from '../../domain/mornings/marking.ts'
import type { Actor } from '../../domain/staff.ts'
import type { CodeChange, KnownCode } from './comparingRegister.ts'

export type Author = { me: Actor; moment: Moment }
export const keyOfCode = ({ pupilId, date }: Pick<CodeChange, 'pupilId' | 'date'>): string => `${pupilId}|${date}`
/** Where the office waits for a reason, the one that SIMS has is no disagreement. */
export const isKept = ({ here }: CodeChange): boolean => here === 'taken-back' || (here !== undefined && (here.code !== 'N' || here.over === undefined))

/** What was undone with its export is as if it had never been said. */
export function knownCodes(memory: Memory): KnownCode[] {
  const isUndone = (batch: string | undefined): boolean => batch !== undefined && memory.get('simsBatch', batch)?.f.state === 'undone'
  return [...groupBy(memory.all('absenceCode'), ({ f }) => f.pupilId)].flatMap(([, facts]) => {
    const standing = new Set(standingCodes(facts).map(({ id }) => id))
    const gone = facts.flatMap(({ id, f }): KnownCode[] => (f.type === 'coded' && !standing.has(id) && !isUndone(f.batch) ? [known(id, f, true)] : []))
    const days = new Set<SchoolDate>(facts.map(({ f }) => f.date))
    return [...gone, ...[...days].flatMap((date) => codedOn(facts, date)).map(({ id, f }) => known(id, f, false))]
  })
}
const known = (id: string, { pupilId, date, code, known: way }: Pick<KnownCode, 'pupilId' | 'date' | 'code' | 'known'>, takenBack: boolean): KnownCode => ({ id, pupilId, date, code, known: way, takenBack })

export const codeChanges = (codes: readonly CodeChange[], batch: string, memory: Memory, { me, moment }: Author): Change[] =>
  codes.map(({ id, pupilId, date, code, here }): Change => ({
    kind: 'add', t: 'absenceCode', id: memory.get('absenceCode', id) ? `${id}:${batch}` : id,
    f: simsCodedFact({ pupilId, date }, code, { batch, over: here === 'taken-back' ? undefined : here?.over }, me, moment),
  }))

/** The trail of the register is only added to: what an undone export said is taken back. */
export const undoingCodes = (batch: string, memory: Memory, { me, moment }: Author): Change[] =>
  standingCodes(memory.all('absenceCode')).filter(({ f }) => f.batch === batch)
    .map(({ id, f: { pupilId, date } }): Change => ({ kind: 'add', t: 'absenceCode', id: randomId(), f: takenBackFact({ pupilId, date }, id, me, moment) }))
