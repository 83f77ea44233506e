/**
 * "…and pupils to be punished accordingly" — "Mentors should issue a sanction in accordance with the School sanctions
 * policy. The Lead Mentor should be informed": a sanction a person decided on, and what became of it, as facts. The
 * ladder suggests and never decides; for a missed time a sanction cites the fact that it stayed unexplained.
 */
import { z } from '../schema.ts'
import { nextSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { SchoolDate, shortDate, spokenTime, type Instant, type TimeOfDay } from '../time/clock.ts'
import { Cause, mayIssue, stepsFor, type SanctionStep } from './sanctionLadder.ts'
import type { Role } from '../staff.ts'

/** What keeping a pupil after school asks first (DfE): risk, caring responsibilities, parents told, the way home. */
export const AfterSchoolCheck = z.enum(['risk', 'caring', 'parents', 'travel'])
export type AfterSchoolCheck = z.infer<typeof AfterSchoolCheck>
export const AFTER_SCHOOL_WORDS: Record<AfterSchoolCheck, string> = {
  risk: 'It puts the pupil at no risk',
  caring: 'The pupil looks after nobody at that time',
  parents: 'Parents or carers have been told',
  travel: 'There is a safe way home: bus, taxi, walk',
}
export const AFTER_SCHOOL_CHECKS = AfterSchoolCheck.options

/** What fairness asks first. A yes to one of the first group means that there is nothing to sanction. */
export const GUARD = {
  missed: {
    absent: 'Was the pupil absent from school?',
    trip: 'Was the pupil on a trip?',
    ours: 'Was the pupil in one of our own sessions, or was the mentor away?',
    transport: 'Was the bus or taxi late?',
  },
  behaviour: { already: 'Has somebody already given a sanction for this?' },
} as const satisfies Record<Cause, Record<string, string>>
export const ADJUSTMENT_QUESTION = 'Is a reasonable adjustment needed, for SEN or another reason?'
export const Adjustment = z.enum(['not-needed', 'made'])
export type Adjustment = z.infer<typeof Adjustment>

export const BEHAVIOUR_LIMIT = 500
export const Sanction = z.object({
  pupilId: z.string(),
  /** The school day it was issued on. */
  date: SchoolDate,
  entered: z.number(),
  step: z.string().max(40),
  /** The step as it was called and measured then: the ladder may change. */
  stepName: z.string().max(80),
  minutes: z.int().min(0).max(600),
  cause: Cause,
  /** The unexplained fact it answers. */
  unexplained: z.string().optional(),
  /** What the pupil did; for a missed time, what was missed. */
  behaviour: z.string().min(1).max(BEHAVIOUR_LIMIT),
  /** The day it is to be served. */
  serveOn: SchoolDate,
  adjustment: Adjustment,
  checks: z.array(AfterSchoolCheck).max(4),
})
export type Sanction = z.infer<typeof Sanction>

export const ParentsTold = z.enum(['telephone', 'email', 'letter', 'in-person'])
export type ParentsTold = z.infer<typeof ParentsTold>
export const PARENTS_TOLD_WORDS: Record<ParentsTold, string> = { telephone: 'By telephone', email: 'By e-mail', letter: 'By letter', 'in-person': 'In person' }

const about = { pupilId: z.string(), sanctionId: z.string(), entered: z.number() }
export const SanctionEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('served'), ...about, on: SchoolDate }),
  z.object({ type: z.literal('not-served'), ...about, on: SchoolDate, line: z.string().max(300) }),
  z.object({ type: z.literal('parents-told'), ...about, on: SchoolDate, how: ParentsTold }),
  /** It was not right, and counts for nothing. */
  z.object({ type: z.literal('withdrawn'), ...about, reason: z.string().min(1).max(300) }),
  /** The Lead Mentor has read it. */
  z.object({ type: z.literal('seen'), ...about }),
])
export type SanctionEvent = z.infer<typeof SanctionEvent>
type Stored<T> = { id: string; by: string; at: Instant; f: T }

export type SanctionState = 'to-serve' | 'served' | 'not-served' | 'withdrawn'
export const SANCTION_STATE_WORDS: Record<SanctionState, string> = { 'to-serve': 'To be served', served: 'Served', 'not-served': 'Not served', withdrawn: 'Withdrawn' }
export type IssuedSanction = Stored<Sanction> & { state: SanctionState; parentsTold: ParentsTold | undefined; seen: boolean; events: readonly Stored<SanctionEvent>[] }

/** Each sanction with what became of it, newest first. */
export function issued(sanctions: readonly Stored<Sanction>[], events: readonly Stored<SanctionEvent>[]): IssuedSanction[] {
  return sanctions
    .map((sanction): IssuedSanction => {
      const mine = events.filter(({ f }) => f.sanctionId === sanction.id).sort((a, b) => a.f.entered - b.f.entered || (a.id < b.id ? -1 : 1))
      const served = mine.findLast(({ f }) => f.type === 'served' || f.type === 'not-served')?.f.type
      const told = mine.findLast(({ f }) => f.type === 'parents-told')?.f
      return {
        ...sanction, events: mine,
        state: mine.some(({ f }) => f.type === 'withdrawn') ? 'withdrawn' : served === 'served' || served === 'not-served' ? served : 'to-serve',
        parentsTold: told?.type === 'parents-told' ? told.how : undefined,
        seen: mine.some(({ f }) => f.type === 'seen'),
      }
    })
    .sort((a, b) => b.f.entered - a.f.entered || (a.id < b.id ? 1 : -1))
}

