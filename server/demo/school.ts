/**
 * The demo school: invented, complete and always the same. Told from a seed, up to the evening before the demo day; what
 * happens on the day itself is for whoever opens it.
 */
import { arrivalOf, type Arrival } from '../../src/domain/mornings/arrival.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt, weekBeginning, type SchoolDate } from '../../src/domain/time/clock.ts'
import { DEFAULT_RETENTION } from '../../src/domain/people/retention.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { arrivalRows, expectedDays } from './arrivals.ts'
import { backgroundRows } from './background.ts'
import { AFTER_CHRISTMAS, EARLY_FINISHES, EXCEPTIONS, TERMS } from './calendar.ts'
import { candidateRows } from './candidates.ts'
import { CASES } from './cases.ts'
import { conductRows, coverRows } from './conduct.ts'
import { expectationRows, expectationsOf } from './expectations.ts'
import { dailyActionRows, noteOutcomeRows } from './mornings.ts'
import { capacityRows } from './caseChanges.ts'
import { closingRows } from './closing.ts'
import { handOverRows } from './handOvers.ts'
import { homeRows } from './home.ts'
import { feedbackRows } from './feedback.ts'
import { meetingRows } from './meetings.ts'
import { nextWeekRows } from './nextWeek.ts'
import { noteRows } from './notes.ts'
import { photoRows, picturesOf } from './photos.ts'
import { paperRows } from './papers.ts'
import { phraseRows } from './phrases.ts'
import { preparingRows } from './preparing.ts'
import { requestRows } from './requests.ts'
import { reviewRows } from './reviews.ts'
import { demoRoll } from './roll.ts'
import { scoreRows } from './scores.ts'
import type { CasePlan, DemoAccount, DemoRow, Mentee, RollPupil, RowOf, World } from './shape.ts'
import { sessionRows } from './sessions.ts'
import { ACCOUNTS, DEMO_PASSPHRASE, SCHOOL_NAME } from './staff.ts'
import { simsRows } from './sims.ts'
import { startCheckRows } from './startChecks.ts'
import { targetRows } from './targets.ts'
import { withTwoVersions } from './twoVersions.ts'
import { withdrawalRows } from './withdrawal.ts'
import { earlierPupils, yearBeforeRows } from './yearBefore.ts'
import { previousFriday } from './times.ts'

import type { SeedPhoto } from '../seed.ts'

export { demoRoll }
export type { DemoAccount, DemoRow }
export type DemoSchool = { schoolName: string; day: SchoolDate; passphrase: string; accounts: readonly DemoAccount[]; rows: readonly DemoRow[]; photos: readonly SeedPhoto[] }

export const DEMO_SEED = 20261210
const DAY = '2026-12-10'
const BEFORE_TERM = instantAt('2026-08-27', '10:00')

export type DemoMentees = { world: World; roll: readonly RollPupil[]; mentees: readonly Mentee[] }
export function demoWorld(seed = DEMO_SEED): DemoMentees {
  const world = worldOf(seed)
  return { world, roll: demoRoll(seed), mentees: menteesOf(world) }
}

export function demoSchool(seed = DEMO_SEED): DemoSchool {
  const { world, mentees, roll } = demoWorld(seed)
  const rows = [...schoolRows(), ...phraseRows(accountOf('dht').id), ...coverRows(world), ...capacityRows(world), ...requestRows(mentees, world), ...nextWeekRows(mentees, world), ...backgroundRows(mentees, world), ...meetingRows(mentees, world), ...preparingRows(mentees, world), ...mentees.flatMap((mentee) => [...fileRows(mentee, world), ...historyRows(mentee, world)]), ...candidateRows(mentees, earlierPupils(roll, world), world), ...simsRows(mentees, earlierPupils(roll, world), world), ...homeRows(mentees, world), ...yearBeforeRows(mentees, roll, world)]
  return { schoolName: SCHOOL_NAME, day: DAY, passphrase: DEMO_PASSPHRASE, accounts: ACCOUNTS, photos: picturesOf(rows), rows: withTwoVersions(rows, mentees, world).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)) }
}

function worldOf(seed: number): World {
  return {
    seed, calendar: schoolCalendar(TERMS, EXCEPTIONS, EARLY_FINISHES), settings: { ...DEFAULT_SETTINGS, schoolName: SCHOOL_NAME }, accounts: ACCOUNTS,
    lead: accountOf('lead'), office: accountOf('office'), mentors: ACCOUNTS.filter((one) => one.role === 'mentor'), day: DAY, denseFrom: '2026-11-02',
  }
}

function accountOf(username: string): DemoAccount {
  const found = ACCOUNTS.find((one) => one.username === username)
  if (!found) throw new Error(`No account ${username}`)
  return found
}

function menteesOf(world: World): Mentee[] {
  const roll = demoRoll(world.seed)
  return CASES.map((plan) => {
    const pupil = roll.find((one) => one.form === plan.form && one.preferredName === plan.preferredName && one.surname === plan.surname)
    const mentor = world.mentors[plan.mentor - 1]
    if (!pupil || !mentor) throw new Error('Every plan has a pupil on roll and a mentor')
    return { plan, pupil, mentor, expectations: expectationsOf(plan, pupil.id, mentor) }
  })
}

