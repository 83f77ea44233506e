/**
 * "Mentors should issue a sanction in accordance with the School sanctions policy": the school's ladder, from the
 * gentlest step up, and who may issue each. It is the school's to change; these are the steps most schools have.
 */
import { z } from '../schema.ts'
import { ROLE_WORDS, type Role } from '../staff.ts'

export const Cause = z.enum(['missed', 'behaviour'])
export type Cause = z.infer<typeof Cause>
export const CAUSE_WORDS: Record<Cause, string> = { missed: 'Missed times', behaviour: 'Behaviour' }

/** Who may issue any sanction at all; the ladder says which of them may issue each step. */
export const Issuer = z.enum(['mentor', 'lead-mentor', 'dht'])
export type Issuer = z.infer<typeof Issuer>
export const ISSUERS: readonly Issuer[] = Issuer.options

export const Notice = z.enum(['none', 'same-day', 'day-before'])
export type Notice = z.infer<typeof Notice>
export const NOTICE_WORDS: Record<Notice, string> = { none: 'No notice', 'same-day': 'Parents told the same day', 'day-before': 'Parents told the day before' }

export const SanctionStep = z.object({
  /** Never changes once it was used: a sanction cites it. */
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(80),
  mayIssue: z.array(Issuer).max(3),
  causes: z.array(Cause).max(2),
  notice: Notice,
  /** How long it lasts; 0 where it takes no time of its own. */
  minutes: z.int().min(0).max(600),
  /** It keeps a pupil after school, so the four checks are made first. */
  afterSchool: z.boolean(),
})
export type SanctionStep = z.infer<typeof SanctionStep>

export const LADDER_LIMIT = 20
export const SanctionLadder = z.array(SanctionStep).min(1).max(LADDER_LIMIT)

const EVERYONE: Issuer[] = ['mentor', 'lead-mentor', 'dht']
const SENIOR: Issuer[] = ['lead-mentor', 'dht']
const BOTH: Cause[] = ['missed', 'behaviour']

export const DEFAULT_LADDER: SanctionStep[] = [
  { id: 'verbal-warning', name: 'Verbal warning', mayIssue: EVERYONE, causes: ['behaviour'], notice: 'none', minutes: 0, afterSchool: false },
  { id: 'break-detention', name: 'Break detention', mayIssue: EVERYONE, causes: BOTH, notice: 'none', minutes: 10, afterSchool: false },
  { id: 'lunch-detention', name: 'Lunch detention', mayIssue: EVERYONE, causes: BOTH, notice: 'same-day', minutes: 20, afterSchool: false },
  { id: 'after-school-detention', name: 'After-school detention', mayIssue: SENIOR, causes: BOTH, notice: 'day-before', minutes: 40, afterSchool: true },
  { id: 'head-of-year-report', name: 'Report to the Head of Year', mayIssue: SENIOR, causes: BOTH, notice: 'same-day', minutes: 0, afterSchool: false },
]

export const mayIssue = (step: Pick<SanctionStep, 'mayIssue'>, role: Role): boolean => (step.mayIssue as readonly Role[]).includes(role)
export const stepsFor = (ladder: readonly SanctionStep[], cause: Cause): SanctionStep[] => ladder.filter((step) => step.causes.includes(cause))

/** "the Lead Mentor or the Deputy Headteacher", as the school has it for this step. */
export const issuedBy = (step: Pick<SanctionStep, 'mayIssue'>): string => ISSUERS.filter((one) => mayIssue(step, one)).map((one) => (one === 'mentor' ? 'a mentor' : `the ${ROLE_WORDS[one]}`)).join(' or ')

/** "10 minutes, no notice". */
export function stepWords({ minutes, notice }: Pick<SanctionStep, 'minutes' | 'notice'>): string {
  const words = NOTICE_WORDS[notice]
  return minutes === 0 ? words : `${minutes} minutes, ${words.charAt(0).toLowerCase()}${words.slice(1)}`
}

export type LadderProblem = 'empty' | 'too-many' | 'no-name' | 'same-name' | 'minutes' | 'nobody' | 'no-cause'
export const LADDER_PROBLEM_WORDS: Record<LadderProblem, string> = {
  empty: 'The ladder needs at least one step.',
  'too-many': `Keep the ladder to ${LADDER_LIMIT} steps.`,
  'no-name': 'Every step needs a name of up to 80 characters.',
  'same-name': 'Two steps have the same name.',
  minutes: 'Minutes are a whole number from 0 to 600.',
  nobody: 'Every step needs somebody who may issue it.',
  'no-cause': 'Every step needs something it is for.',
}
export function ladderProblem(ladder: readonly SanctionStep[]): LadderProblem | undefined {
  if (ladder.length === 0) return 'empty'
  if (ladder.length > LADDER_LIMIT) return 'too-many'
  if (ladder.some(({ name }) => name.trim() === '' || name.trim().length > 80)) return 'no-name'
  if (new Set(ladder.map(({ name }) => name.trim().toLocaleLowerCase('en-GB'))).size < ladder.length) return 'same-name'
  if (ladder.some(({ minutes }) => !Number.isInteger(minutes) || minutes < 0 || minutes > 600)) return 'minutes'
  if (ladder.some((step) => step.mayIssue.length === 0)) return 'nobody'
  if (ladder.some((step) => step.causes.length === 0)) return 'no-cause'
  return undefined
}
