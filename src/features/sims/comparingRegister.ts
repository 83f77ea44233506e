/**
 * "Mentors should investigate attendance issues": what the register of SIMS says of a morning explains a missed one. Where a
 * person put down something else nothing is changed without being asked, and what is known already is not said again.
 */
import { explains, isInSchool, morningCodeFrom, type HowKnown, type MorningCode } from '../../domain/mornings/absenceCode.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { groupBy } from '../../domain/group.ts'
import { simsFactId } from '../../domain/school/sims.ts'
import type { Problem } from './reading.ts'
import type { Of } from './whose.ts'

/** A code as it stands here, the one that counts last; `takenBack`: a person took it back, and not the undoing of an export. */
export type KnownCode = { id: string; pupilId: string; date: SchoolDate; code: MorningCode | null; known: HowKnown; takenBack: boolean }
/** `here`: what a person put down, or took back, and what SIMS says otherwise: asked before it is taken. */
export type CodeChange = { id: string; pupilId: string; date: SchoolDate; code: MorningCode | null; here?: { code: MorningCode | null; over?: string } | 'taken-back' }
type Plan = { problems: Problem[]; before: number; codes: CodeChange[] }
type Said = Omit<CodeChange, 'here'>

export async function compareRegister(found: readonly Of[], known: readonly KnownCode[], plan: Plan, digest: (text: string) => Promise<string>): Promise<void> {
  const stands = groupBy(known, keyOf)
  const seen = new Map<string, MorningCode | null>()
  for (const { pupil, row } of found) {
    if (row.told.set !== 'register') continue
    const { date, mark } = row.told
    const code = morningCodeFrom(mark)
    // Of the calendar, or not on roll yet: nothing that is put down for a morning.
    if (code === undefined) continue
    const key = keyOf({ pupilId: pupil.id, date })
    if (seen.has(key)) {
      if (seen.get(key) !== code) plan.problems.push({ line: row.line, text: 'This morning of the pupil stands in the file twice with different codes; the first was taken.' })
      continue
    }
    seen.set(key, code)
    const said = { id: simsFactId(await digest(JSON.stringify(['register', pupil.id, date, code]))), pupilId: pupil.id, date, code }
    const change = changeFor(said, stands.get(key) ?? [])
    if (change === 'before') plan.before++
    else if (change) plan.codes.push(change)
  }
}
const keyOf = ({ pupilId, date }: Pick<KnownCode, 'pupilId' | 'date'>): string => `${pupilId}|${date}`

function changeFor(said: Said, codes: readonly KnownCode[]): CodeChange | 'before' | undefined {
  const here = codes.findLast(({ takenBack }) => !takenBack)
  const wasTakenIn = codes.some(({ id }) => rootOf(id) === said.id)
  if (!here) {
    if (isInSchool(said.code)) return undefined
    return wasTakenIn ? { ...said, here: 'taken-back' } : said
  }
  if (isSame(here.code, said.code)) return 'before'
  // An older export again, or a code that has come and gone: a person says which of them is right.
  if (here.known === 'sims' && !wasTakenIn) return said
  return { ...said, here: here.known === 'sims' ? { code: here.code } : { code: here.code, over: here.id } }
}
/** Taken in again after it was undone it goes by a longer id. */
const rootOf = (id: string): string => id.split(':').slice(0, 2).join(':')
/** Away with a reason that the office keeps to itself is no other word than the reason. */
const isSame = (here: MorningCode | null, said: MorningCode | null): boolean => here === said || (isInSchool(here) && isInSchool(said)) || (here === null && explains(said))
