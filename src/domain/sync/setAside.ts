/**
 * "All records should be shared": where two people set the same thing at once, the later stands and nobody is asked. The
 * other is kept beside it, in sight of everyone on the case, and can be put back with one tap.
 */
import { Lies } from '../bucket.ts'
import { z } from '../schema.ts'
import { shortDate } from '../time/clock.ts'
import { Version } from './conflict.ts'
import { STATE_WORDS } from '../cases/mentorship.ts'
import type { Json } from '../protocol.ts'
import { RESULT_WORDS } from '../week/target.ts'
import { SESSION_KIND_WORDS } from '../week/session.ts'
import { OUTCOME_WORDS, PlannedAction } from '../week/weeklyReview.ts'

/** A fact that the server writes when it merges; its id is made of the record, the field and the two stamps. */
export const SetAside = z.object({
  lies: Lies,
  /** Absent where the record belongs to no pupil. */
  pupilId: z.string().optional(),
  about: z.object({ t: z.string().max(40), id: z.string().max(120) }),
  field: z.string().max(40),
  stands: Version,
  aside: Version,
})
export type SetAside = z.infer<typeof SetAside>

type Say = (value: Json, staffName: (id: string) => string) => string
const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
const text: Say = (value) => (value === null || value === '' ? 'Nothing' : plain(value))
const yesNo: Say = (value) => (value === true ? 'Yes' : 'No')
const day: Say = (value) => (typeof value === 'string' ? shortDate(value) : 'Nothing')
const oneOf = (words: Readonly<Record<string, string>>): Say => (value) => words[plain(value)] ?? plain(value)
const plan: Say = (value) => {
  const lines = PlannedAction.array().safeParse(value).data ?? []
  return lines.length === 0 ? 'No action' : lines.map(({ who, what, byWhen, done }) => [`${who}: ${what}`, byWhen, done ? 'done' : ''].filter(Boolean).join(', ')).join('; ')
}

/** What people set, and how they say it. What the app sets by itself beside it, such as a version, is not offered. */
const SAID: Record<string, Record<string, [name: string, say: Say]>> = {
  weeklyReview: {
    outcome: ['Outcome of the week', oneOf({ ...OUTCOME_WORDS, null: 'Not decided' })], actionPlan: ['Action plan', plan], planInPlanner: ['Recorded in the pupil’s planner', yesNo],
  },
  target: {
    result: ['Result', oneOf({ ...RESULT_WORDS, open: 'Not decided' })], measure: ['How it is counted', text], threshold: ['How much is enough', text],
    scope: ['Where it counts', text], by: ['By', day], weekStart: ['Week', day], source: ['What it rests on', text],
  },
  session: {
    kind: ['Sort of session', oneOf(SESSION_KIND_WORDS)], subject: ['Subject', text], from: ['From', day], until: ['Until', day], starts: ['Begins', text], ends: ['Ends', text],
    venue: ['Venue', text], leads: ['Led by', text],
  },
  mentorship: { mentorId: ['Mentor', (value, staffName) => staffName(plain(value))], state: ['State', oneOf(STATE_WORDS)], reason: ['Reason', text], endedOn: ['Ended on', day], endReason: ['Reason for the end', text] },
  deskPupil: { preferredName: ['First name', text], surname: ['Surname', text], form: ['Form', text], year: ['Year', text] },
  pupil: { tutor: ['Form tutor', text], legalForename: ['Legal first name', text], legalSurname: ['Legal surname', text] },
}

/** What was set, in the words of the screen it is set on; undefined where there are none. */
export const sayValue = (t: string, field: string, value: Json, staffName: (id: string) => string): string | undefined => SAID[t]?.[field]?.[1](value, staffName)

export type SetAsideWords = { field: string; stands: string; aside: string }

/** Undefined for what no person set, or what this version has no words for. */
export function setAsideWords({ about, field, stands, aside }: Pick<SetAside, 'about' | 'field' | 'stands' | 'aside'>, staffName: (id: string) => string): SetAsideWords | undefined {
  const said = SAID[about.t]?.[field]
  return said && { field: said[0], stands: said[1](stands.value, staffName), aside: said[1](aside.value, staffName) }
}
