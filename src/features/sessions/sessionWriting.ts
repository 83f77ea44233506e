/** Planning one session, or changing one: of a repeat one day alone, or that day and all after it. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { enteredAfter } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { clashesFor } from '../../data/readings/sessionClashes.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { addDays, dateOf, minutesFromTime, timeFromMinutes, TimeOfDay, type SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { SESSION_LIMITS, type Session, type SessionChange, type SessionKind } from '../../domain/week/session.ts'
import type { Clash } from '../../domain/week/sessionClash.ts'
import { daysOfRepeat, problemsInSession, recentTimes, recentVenues, type SessionDraft, type SessionProblem, type UsedTime } from '../../domain/week/sessionWriting.ts'
import type { PlannedSession } from '../../domain/week/sessionWeek.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Scope = 'day' | 'on'
/** `plan`: the session as it was planned when the draft was begun; null for a new one. What was changed is judged against this, also after a kill. */
export type Values = Omit<SessionDraft, 'pupilId'> & { pupilId: string; scope: Scope; override: string; plan: Readonly<Row<'session'>> | null }
export type SessionWriting = {
  /** What was typed, kept sealed until it is saved. */
  draft: Draft<Values>
  values: Ref<Values>
  /** It repeats, and only what can differ from day to day is changed for one day. */
  isOneDay: ComputedRef<boolean>
  problems: ComputedRef<ReadonlySet<SessionProblem | 'pupil' | 'override'>>
  clashes: ComputedRef<Clash[]>
  /** Days of the repeat that have no school. */
  left: ComputedRef<SchoolDate[]>
  venues: ComputedRef<string[]>
  busy: Ref<boolean>
  problem: Ref<string>
  times: ComputedRef<UsedTime[]>
  takeTimes: (words: string) => void
  beginAt: (starts: string) => void
  save: () => Promise<boolean>
  cancel: (reason: string, scope: Scope) => Promise<boolean>
  restore: () => Promise<boolean>
}
/** A half hour is what most sessions last. */
const USUAL_MINUTES = 30
const LATELY_DAYS = 60