/** What is typed into SIMS, line by line, so that the school's own record says the same: nothing here is sent there. */
export const forSims = ({ f, state, parentsTold }: IssuedSanction, about: { pupil: string; form: string; by: string }): string =>
  [
    `Pupil: ${about.pupil}, ${about.form}`, `Date: ${shortDate(f.date)} ${f.date.slice(0, 4)}`, `Incident: ${f.behaviour.replaceAll(/\s+/g, ' ')}`,
    `Action: ${f.stepName}${f.minutes > 0 ? `, ${f.minutes} minutes` : ''}, on ${shortDate(f.serveOn)}`, `Status: ${SANCTION_STATE_WORDS[state]}`, `Recorded by: ${about.by}`,
    ...(f.adjustment === 'made' ? ['A reasonable adjustment is made.'] : []), ...(parentsTold ? [`Parents told: ${PARENTS_TOLD_WORDS[parentsTold].toLowerCase()}`] : []),
  ].join('\n')

/** The sanction that stands for a missed time: it may cite any word that was put down of it, as two tablets may each have. */
export const sanctionFor = (given: readonly IssuedSanction[], { events }: { events: readonly { id: string }[] }): IssuedSanction | undefined =>
  given.find(({ f, state }) => state !== 'withdrawn' && f.unexplained !== undefined && events.some(({ id }) => id === f.unexplained))

export type Suggestion = { step: SanctionStep; why: string; permitted: boolean }

/**
 * The step after the highest one given lately; the first when there was none, the last again when there is none above.
 * Undefined where the school's ladder has no step for it.
 */
export function suggestStep(ladder: readonly SanctionStep[], cause: Cause, history: readonly IssuedSanction[], since: SchoolDate, role: Role): Suggestion | undefined {
  const steps = stepsFor(ladder, cause)
  const given = history.filter(({ f, state }) => state !== 'withdrawn' && f.date >= since)
  const highest = Math.max(-1, ...given.map(({ f }) => ladder.findIndex(({ id }) => id === f.step)))
  const step = steps.find((one) => ladder.indexOf(one) > highest) ?? steps.at(-1)
  if (!step) return undefined
  const last = given.find(({ f }) => f.step === ladder[highest]?.id)
  return { step, permitted: mayIssue(step, role), why: last ? `After ${last.f.stepName.toLowerCase()} on ${shortDate(last.f.date)}` : 'The first step' }
}

/** Shown before any sanction: what may put it right without one. */
export const alternatives = (earlyReport: TimeOfDay): string[] => ['Talk it through and agree one step', 'Make up the time together, by choice', 'Telephone home for support', `Come at ${spokenTime(earlyReport)} for a prompt start`]

export type SanctionDraft = {
  step: string
  behaviour: string
  serveOn: string
  /** A question's name and its answer; undefined: not yet asked. */
  guard: Record<string, boolean | undefined>
  adjustment: Adjustment | ''
  checks: AfterSchoolCheck[]
}
export type SanctionProblem = 'step' | 'behaviour' | 'too-long' | 'guard' | 'adjustment' | 'serve-on' | 'notice' | 'checks'
export const SANCTION_PROBLEM_WORDS: Record<SanctionProblem, string> = {
  step: 'Choose a step of the ladder.',
  behaviour: 'Say in a line what happened.',
  'too-long': `Keep it to ${BEHAVIOUR_LIMIT} characters. Nothing is lost.`,
  guard: 'Answer each question first.',
  adjustment: 'Say whether an adjustment is needed.',
  'serve-on': 'Choose a school day from today on.',
  notice: 'Parents are told the day before: choose a later school day.',
  checks: 'It keeps the pupil after school: make the four checks first.',
}

/** The question that was answered yes: then there is nothing to sanction. */
export const unfair = (cause: Cause, guard: SanctionDraft['guard']): string | undefined => Object.keys(GUARD[cause]).find((question) => guard[question] === true)

export function problemsInSanction(draft: SanctionDraft, cause: Cause, step: SanctionStep | undefined, today: SchoolDate, calendar: SchoolCalendar): SanctionProblem[] {
  const isDay = SchoolDate.safeParse(draft.serveOn).success && draft.serveOn >= today
  const next = nextSchoolDay(calendar, today)
  const checks: [SanctionProblem, boolean][] = [
    ['guard', Object.keys(GUARD[cause]).some((question) => draft.guard[question] !== false)],
    ['adjustment', draft.adjustment === ''],
    ['step', step === undefined],
    ['behaviour', draft.behaviour.trim() === ''],
    ['too-long', draft.behaviour.trim().length > BEHAVIOUR_LIMIT],
    ['serve-on', !isDay],
    ['notice', isDay && step?.notice === 'day-before' && next !== undefined && draft.serveOn < next],
    ['checks', step?.afterSchool === true && AFTER_SCHOOL_CHECKS.some((check) => !draft.checks.includes(check))],
  ]
  return checks.flatMap(([problem, stands]) => (stands ? [problem] : []))
}
