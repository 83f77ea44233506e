/** Readings and changes of the turn of the school year. */
import { dateOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import type { ClosingEvent } from '../../domain/cases/closing.ts'
import type { Row } from '../../domain/records.ts'
import { placeOn, turnAt, type Place, type Turning, type TurnPlan } from '../../domain/school/yearTurn.ts'
import type { Change } from '../store/commit.ts'
import { endingOf } from './endOfCase.ts'
import type { Memory } from '../store/memory.ts'
import { mentorshipOf } from './mentoring.ts'
import { randomId } from '../records.ts'

export function turningOf(memory: Memory, today: SchoolDate): Turning[] {
  const { schoolYear, opens } = turnAt(today)
  return memory.all('deskPupil').map(({ id, f, at }): Turning => {
    const bySims = memory.ofPupil('simsChange', id).some((change) => change.f.field === 'year' && dateOf(change.at) >= opens && memory.get('simsBatch', change.f.batch)?.f.state !== 'undone')
    const here = memory.ofPupil('yearTurn', id).some((turn) => turn.f.schoolYear === schoolYear)
    return { id, f, isMentored: mentorshipOf(memory, id) !== undefined, moved: here ? 'here' : bySims ? 'sims' : undefined, isNew: firstKnown(memory, id, at) >= opens, missingSince: memory.get('pupilIdentity', id)?.f.missingSince ?? undefined }
  }).sort((a, b) => a.f.year - b.f.year || a.f.form.localeCompare(b.f.form) || a.f.surname.localeCompare(b.f.surname, 'en-GB'))
}
/** The day somebody first stood on a list here. */
const firstKnown = (memory: Memory, id: string, at: Instant): SchoolDate => [dateOf(at), ...memory.ofPupil('mentorship', id).map(({ f }) => f.startedOn)].sort()[0] ?? dateOf(at)

export const turningYears = ({ moves }: Pick<TurnPlan, 'moves'>, today: SchoolDate): Change[][] =>
  moves.map(({ id, was, now }): Change[] => [
    { kind: 'add', t: 'yearTurn', id: randomId(), f: { pupilId: id, schoolYear: turnAt(today).schoolYear, on: today, was, now } },
    { kind: 'patch', t: 'deskPupil', id, f: now },
  ])
/** Taken back where nobody has changed it since. */
export const undoingTurn = (memory: Memory, schoolYear: number): Change[][] =>
  memory.all('yearTurn').filter(({ f }) => f.schoolYear === schoolYear).map(({ id, f: { pupilId, was, now } }): Change[] => {
    const stands = memory.get('deskPupil', pupilId)?.f
    return [
      ...(stands && stands.year === now.year && stands.form === now.form ? [{ kind: 'patch' as const, t: 'deskPupil' as const, id: pupilId, f: was }] : []),
      { kind: 'void', t: 'yearTurn', id },
    ]
  })

/** Who has left is closed with the reason; when their paper is destroyed follows from the day. */
export function closingLeavers(memory: Memory, leavers: readonly TurnPlan['leavers'][number][], today: SchoolDate, now: Instant): Change[][] {
  return leavers.flatMap(({ id, why, f }): Change[][] => {
    const row = mentorshipOf(memory, id)
    if (!row) return []
    const reason = why === 'missing' ? 'Left the school: no longer in the school’s list of pupils.' : `Left the school at the end of Year ${f.year}.`
    const ending = endingOf(memory, id, today, now, LEFT)
    const sessions = ending.flatMap((one) => (one.kind === 'patch' && one.t === 'session' ? (memory.get('session', one.id) ?? []) : [])).map((session) => ({ id: session.id, until: session.f.until }))
    return [[
      { kind: 'add', t: 'closingEvent', id: randomId(), f: { type: 'left', pupilId: id, mentorshipId: row.id, at: now, on: today, why, was: row.f.state, sessions } },
      ...ending,
      { kind: 'patch', t: 'mentorship', id: row.id, f: { state: 'closed', endedOn: today, endReason: reason }, saw: row },
    ]]
  })
}

const LEFT = 'Left the school'
export type Left = Readonly<Row<'closingEvent'>> & { f: Extract<ClosingEvent, { type: 'left' }> }
/** Closed as leavers since a day, the last first, and not mentored again since. */
export function leftSince(memory: Memory, since: SchoolDate): Left[] {
  const isLeft = (row: Readonly<Row<'closingEvent'>>): row is Left => row.f.type === 'left'
  return memory.all('closingEvent').filter(isLeft).filter(({ f }) => f.on >= since && memory.get('mentorship', f.mentorshipId)?.f.state === 'closed' && !mentorshipOf(memory, f.pupilId)).sort((a, b) => b.f.at - a.f.at)
}
/** As it was before: the case, its mornings and its sessions, where nobody has changed them since. */
export function takingBackLeaver(memory: Memory, { id, f: left }: Left): Change[] {
  const { pupilId, mentorshipId, at, on, was = 'active', sessions = [] } = left
  return [
    { kind: 'patch', t: 'mentorship', id: mentorshipId, f: { state: was } },
    ...memory.ofPupil('expectation', pupilId).filter(({ f }) => f.decidedAt === at && f.weekdays.length === 0).map((one): Change => ({ kind: 'void', t: 'expectation', id: one.id })),
    ...memory.ofPupil('sessionChange', pupilId).filter(({ f }) => f.type === 'cancelled' && f.reason === LEFT && f.entered >= at).map((one): Change => ({ kind: 'void', t: 'sessionChange', id: one.id })),
    ...sessions.flatMap((one): Change[] => {
      const stands = memory.get('session', one.id)
      return stands && (stands.f.until === on || stands.f.until === stands.f.from) ? [{ kind: 'patch', t: 'session', id: one.id, f: { until: one.until } }] : []
    }),
    { kind: 'void', t: 'closingEvent', id },
  ]
}

/** Year and form of a pupil as they were on a day. */
export function placeThen(memory: Memory, pupilId: string, day: SchoolDate): Place | undefined {
  const pupil = memory.get('deskPupil', pupilId)?.f
  return pupil && placeOn(pupil, memory.ofPupil('yearTurn', pupilId), day)
}