/** `opened`: the day of a session that is changed; else `pupilId` and `date` say where a new one begins. */
export function useSessionWriting(opened: PlannedSession | undefined, start: { pupilId: string; date: SchoolDate }): SessionWriting {
  const { now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { calendar, settings } = useSchool()
  const sync = useSync()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const planNow = (): Readonly<Row<'session'>> | undefined => opened && memory.get('session', opened.sessionId)
  const termEnds = calendar.value.terms.find(({ from, to }) => from <= start.date && start.date <= to)?.to ?? addDays(start.date, 28)

  const begin = (): Values => (
    opened
      ? { pupilId: opened.pupilId, kind: opened.kind, subject: opened.subject, from: opened.date, until: planNow()?.f.until ?? opened.date, weekly: opened.weekly, starts: opened.starts, ends: opened.ends, venue: opened.venue, leads: opened.leads, scope: 'day', override: '', plan: planNow() ?? null }
      : { pupilId: start.pupilId, kind: 'mentoring', subject: '', from: start.date, until: termEnds, weekly: false, starts: '', ends: '', venue: '', leads: me.name, scope: 'on', override: '', plan: null }
  )
  const kept = useDraft<Values>(opened ? `session:${opened.id}` : `session:new:${start.pupilId}`, begin)
  const { values } = kept
  const tried = ref(false)
  const isOneDay = computed(() => opened?.weekly === true && values.value.scope === 'day')
  const weekly = computed(() => values.value.weekly && !isOneDay.value)
  const draft = computed((): SessionDraft => ({ ...values.value, weekly: weekly.value, until: weekly.value ? values.value.until : values.value.from }))
  const found = computed(() => problemsInSession(draft.value, calendar.value))
  const repeat = computed(() => (found.value.some((one) => ['date', 'until'].includes(one)) ? { held: [], left: [] } : daysOfRepeat(draft.value, calendar.value)))
  const isItself = (one: PlannedSession): boolean => opened !== undefined && (isOneDay.value ? one.id === opened.id : one.sessionId === opened.sessionId)
  const clashes = computed(() => {
    const { pupilId, starts, ends } = values.value
    if (pupilId === '' || found.value.some((one) => ['date', 'until', 'starts', 'ends'].includes(one))) return []
    return repeat.value.held.flatMap((date) => clashesFor(memory, { calendar: calendar.value, settings: settings.value }, pupilId, { date, starts, ends }, dateOf(now()), isItself))
  })
  const problems = computed(() => {
    const { pupilId, override } = values.value
    const reason = override.trim()
    return new Set<SessionProblem | 'pupil' | 'override'>(tried.value ? [
      ...(pupilId === '' ? ['pupil' as const] : []), ...found.value,
      ...((clashes.value.length > 0 && reason === '') || reason.length > SESSION_LIMITS.reason ? ['override' as const] : []),
    ] : [])
  })

  const lately = addDays(dateOf(now()), -LATELY_DAYS)
  const times = computed(() => recentTimes(memory.all('session').map(({ f }) => f), lately))

  const changeOf = (f: (about: { pupilId: string; sessionId: string; on: SchoolDate; entered: number }) => SessionChange, one: PlannedSession): Change => {
    const last = memory.ofPupil('sessionChange', one.pupilId).filter((row) => row.f.sessionId === one.sessionId && row.f.on === one.on).reduce((latest, row) => Math.max(latest, row.f.entered), -1)
    return { kind: 'add', t: 'sessionChange', id: randomId(), f: f({ pupilId: one.pupilId, sessionId: one.sessionId, on: one.on, entered: enteredAfter(sync.status.skew, last < 0 ? undefined : last) }) }
  }
  const untilBefore = (one: PlannedSession): Change => ({ kind: 'patch', t: 'session', id: one.sessionId, f: { until: addDays(one.on, -1) }, saw: values.value.plan ?? undefined })

  function changes(): Change[] {
    const { kind, subject, from, until, starts, ends } = draft.value
    const override = clashes.value.length > 0 ? { override: values.value.override.trim() } : {}
    const place = { starts, ends, venue: draft.value.venue.trim(), leads: draft.value.leads.trim() }
    if (opened && isOneDay.value) return [changeOf((about) => ({ type: 'moved', ...about, date: from, ...place, ...override }), opened)]
    const f: Session = { pupilId: values.value.pupilId, kind: kind as SessionKind, subject: subject.trim(), from, until, weekly: weekly.value, ...place, ...override }
    if (!opened) return [{ kind: 'add', t: 'session', id: randomId(), f }]
    const { plan } = values.value
    // Only what was changed is written, so that what somebody else changes meanwhile stands.
    const changed = Object.fromEntries(Object.entries(f).filter(([field, value]) => plan?.f[field as keyof Session] !== value)) as Partial<Session>
    // What lies behind stays as it was: a repeat that changes half-way ends, and another begins.
    if (opened.weekly && plan && opened.on > plan.f.from) {
      const { override: _, ...stands } = planNow()?.f ?? plan.f
      return [untilBefore(opened), { kind: 'add', t: 'session', id: randomId(), f: { ...stands, ...override, ...changed } }]
    }
    return [{ kind: 'patch', t: 'session', id: opened.sessionId, f: changed, saw: plan ?? undefined }]
  }

  return {
    draft: kept, values, isOneDay, problems, clashes, busy, problem,
    left: computed(() => repeat.value.left),
    venues: computed(() => recentVenues(memory.all('session').map(({ f }) => f), lately)),
    times,
    takeTimes(words) {
      const used = times.value.find((one) => one.words === words)
      if (used) Object.assign(values.value, { starts: used.starts, ends: used.ends })
    },
    beginAt(starts) {
      values.value.starts = starts
      if (TimeOfDay.safeParse(starts).success && values.value.ends <= starts) values.value.ends = timeFromMinutes(Math.min(minutesFromTime(starts) + USUAL_MINUTES, 23 * 60 + 59))
    },
    async save() {
      tried.value = true
      if (problems.value.size > 0) return false
      return keep(() => commit(changes(), { clearDraft: kept.key }), () => {
        kept.saved()
        toasts.show({ text: opened ? 'The session is changed' : 'The session is planned', tone: 'good', timeout: 4_000, key: 'session' })
      })
    },
    cancel(reason, scope) {
      if (!opened) return Promise.resolve(false)
      const some: Change[] = scope === 'day' ? [changeOf((about) => ({ type: 'cancelled', ...about, reason: reason.trim() }), opened)] : values.value.plan && opened.on > values.value.plan.f.from ? [untilBefore(opened)] : [{ kind: 'void', t: 'session', id: opened.sessionId, saw: values.value.plan ?? undefined }]
      return keep(() => commit(some), () => toasts.show({ text: scope === 'day' ? 'Cancelled. It stays in sight, struck through.' : 'Ended. Earlier weeks stay as they were.', tone: 'good', key: 'session' }))
    },
    restore: () => (opened ? keep(() => commit([changeOf((about) => ({ type: 'restored', ...about }), opened)]), () => toasts.show({ text: 'As it was planned', tone: 'good', timeout: 4_000, key: 'session' })) : Promise.resolve(false)),
  }
}
