/** One pupil's week as pupil and mentor look at it together, and that they have. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { askedFor } from '../../data/readings/feedback.ts'
import { arrivalFor, expectationFor } from '../../data/readings/mentoring.ts'
import { FRIDAY, isPresent } from '../../data/readings/presentCase.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping, type Keeping } from '../../data/useKeeping.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { readWithdrawal } from '../../data/readings/withdrawing.ts'
import { standing } from '../../domain/week/blueReport.ts'
import { nextSchoolDay } from '../../domain/time/calendar.ts'
import { addDays, dateOf, minutesOf, spokenTime, weekBeginning, weekdayName } from '../../domain/time/clock.ts'
import { isExpected } from '../../domain/cases/mentorship.ts'
import { morningOf, weekdaysOf } from '../../domain/mornings/morning.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { matterKey } from '../../domain/week/raising.ts'
import { shareSafe, type ShareSafe } from '../../domain/week/sitTogether.ts'
import { dialOf, type Dial } from '../../domain/cases/withdrawalDial.ts'
import { useSchoolClock } from '../../sync/index.ts'

export type SitTogether = Pick<Keeping, 'busy' | 'problem'> & {
  pupil: ComputedRef<DeskPupil | undefined>
  mayRead: ComputedRef<boolean>
  shared: ComputedRef<ShareSafe | undefined>
  /** How near the next step is; undefined while there is none. */
  dial: ComputedRef<Dial | undefined>
  /** Whether the mentor may say that it was talked about, and whether it was today. */
  maySay: ComputedRef<boolean>
  isSaid: ComputedRef<boolean>
  /** The pupil's own words, where there were any, become a note from the pupil. */
  say: (words: string, clearDraft: string) => Promise<boolean>
}

export function useSitTogether(pupilId: string): SitTogether {
  const { tick, today } = useSchoolClock()
  const { memory, me, commit, olderLoaded } = useRecords()
  const { settings, calendar } = useSchool()
  const { busy, problem, keep } = useKeeping()
  const minutes = computed(() => minutesOf(tick.value))
  const pupil = computed(() => memory.get('deskPupil', pupilId)?.f)

  const ahead = computed(() => {
    for (let day = nextSchoolDay(calendar.value, today.value), tries = 0; day !== undefined && tries < 10; day = nextSchoolDay(calendar.value, day), tries++) {
      const expectation = expectationFor(memory, pupilId, day)
      if (expectation && isExpected(expectation, day)) return [`${day === addDays(today.value, 1) ? 'Tomorrow' : weekdayName(day)}, ${spokenTime(expectation.time)}, at reception`]
    }
    return []
  })
  const shared = computed(() => {
    if (!pupil.value || !mayReadCase(memory, me, pupilId)) return undefined
    const week = weekBeginning(today.value)
    const isOfCase = isPresent(memory, pupilId)
    const reviews = memory.ofPupil('weeklyReview', pupilId).filter(({ f }) => f.signed !== null && isOfCase(addDays(f.weekStart, FRIDAY))).sort((a, b) => (a.f.weekStart < b.f.weekStart ? 1 : -1))
    return shareSafe({
      pupil: pupil.value, ahead: ahead.value, review: reviews[0]?.f,
      others: memory.all('deskPupil').filter(({ id }) => id !== pupilId).map((row) => row.f),
      targets: memory.ofPupil('target', pupilId).filter(({ f }) => f.weekStart === week).sort((a, b) => a.at - b.at).map((row) => row.f),
      mornings: weekdaysOf(week).map((date) => morningOf(date, arrivalFor(memory, pupilId, date), expectationFor(memory, pupilId, date), calendar.value, settings.value, { today: today.value, minutes: minutes.value })),
      // By the day and not the hour: a reply of this week and the last is still news.
      replies: askedFor(memory, pupilId, today.value).flatMap(({ f, reply }) => (reply && dateOf(reply.f.entered) >= addDays(week, -7) ? [{ subject: f.subject, shareSafe: reply.f.shareSafe, entered: reply.f.entered }] : [])).sort((a, b) => b.entered - a.entered),
      actions: standing(memory.ofPupil('dailyAction', pupilId).filter(({ f }) => f.date === today.value)).map(({ f }) => f.text),
    })
  })

  return {
    busy, problem, pupil, shared,
    dial: computed(() => {
      const reading = mayReadCase(memory, me, pupilId) ? readWithdrawal(memory, { calendar: calendar.value, settings: settings.value, isAllLoaded: olderLoaded.value }, pupilId, tick.value - (tick.value % 60_000)) : undefined
      return reading?.isWhole ? dialOf(settings.value.withdrawalStages, reading) : undefined
    }),
    mayRead: computed(() => mayReadCase(memory, me, pupilId)),
    maySay: computed(() => mayWriteFor(memory, me, 'noteOutcome', pupilId)),
    isSaid: computed(() => memory.ofPupil('noteOutcome', pupilId).some(({ f }) => f.noteId === matterKey('targets') && f.date === today.value && f.result === 'discussed')),
    say: (words, clearDraft) =>
      keep(async () => {
        const at = tick.value
        const said = words.trim()
        await commit([
          { kind: 'add', t: 'noteOutcome', id: randomId(), f: { pupilId, noteId: matterKey('targets'), date: today.value, result: 'discussed', line: 'Looked at the week together' } },
          ...(said ? [{ kind: 'add' as const, t: 'note' as const, id: randomId(), f: { pupilId, type: 'pupil' as const, text: said, occurredAt: at, enteredAt: at, raise: false } }] : []),
        ], { clearDraft })
      }, () => undefined),
  }
}
