/** How support was withdrawn step by step: who moved on, who has more support for a while, who waits, and who is at the last stage. */
import type { SchoolDate } from '../../src/domain/time/clock.ts'
import type { SelfScore } from '../../src/domain/week/ownWord.ts'
import { DEFAULT_STAGES, stageOf } from '../../src/domain/cases/withdrawalStage.ts'
import type { Mentee, RowOf, World } from './shape.ts'
import { moment, previousFriday } from './times.ts'

type Rows = (RowOf<'withdrawalEvent'> | RowOf<'checkIn'> | RowOf<'ownWord'>)[]
const FORWARD = ['On time and settled, and asked for it.', 'Targets met, and the planner is kept without a reminder.', 'Ready to do this alone, and says so.']
const BACK = 'Two hard weeks since the change of class. Agreed together, for as long as it helps.'
/** Looked at, and left for now. */
const NOT_YET: Record<string, { on: SchoolDate; lookAgain: SchoolDate; reason: string }> = {
  'Joaquim Teixeira': { on: '2026-12-04', lookAgain: '2026-12-18', reason: 'Would like to keep three mornings until the mock examinations are over.' },
}
/** What pupils set for themselves, and how they saw it in the weeks since. */
const OWN: Record<string, { words: string; said: readonly (readonly [on: SchoolDate, how: SelfScore])[] }> = {
  'Joaquim Teixeira': { words: 'I ask for help before I get stuck, in every lesson.', said: [['2026-11-27', 'mixed'], ['2026-12-04', 'well']] },
  'Zoë Marchetti': { words: 'I plan my homework on Sunday, without being asked.', said: [['2026-11-24', 'well'], ['2026-12-01', 'well'], ['2026-12-08', 'well']] },
}
const CHECK_INS: Record<string, { on: SchoolDate; line: string }> = { 'Zoë Marchetti': { on: '2026-12-08', line: 'Met in the corridor: all homework in, looks forward to the concert.' } }

export function withdrawalRows(mentee: Mentee, world: World): Rows {
  const { plan, pupil, mentor } = mentee
  const who = { by: mentor.id }
  const decided = (at: number, reason: string) => ({ pupilId: pupil.id, decidedAt: at, reason, evidence: [], name: mentor.name, role: 'mentor' as const })
  const rows: Rows = []
  let before = 5
  for (const [index, { from, weekdays }] of (plan.fewer ?? []).entries()) {
    const at = moment(previousFriday(from), 900 + index)
    const isBack = weekdays.length > before
    const id = `w.${pupil.id}.${index + 1}`
    const stage = DEFAULT_STAGES[stageOf(DEFAULT_STAGES, weekdays, true) ?? 0]?.name ?? ''
    rows.push({ t: 'withdrawalEvent', id, ...who, at, f: { type: isBack ? 'stepped-back' : 'moved-on', ...decided(at, isBack ? BACK : (FORWARD[index] ?? '')), from, stage, weekdays: [...weekdays] } })
    before = weekdays.length
    // One mentor has not put down yet that home was told.
    if (mentor === world.mentors[0]) continue
    rows.push({ t: 'withdrawalEvent', id: `${id}.told`, ...who, at: at + 600_000, f: { type: 'home-told', pupilId: pupil.id, decidedAt: at + 600_000, decisionId: id, how: 'telephone', on: previousFriday(from) } })
  }
  const name = `${pupil.preferredName} ${pupil.surname}`
  const later = NOT_YET[name]
  if (later) {
    const at = moment(later.on, 905)
    rows.push({ t: 'withdrawalEvent', id: `w.${pupil.id}.later`, ...who, at, f: { type: 'not-yet', ...decided(at, later.reason), lookAgain: later.lookAgain } })
  }
  const own = OWN[name]
  const [first] = own?.said ?? []
  if (own && first) {
    const id = `ow.${pupil.id}`
    const about = (day: SchoolDate, minutes: number) => ({ pupilId: pupil.id, on: day, entered: moment(day, minutes) })
    rows.push({ t: 'ownWord', id, ...who, at: moment(first[0], 765), f: { type: 'target', ...about(first[0], 765), words: own.words } })
    for (const [on, how] of own.said) rows.push({ t: 'ownWord', id: `${id}.${on}`, ...who, at: moment(on, 770), f: { type: 'score', ...about(on, 770), targetId: id, how } })
  }
  const met = CHECK_INS[name]
  if (met) {
    const at = moment(met.on, 760)
    rows.push({ t: 'checkIn', id: `ci.${pupil.id}`, ...who, at, f: { pupilId: pupil.id, ...met, how: 'well', entered: at } })
  }
  return rows
}
