/** Whom the school's sentences find among those who are not mentored, and what a meeting of Year 9 decided a fortnight ago. */
import type { CandidateDecision, Found, RollShape } from '../../src/domain/cases/candidate.ts'
import { reasonsIn } from '../../src/domain/cases/candidateFinding.ts'
import { groupBy } from '../../src/domain/group.ts'
import { sayReason } from '../../src/domain/cases/candidateWords.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { demoRoll } from './roll.ts'
import type { DemoRow, Mentee, RollPupil, World } from './shape.ts'
import { attendanceOf, entriesOf, gradesOf, TAKEN_UNTIL } from './sims.ts'
import { moment } from './times.ts'

const MET = '2026-11-25'
const MEETING = 'ym.9.1'

/** `earlier`: who was mentored once, and is known by a number already. */
export function candidateRows(mentees: readonly Mentee[], earlier: readonly RollPupil[], world: World): DemoRow[] {
  const numbered = new Set(earlier.map(({ id }) => id))
  const known = new Set(mentees.map(({ pupil }) => pupil.id))
  const found = demoRoll(world.seed).filter(({ id }) => !known.has(id)).flatMap((pupil): { pupil: RollPupil; row: DemoRow; words: string[] }[] => {
    const { candidateRules } = DEFAULT_SETTINGS
    const until = TAKEN_UNTIL
    const of = (batch: string, reasons: Found['reasons']): Found | null => (reasons.length === 0 ? null : { batch, to: until, reasons })
    const behaviour = of('sims.behaviour.1', reasonsIn(candidateRules, { entries: entriesOf(pupil, world, until) }, until))
    const attendance = of('sims.attendance.1', reasonsIn(candidateRules, { attendance: attendanceOf(pupil, world, until) }, until))
    const grades = of('sims.grades.1', reasonsIn(candidateRules, { grades: pupil.year >= 10 ? gradesOf(pupil, world) : [] }, until))
    const all = [behaviour, attendance, grades].flatMap((one) => one?.reasons ?? [])
    if (all.length === 0) return []
    const { preferredName, surname, form, year, sen, pupilPremium, eal, lookedAfter, sex } = pupil
    return [{ pupil, words: all.map(sayReason), row: { t: 'candidate', id: pupil.id, by: world.lead.id, at: moment(until, 950), f: { preferredName, surname, form, year, behaviour, attendance, grades, groups: { sen, pupilPremium, eal, lookedAfter, sex } } } }]
  })
  const roll = rollShapes(demoRoll(world.seed)).map((f): DemoRow => ({ t: 'rollShape', id: `roll:${f.year}`, by: world.lead.id, at: moment(TAKEN_UNTIL, 945), f: { ...f, on: TAKEN_UNTIL } }))
  const listed = [...found.flatMap(({ row, pupil }): DemoRow[] => [row, ...(numbered.has(pupil.id) ? [] : [{ t: 'pupilIdentity' as const, id: pupil.id, by: world.lead.id, at: moment(TAKEN_UNTIL, 950), f: { upn: pupil.upn, admissionNo: pupil.admissionNumber, born: pupil.dateOfBirth, said: { form: pupil.form } } }])]), ...roll]
  const thought = mentees.filter(({ plan }) => plan.state === 'candidate' || plan.state === 'watched' || plan.state === 'declined')
  const heads = world.accounts.filter(({ role }) => role === 'head-of-year')
  const head = heads.find(({ year }) => year === 9)
  const [first, second] = found.filter(({ pupil }) => pupil.year === 9)
  const kept = [...listed, ...thought.flatMap((one) => thoughtOf(one, world))]
  if (!head) return kept
  const at = moment(MET, 14 * 60 + 20)
  const decided = (of: (typeof found)[number] | undefined, more: Pick<CandidateDecision, 'choice' | 'reason'> & Partial<CandidateDecision>): DemoRow[] =>
    of ? [{ t: 'candidateDecision', id: `cd.${of.pupil.id}`, by: head.id, at, f: { pupilId: of.pupil.id, date: MET, meetingId: MEETING, present: [head.id, world.lead.id], evidence: of.words, entered: at, ...more } }] : []
  return [
    ...kept,
    { t: 'yearMeeting', id: MEETING, by: head.id, at, f: { year: 9, date: MET, present: [head.id, world.lead.id], begun: at, ended: at + 35 * 60_000 } },
    ...decided(first, { choice: 'watch', reason: 'The form tutor speaks with home first.', lookAgain: '2026-12-10' }),
    ...(first ? [{ t: 'meetingTask' as const, id: 'mt.9.1', by: head.id, at, f: { pupilId: first.pupil.id, about: 'candidate' as const, meetingId: MEETING, text: 'Ask the form tutor how home has answered', owner: head.id, due: '2026-12-11', entered: at } }] : []),
    ...decided(second, { choice: 'not-now', reason: 'Has begun with the learning support team this month.' }),
  ]
}

/** Named by hand before the exports spoke of them, and what was decided then. */
function thoughtOf({ pupil, plan }: Mentee, world: World): DemoRow[] {
  const at = moment(plan.startedOn, 15 * 60 + 40)
  const { preferredName, surname, form, year, sen, pupilPremium, eal, lookedAfter, sex } = pupil
  const common = { by: world.lead.id, at }
  const choice = plan.state === 'watched' ? 'watch' as const : plan.state === 'declined' ? 'not-now' as const : undefined
  return [
    { t: 'candidate', id: pupil.id, ...common, f: { preferredName, surname, form, year, byHand: { why: plan.reason.replace(/^Not now: /, ''), by: world.lead.id, on: plan.startedOn }, groups: { sen, pupilPremium, eal, lookedAfter, sex } } },
    ...(choice ? [{ t: 'candidateDecision' as const, id: `cd.${pupil.id}`, ...common, f: { pupilId: pupil.id, choice, reason: plan.reason, date: plan.startedOn, present: [world.lead.id], evidence: [], entered: at, ...(choice === 'watch' ? { lookAgain: '2027-01-11' } : {}) } }] : []),
  ]
}

function rollShapes(roll: readonly RollPupil[]): Omit<RollShape, 'on'>[] {
  return [...groupBy(roll, ({ year }) => year)].map(([year, of]) => {
    const many = (is: (one: RollPupil) => boolean): number => of.filter(is).length
    return { year, pupils: of.length, sen: many(({ sen }) => sen !== 'N'), pupilPremium: many((one) => one.pupilPremium), eal: many((one) => one.eal), lookedAfter: many((one) => one.lookedAfter), girls: many(({ sex }) => sex === 'F'), boys: many(({ sex }) => sex === 'M') }
  })
}