function schoolRows(): DemoRow[] {
  const common = { by: accountOf('admin').id, at: BEFORE_TERM }
  return [
    { t: 'setting', id: 'schoolName', f: { key: 'schoolName', value: SCHOOL_NAME }, ...common },
    // Nine months, so that a file or two is due.
    { t: 'setting', id: 'retentionRules', f: { key: 'retentionRules', value: DEFAULT_RETENTION.map((one) => (one.category === 'mentored' ? { ...one, months: 9 } : one)) }, by: accountOf('dht').id, at: BEFORE_TERM },
    { t: 'setting', id: 'sheetPhotos', f: { key: 'sheetPhotos', value: true }, ...common },
    { t: 'setting', id: 'laterPeriods', f: { key: 'laterPeriods', value: AFTER_CHRISTMAS }, ...common },
    ...TERMS.map((f): DemoRow => ({ t: 'term', id: `term.${f.from}`, f: { ...f }, ...common })),
    ...EXCEPTIONS.map((f): DemoRow => ({ t: 'dayException', id: `day.${f.date}`, f: { ...f }, ...common })),
    ...EARLY_FINISHES.map((f): DemoRow => ({ t: 'earlyFinish', id: `early.${f.date}`, f: { ...f }, ...common })),
    ...ACCOUNTS.map(({ id, name, initials, role, year }): DemoRow => ({ t: 'staff', id, f: { name, initials, role, active: true, ...(year === undefined ? {} : { year }) }, ...common })),
  ]
}

/** Desk, file, mentorship and expected times. */
function fileRows({ plan, pupil, mentor, expectations }: Mentee, world: World): DemoRow[] {
  const added = { by: world.lead.id, at: decidedAt(plan) }
  return [
    { t: 'deskPupil', id: pupil.id, f: deskOf(pupil), ...added },
    { t: 'pupil', id: pupil.id, f: fileOf(pupil), ...added },
    { t: 'mentorship', id: `m.${pupil.id}`, ...added, f: mentorshipOf(plan, pupil.id, mentor.id) },
    ...expectationRows(expectations, DAY),
    ...earlierRows(plan, pupil.id, world),
  ]
}

/** A time of mentoring that ended before this one: its history joins, its case stays apart. */
function earlierRows({ before }: CasePlan, pupilId: string, world: World): DemoRow[] {
  const mentor = before && world.mentors[before.mentor - 1]
  if (!before || !mentor) return []
  const { startedOn, endedOn, reason, endReason } = before
  return [
    { t: 'mentorship', id: `m.${pupilId}.before`, by: world.lead.id, at: instantAt(startedOn, '14:20'), f: { pupilId, mentorId: mentor.id, state: 'closed', reason, startedOn, endedOn, endReason } },
    ...before.notes.map(({ date, text }, index): DemoRow => {
      const at = instantAt(date, '08:52')
      return { t: 'note', id: `n.${pupilId}.before.${index + 1}`, by: mentor.id, at, f: { pupilId, type: 'pupil', text, occurredAt: at - 420_000, enteredAt: at, raise: false } }
    }),
  ]
}

const decidedAt = (plan: CasePlan): number =>
  ['agreed', 'candidate', 'watched', 'declined'].includes(plan.state) ? instantAt(plan.startedOn, '15:40') : instantAt(previousFriday(plan.startedOn), '14:20')

const deskOf = ({ preferredName, surname, form, year }: RollPupil): RowOf<'deskPupil'>['f'] => ({ preferredName, surname, form, year })
const fileOf = ({ legalForename, legalSurname, tutor, sen, pupilPremium, eal, lookedAfter, sex }: RollPupil): RowOf<'pupil'>['f'] => ({ legalForename, legalSurname, tutor, sen, pupilPremium, eal, lookedAfter, sex })

const mentorshipOf = ({ state, reason, startedOn, endedOn, endReason }: CasePlan, pupilId: string, mentorId: string): RowOf<'mentorship'>['f'] => ({
  pupilId, mentorId, state, reason, startedOn, ...(endedOn === undefined ? {} : { endedOn }), ...(endReason === undefined ? {} : { endReason }),
})

/** Mornings, notes, targets and reviews since the mentoring began. */
function historyRows(mentee: Mentee, world: World): DemoRow[] {
  const events = arrivalRows(mentee, world)
  const expected = expectedDays(mentee, world)
  const arrivals = expected.map((date) => arrivalOf(events.filter((one) => one.f.date === date))).filter((one): one is Arrival => one !== undefined)
  const written = noteRows(mentee, world, new Set(arrivals.map((one) => one.date)))
  const feedback = feedbackRows(mentee, world)
  const notes = [...written.map((one) => one.row), ...feedback.filter((row): row is RowOf<'note'> => row.t === 'note')]
  const actions = dailyActionRows(mentee, world, arrivals)
  const weeks = new Map<SchoolDate, SchoolDate[]>()
  for (const date of expected) weeks.set(weekBeginning(date), [...(weeks.get(weekBeginning(date)) ?? []), date])
  const sessions = sessionRows(mentee, world, weeks)
  const planned = { sessions: sessions.filter((row): row is RowOf<'session'> => row.t === 'session'), changes: [], attendance: sessions.filter((row): row is RowOf<'sessionAttendance'> => row.t === 'sessionAttendance') }
  const scores = scoreRows(mentee, world, new Set(arrivals.map((one) => one.date)))
  const targets = targetRows(mentee, world, weeks, arrivals)
  const papers = paperRows(mentee, world, targets)
  const missed = expected.filter((date) => !arrivals.some((one) => one.date === date))
  return [
    ...events, ...handOverRows(world, arrivals), ...notes, ...scores, ...feedback.filter(({ t }) => t !== 'note'), ...noteOutcomeRows(mentee, world, written, arrivals), ...actions, ...sessions,
    ...closingRows(mentee, world), ...withdrawalRows(mentee, world), ...conductRows(mentee, world, missed), ...startCheckRows(mentee, world, events), ...targets, ...papers, ...photoRows(mentee, world, papers), ...reviewRows(mentee, world, [...weeks.keys()], { events, notes, actions, sessions: planned, scores }),
  ]
}
