/** The week's sessions of the pupils one plans for, day by day, and what is done to them with one tap. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { caseloadOf } from '../../data/readings/mentoring.ts'
import { sessionsOfWeek } from '../../data/readings/pupilSessions.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { clashesFor } from '../../data/readings/sessionClashes.ts'
import { sessionMark } from '../../data/readings/sessionMarks.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { dayKind, type DayKind } from '../../domain/time/calendar.ts'
import { addDays, dateOf, timeOf, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { weekdaysOf } from '../../domain/mornings/morning.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import { weekAsked } from '../../domain/week/reviewWeek.ts'
import { SESSION_OUTCOME_WORDS, sessionTitle, type SessionOutcome } from '../../domain/week/session.ts'
import { copiesOfWeek } from '../../domain/week/sessionWriting.ts'
import type { PlannedSession } from '../../domain/week/sessionWeek.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type SessionLine = PlannedSession & { pupil: DeskPupil; name: string; mayMark: boolean; mayPlan: boolean }
export type SessionDay = { date: SchoolDate; day: DayKind; lines: SessionLine[] }
export type SessionsWeek = {
  weekStart: ComputedRef<SchoolDate>
  today: ComputedRef<SchoolDate>
  days: ComputedRef<SessionDay[]>
  /** Whom one may plan for, by name. */
  pupils: ComputedRef<{ value: string; label: string }[]>
  mentors: ComputedRef<{ value: string; label: string }[]>
  mentorId: Ref<string>
  problem: Ref<string>
  mark: (line: SessionLine, outcome: SessionOutcome | null) => Promise<void>
  copyLastWeek: () => Promise<void>
  hasLastWeek: ComputedRef<boolean>
}

const collator = new Intl.Collator('en-GB')

export function useSessionsWeek(asked: () => string | undefined, only: () => string | undefined): SessionsWeek {
  const { minute } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { calendar, settings, staffName } = useSchool()
  const sync = useSync()
  const toasts = useToasts()
  const { problem, keep } = useKeeping()
  const mentorId = ref('')
  const today = computed(() => dateOf(minute.value))
  const weekStart = computed(() => weekAsked(asked()) ?? weekBeginning(today.value))
  const isShown = (pupilId: string): boolean => (only() === undefined || only() === pupilId)
  const mentees = computed(() =>
    caseloadOf(memory, me.role === 'mentor' ? me.id : mentorId.value || undefined).flatMap(({ f }) => {
      const pupil = memory.get('deskPupil', f.pupilId)?.f
      if (!pupil || !isShown(f.pupilId)) return []
      const may = { mayMark: mayWriteFor(memory, me, 'sessionAttendance', f.pupilId), mayPlan: mayWriteFor(memory, me, 'session', f.pupilId) }
      return [{ pupilId: f.pupilId, pupil, name: fullName(pupil), ...may }]
    }).sort((a, b) => collator.compare(a.name, b.name)),
  )
  const linesOf = (week: SchoolDate): SessionLine[] =>
    mentees.value.flatMap((mentee) => sessionsOfWeek(memory, calendar.value, mentee.pupilId, week).map((one) => ({ ...mentee, ...one })))
  const lines = computed(() => linesOf(weekStart.value))
  const before = computed(() => linesOf(addDays(weekStart.value, -7)))
  const copies = computed(() => copiesOfWeek(before.value.filter(({ mayPlan }) => mayPlan), lines.value, calendar.value))

  return {
    weekStart, today, mentorId, problem,
    days: computed(() => weekdaysOf(weekStart.value).map((date) => ({
      date, day: dayKind(calendar.value, date),
      lines: lines.value.filter((one) => one.date === date).sort((a, b) => (a.starts < b.starts ? -1 : a.starts > b.starts ? 1 : collator.compare(a.name, b.name))),
    }))),
    pupils: computed(() => mentees.value.filter(({ mayPlan }) => mayPlan).map(({ pupilId, pupil }) => ({ value: pupilId, label: `${fullName(pupil)}, ${pupil.form}` }))),
    mentors: computed(() => [...new Set(caseloadOf(memory).map(({ f }) => f.mentorId))].map((value) => ({ value, label: staffName(value) })).sort((a, b) => collator.compare(a.label, b.label))),
    hasLastWeek: computed(() => copies.value.copies.length > 0),
    async mark(line, outcome) {
      if (outcome === null || outcome === line.mark?.f.outcome) return
      const change = sessionMark(line, outcome, sync.status.skew)
      const undo = (): void => void keep(() => commit([{ kind: 'void', t: 'sessionAttendance', id: change.id }]), () => undefined)
      await keep(() => commit([change]), () => toasts.show({ text: `${line.pupil.preferredName}, ${sessionTitle(line)}: ${SESSION_OUTCOME_WORDS[outcome].toLowerCase()}`, tone: 'good', timeout: 10_000, key: line.id, action: { label: 'Undo', run: undo } }))
    },
    async copyLastWeek() {
      const { copies: found, left } = copies.value
      const clear = found.filter(({ pupilId, from, starts, ends }) => clashesFor(memory, { calendar: calendar.value, settings: settings.value }, pupilId, { date: from, starts, ends }, today.value).length === 0)
      const added = clear.map((f): Extract<Change, { kind: 'add'; t: 'session' }> => ({ kind: 'add', t: 'session', id: randomId(), f }))
      const parts = [
        added.length === 1 ? '1 session copied' : `${added.length} sessions copied`,
        ...(found.length > clear.length ? [`${found.length - clear.length} left out because of a clash`] : []),
        ...(left.length > 0 ? [`${left.length} left out: no school that day`] : []),
      ]
      const undo = (): void => void keep(() => commit(added.map(({ id }) => ({ kind: 'void', t: 'session', id }))), () => undefined)
      await keep(() => commit(added), () => toasts.show({ text: `${parts.join(', ')}.`, tone: 'good', timeout: 10_000, key: 'copied', ...(added.length > 0 ? { action: { label: 'Undo', run: undo } } : {}) }))
    },
  }
}

/** It is over or under way, so somebody knows who came. */
export const hasBegun = ({ date, starts }: Pick<PlannedSession, 'date' | 'starts'>, now: number): boolean => date < dateOf(now) || (date === dateOf(now) && starts <= timeOf(now))
