/**
 * "If pupils do not attend for mentoring, Mentors should investigate attendance issues." Why a pupil is not in school the
 * office knows first, from the first-day calls: the code it puts down for a morning explains the missed one by itself. What
 * an export of SIMS says of a morning does so too, behind whatever a person has put down for it.
 * `N` and what is unauthorised explain nothing yet. Every mentor's tablet holds it, so it is a code and never a text, and
 * a reason that is delicate stays with the office.
 */
import { z } from '../schema.ts'
import { codeClass, codeWords, type AttendanceCode, type CodeClass } from './attendanceCode.ts'
import { nextSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { SchoolDate, type Instant } from '../time/clock.ts'
import type { Moment } from './marking.ts'
import { Role, type Actor } from '../staff.ts'

/** All of the register but the afternoon's, the calendar's, and Y5, which no mentor reads. */
export const MorningCode = z.enum(['/', 'L', 'U', 'B', 'K', 'P', 'V', 'W', 'C', 'C1', 'C2', 'E', 'I', 'J1', 'M', 'R', 'S', 'T', 'G', 'N', 'O', 'D', 'X', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y6', 'Y7'])
export type MorningCode = z.infer<typeof MorningCode>
/** What the office says most mornings; the rest stand in one list. */
export const USUAL_CODES: readonly MorningCode[] = ['I', 'M', 'V', 'C', 'N', '/']

export const HowKnown = z.enum(['we-called', 'home-rang', 'message', 'tutor', 'other', 'sims'])
export type HowKnown = z.infer<typeof HowKnown>
export const HOW_KNOWN_WORDS: Record<HowKnown, string> = {
  'we-called': 'We called home', 'home-rang': 'Home rang', message: 'Message or e-mail', tutor: 'Form tutor’s mark', other: 'Another way', sims: 'From SIMS',
}
/** What a person may choose: that SIMS says it comes with an export alone. */
export const WAYS_KNOWN = HowKnown.exclude(['sims']).options

const about = { pupilId: z.string(), date: SchoolDate, session: z.literal('am'), entered: z.number(), name: z.string().max(80), role: Role }
export const AbsenceCode = z.discriminatedUnion('type', [
  /** `code` null: away from school, and the reason stays with the office. */
  z.object({
    type: z.literal('coded'), ...about, code: MorningCode.nullable(), known: HowKnown,
    /** The export of SIMS it came with. */
    batch: z.string().optional(),
    /** The code of a person's that whoever took the export in chose SIMS over. */
    over: z.string().optional(),
  }),
  /** Put down for the wrong pupil, or the pupil has come after all. */
  z.object({ type: z.literal('taken-back'), ...about, coded: z.string() }),
])
export type AbsenceCode = z.infer<typeof AbsenceCode>
export type StoredAbsenceCode = { id: string; by: string; at: Instant; f: AbsenceCode }
export type Coded = StoredAbsenceCode & { f: Extract<AbsenceCode, { type: 'coded' }> }

const isCoded = (one: StoredAbsenceCode): one is Coded => one.f.type === 'coded'
/** Every code that was not taken back, oldest first. */
export function standingCodes(facts: readonly StoredAbsenceCode[]): Coded[] {
  const back = new Set(facts.flatMap(({ f }) => (f.type === 'taken-back' ? [f.coded] : [])))
  return facts.filter(isCoded).filter(({ id }) => !back.has(id)).sort((a, b) => a.f.entered - b.f.entered || (a.id < b.id ? -1 : 1))
}
export const isFromSims = ({ f }: Coded): boolean => f.known === 'sims'
const isBehind = (one: Coded): boolean => isFromSims(one) && one.f.over === undefined
/**
 * What was put down for a pupil's morning: the last one stands, the earlier ones are its trail. What SIMS says comes before
 * what a person put down, however late it was taken in, so that no export changes the office's word unless somebody chose it.
 */
export function codedOn(facts: readonly StoredAbsenceCode[], date: SchoolDate): Coded[] {
  const codes = standingCodes(facts).filter(({ f }) => f.date === date)
  return [...codes.filter(isBehind), ...codes.filter((one) => !isBehind(one))]
}

const EXPLAINING: readonly CodeClass[] = ['approved', 'authorised', 'not-possible']
/** Away from school with the school's knowledge: nothing is left to ask the pupil. */
export const explains = (code: MorningCode | null): boolean => code === null || EXPLAINING.includes(codeClass(code))
export const isInSchool = (code: MorningCode | null): boolean => code !== null && codeClass(code) === 'present'
/** Somebody still has to call. */
export const isToCall = (coded: Coded | undefined): boolean => coded === undefined || coded.f.code === 'N'

/** Whose word it is: "Explained by the office", "Explained by SIMS". */
export const saidBy = (one: Coded): string => (isFromSims(one) ? 'SIMS' : 'the office')
/** "illness". */
export const absenceWords = (code: MorningCode | null): string => (code === null ? 'away, and it knows why' : lower(codeWords(code)))
/** "I, illness". */
export const sayCode = (code: MorningCode | null): string => (code === null ? 'away, the office knows why' : `${code}, ${absenceWords(code)}`)
/** "Absent: illness". */
export const sayAbsence = (code: MorningCode | null): string =>
  code === null ? 'Away: the office knows why' : isInSchool(code) ? `In school: ${lower(codeWords(code))}` : code === 'N' ? 'Reason not yet established' : `Absent: ${lower(codeWords(code))}`
const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/** `N` is replaced within five school days: the last of them. */
export function replaceBy(date: SchoolDate, calendar: SchoolCalendar): SchoolDate {
  let last = date
  for (let days = 0; days < 5; days++) last = nextSchoolDay(calendar, last) ?? last
  return last
}

/** What another file says: Y5 is no mentor's to read, and what is not of a morning is nothing to put down. */
export function morningCodeFrom(code: AttendanceCode): MorningCode | null | undefined {
  if (code === 'Y5') return null
  const parsed = MorningCode.safeParse(code)
  return parsed.success ? parsed.data : undefined
}

type Who = { pupilId: string; date: SchoolDate }
const made = ({ pupilId, date }: Who, me: Actor, moment: Moment) => ({ pupilId, date, session: 'am' as const, entered: moment.entered, name: me.name, role: me.role })
export const codedFact = (who: Who, code: MorningCode | null, known: HowKnown, me: Actor, moment: Moment): AbsenceCode => ({ type: 'coded', ...made(who, me, moment), code, known })
export const simsCodedFact = (who: Who, code: MorningCode | null, { batch, over }: { batch: string; over?: string | undefined }, me: Actor, moment: Moment): AbsenceCode =>
  ({ type: 'coded', ...made(who, me, moment), code, known: 'sims', batch, ...(over === undefined ? {} : { over }) })
export const takenBackFact = (who: Who, coded: string, me: Actor, moment: Moment): AbsenceCode => ({ type: 'taken-back', ...made(who, me, moment), coded })
