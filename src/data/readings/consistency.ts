/** What each mentor did about missed times and behaviour in some school days, from the open records. */
import { standing } from '../../domain/week/blueReport.ts'
import { dateOf, type Instant } from '../../domain/time/clock.ts'
import { againstLadder, type MentorPractice } from '../../domain/conduct/consistency.ts'
import { sinceSchoolDays } from '../../domain/tasks/endOfDay.ts'
import { groupBy } from '../../domain/group.ts'
import { sanctionFor } from '../../domain/conduct/sanction.ts'
import { INSTEAD } from '../../domain/conduct/whatFollowed.ts'
import { missedOf, sanctionsOf, type SchoolNow } from './conduct.ts'
import type { Memory } from '../store/memory.ts'
import { caseloadOf } from './mentoring.ts'

/** By mentor, of their pupils; what somebody else decided about a pupil is that person's. */
export function practiceOf(memory: Memory, { calendar, settings }: SchoolNow, now: Instant): MentorPractice[] {
  const since = sinceSchoolDays(calendar, dateOf(now), settings.ladderDays)
  return [...groupBy(caseloadOf(memory), ({ f }) => f.mentorId)].map(([mentorId, cases]): MentorPractice => {
    const practice: MentorPractice = { mentorId, pupils: cases.length, unexplained: 0, putRight: 0, sanctions: { 'as-suggested': 0, gentler: 0, harder: 0, other: 0 } }
    for (const { f: { pupilId } } of cases) {
      const history = sanctionsOf(memory, pupilId)
      for (const one of history) if (one.by === mentorId && one.state !== 'withdrawn' && one.f.date >= since) practice.sanctions[againstLadder(settings.sanctionLadder, one, history, sinceSchoolDays(calendar, one.f.date, settings.ladderDays))]++
      const actions = standing(memory.ofPupil('dailyAction', pupilId)).filter(({ by, f }) => by === mentorId && f.date >= since && f.text.startsWith(INSTEAD))
      const events = memory.ofPupil('missedEvent', pupilId).filter(({ by, f }) => by === mentorId && f.type === 'put-right' && dateOf(f.entered) >= since)
      practice.putRight += actions.length + events.filter(({ f }) => !actions.some((action) => action.f.date === dateOf(f.entered))).length
      practice.unexplained += missedOf(memory, { calendar, settings }, pupilId, now).filter((one) => one.state === 'unexplained' && !sanctionFor(history, one)).length
    }
    return practice
  })
}
