/**
 * "The Lead Mentor should be informed": an inbox that nobody fills. It is computed from what was done, so a sanction that
 * was given has told the Lead Mentor by being given.
 */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { isRepeating, missedOf, orderOf, sanctionsOf, toldFor, type SchoolNow } from '../../data/readings/conduct.ts'
import { useRecords } from '../../data/current.ts'
import { followUpsDue } from '../../data/readings/closing.ts'
import { caseloadOf } from '../../data/readings/mentoring.ts'
import { numbersToPutRight, reachFor } from '../../data/readings/home.ts'
import { startedBefore } from '../../data/readings/preparing.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { dateOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { sinceSchoolDays } from '../../domain/tasks/endOfDay.ts'
import type { Missed } from '../../domain/mornings/missed.ts'
import { may } from '../../domain/permission.ts'
import { fullName } from '../../domain/pupil.ts'
import { sayMissing } from '../../domain/cases/readiness.ts'
import { sanctionFor, suggestStep, type IssuedSanction } from '../../domain/conduct/sanction.ts'
import { useSchoolClock } from '../../sync/index.ts'

export type About = { pupilId: string; name: string; form: string; mentor: string }
export type Inbox = {
  /** A DSL is to be told and nobody has put down that it was done. */
  toTell: ComputedRef<(About & { since: Instant })[]>
  /** Home could not be reached, and the mentor asks for a letter. */
  letters: ComputedRef<(About & { since: Instant; by: string; attempts: number })[]>
  /** A number or an address at home is wrong. */
  wrong: ComputedRef<(About & { contact: string; at: string })[]>
  /** Came before the preparation was complete. */
  early: ComputedRef<(About & { on: SchoolDate; missing: string })[]>
  /** No longer mentored, and to be looked back to. */
  lookBack: ComputedRef<(About & { weeks: number; endedOn: SchoolDate })[]>
  /** Given and not read yet, oldest first. */
  unread: ComputedRef<(About & { sanction: IssuedSanction; by: string })[]>
  /** Sanctions repeat and nobody reports at the end of the day. */
  repeating: ComputedRef<About[]>
  /** The ladder suggests a step that the mentor may not issue. */
  beyond: ComputedRef<(About & { missed: Missed; step: string })[]>
  mayRead: boolean
  busy: Ref<boolean>
  failure: Ref<string>
  read: (sanctions: readonly IssuedSanction[]) => Promise<boolean>
}

export function useInbox(): Inbox {
  const { now, minute } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const today = computed(() => dateOf(minute.value))
  const school = computed((): SchoolNow => ({ calendar: calendar.value, settings: settings.value }))
  const busy = ref(false)
  const failure = ref('')

  const everyone = computed(() =>
    caseloadOf(memory).flatMap(({ f }): About[] => {
      const pupil = memory.get('deskPupil', f.pupilId)?.f
      return pupil ? [{ pupilId: f.pupilId, name: fullName(pupil), form: pupil.form, mentor: staffName(f.mentorId) }] : []
    }).sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
  )
  const isOrdered = (pupilId: string): boolean => {
    const order = orderOf(memory, pupilId, today.value)
    return order !== undefined && order.state !== 'ended'
  }

  return {
    busy, failure, mayRead: may(me, 'be-informed'),
    toTell: computed(() => everyone.value.flatMap((one) => {
      const { openSince } = toldFor(memory, one.pupilId)
      return openSince === undefined ? [] : [{ ...one, since: openSince }]
    })),
    letters: computed(() => everyone.value.flatMap((one) => {
      const { state, told } = reachFor(memory, one.pupilId, settings.value)
      return state === 'told' && told ? [{ ...one, since: told.f.at, by: staffName(told.by), attempts: told.f.attempts.length }] : []
    })),
    wrong: computed(() => everyone.value.flatMap((one) => numbersToPutRight(memory, one.pupilId).map(({ name, at }) => ({ ...one, contact: name, at })))),
    early: computed(() => everyone.value.flatMap((one) => {
      const started = startedBefore(memory, one.pupilId, today.value)
      return started ? [{ ...one, on: started.on, missing: sayMissing(started.readiness) }] : []
    })),
    lookBack: computed(() => followUpsDue(memory, today.value).flatMap(({ mentorship: { f }, due }) => {
      const pupil = memory.get('deskPupil', f.pupilId)?.f
      return pupil && f.endedOn !== undefined ? [{ pupilId: f.pupilId, name: fullName(pupil), form: pupil.form, mentor: staffName(f.mentorId), weeks: due.weeks, endedOn: f.endedOn }] : []
    })),
    unread: computed(() => everyone.value
      .flatMap((one) => sanctionsOf(memory, one.pupilId).filter(({ seen, state, by }) => !seen && state !== 'withdrawn' && by !== me.id).map((sanction) => ({ ...one, sanction, by: staffName(sanction.by) })))
      .sort((a, b) => a.sanction.f.entered - b.sanction.f.entered)),
    repeating: computed(() => everyone.value.filter(({ pupilId }) => !isOrdered(pupilId) && isRepeating(memory, school.value, pupilId, today.value))),
    beyond: computed(() => everyone.value.flatMap((one) => {
      const history = sanctionsOf(memory, one.pupilId)
      const suggested = suggestStep(settings.value.sanctionLadder, 'missed', history, sinceSchoolDays(calendar.value, today.value, settings.value.ladderDays), 'mentor')
      if (!suggested || suggested.permitted) return []
      return missedOf(memory, school.value, one.pupilId, minute.value)
        .filter((missed) => missed.state === 'unexplained' && !sanctionFor(history, missed))
        .map((missed) => ({ ...one, missed, step: suggested.step.name }))
    })),
    async read(sanctions) {
      if (busy.value) return false
      busy.value = true
      failure.value = ''
      try {
        await commit(sanctions.map(({ id, f }) => ({ kind: 'add' as const, t: 'sanctionEvent' as const, id: randomId(), f: { type: 'seen' as const, pupilId: f.pupilId, sanctionId: id, entered: now() } })))
        return true
      } catch (error) {
        failure.value = saveProblem(error)
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
