/** How the person whose vault is open stands to a pupil, for the questions of the permission list. */
import { caseOf, pupilOf, yearOfBucket } from '../../domain/bucket.ts'
import { dateOf } from '../../domain/time/clock.ts'
import { coveredBy } from '../../domain/cases/cover.ts'
import { may, mayChangeRule, mayClose, mayRead, mayWrite, type Standing } from '../../domain/permission.ts'
import type { Kind, Row } from '../../domain/records.ts'
import type { Actor } from '../../domain/staff.ts'
import type { Memory } from '../store/memory.ts'
import { openNow } from '../current.ts'
import { expectationFor, mentorshipOf } from './mentoring.ts'
import { schoolTick } from '../moment.ts'

export const standingOf = (memory: Memory, me: Actor, pupilId: string): Standing => ({
  own: me.role === 'head-of-year' ? yearOf(memory, pupilId) === me.year : mentorshipOf(memory, pupilId)?.f.mentorId === me.id,
  pupilYear: yearOf(memory, pupilId),
  covers: coversFor(memory, me, pupilId),
})

/** Who nobody mentors yet is known as a candidate alone. */
const yearOf = (memory: Memory, pupilId: string): number | undefined => (memory.get('deskPupil', pupilId) ?? memory.get('candidate', pupilId))?.f.year

/** Whether this person covers for the pupil's mentor today, by the corrected clock. At the desk the expectation says whose pupil it is. */
export function coversFor(memory: Memory, me: Actor, pupilId: string): boolean {
  const today = dateOf(schoolTick(openNow.value?.skew.value ?? null))
  const mentorId = expectationFor(memory, pupilId, today)?.mentorId
  return mentorId !== undefined && coveredBy(memory.all('cover').map((row) => row.f), me.id, today).has(mentorId)
}


export const mayReadCase = (memory: Memory, me: Actor, pupilId: string): boolean => mayRead(me, caseOf(pupilId), standingOf(memory, me, pupilId))
export const mayWriteFor = (memory: Memory, me: Actor, kind: Kind, pupilId: string): boolean => mayWrite(me, kind, standingOf(memory, me, pupilId))
export const mayCloseFor = (memory: Memory, me: Actor, pupilId: string): boolean => mayClose(me, standingOf(memory, me, pupilId))
/** The same of a record as it stands, wherever it lies. The roll is kept by few: a mentor adds to it by name and rewrites nothing. */
export function mayWriteRow(memory: Memory, me: Actor, { t, id, b }: Readonly<Row>): boolean {
  const pupilId = pupilOf(b)
  if (t === 'setting') return mayChangeRule(me, id)
  if (t === 'deskPupil') return may(me, 'edit-roll')
  return pupilId === undefined ? mayWrite(me, t, { own: me.role === 'head-of-year' && yearOfBucket(b) === me.year, pupilYear: undefined }) : mayWriteFor(memory, me, t, pupilId)
}
