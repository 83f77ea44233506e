/** Deciding what follows: first what may put it right, then what fairness asks, then a permitted step of the ladder. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { missedFor, sanctionsOf, unanswered } from '../../data/readings/conduct.ts'
import { useRecords } from '../../data/current.ts'
import { enteredAfter } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import { useTripWire, type TripWire } from '../../data/useTripWire.ts'
import { useUnsaved } from '../../data/unsaved.ts'
import { nextSchoolDay } from '../../domain/time/calendar.ts'
import { dateOf, shortDate, type SchoolDate } from '../../domain/time/clock.ts'
import { sinceSchoolDays } from '../../domain/tasks/endOfDay.ts'
import { MISSED_WORDS, NO_EXPLANATION_WORDS, type MissedEvent } from '../../domain/mornings/missed.ts'
import { problemsInSanction, suggestStep, unfair, type SanctionDraft, type SanctionProblem, type Suggestion } from '../../domain/conduct/sanction.ts'
import { INSTEAD } from '../../domain/conduct/whatFollowed.ts'
import { mayIssue, stepsFor, type Cause, type SanctionStep } from '../../domain/conduct/sanctionLadder.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

type Unexplained = Extract<MissedEvent, { type: 'unexplained' }>
export type SanctionWriting = {
  mayWrite: ComputedRef<boolean>
  cause: Cause
  draft: Draft<SanctionDraft>
  steps: ComputedRef<(SanctionStep & { permitted: boolean })[]>
  step: ComputedRef<SanctionStep | undefined>
  suggestion: ComputedRef<Suggestion | undefined>
  /** The question of fairness that was answered yes. */
  unfairBecause: ComputedRef<string | undefined>
  problems: ComputedRef<ReadonlySet<SanctionProblem>>
  today: ComputedRef<SchoolDate>
  stop: TripWire['bind']
  busy: Ref<boolean>
  failure: Ref<string>
  putRight: (how: string) => Promise<boolean>
  issue: () => Promise<boolean>
}

/** `missedId`: the fact that a missed time stayed unexplained; undefined for poor behaviour. */
export function useSanctionWriting(pupilId: string, missedId: string | undefined): SanctionWriting {
  const { now, today } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar } = useSchool()
  const sync = useSync()
  const toasts = useToasts()
  const cause: Cause = missedId === undefined ? 'behaviour' : 'missed'

  const missed = computed(() => (missedId === undefined ? undefined : unanswered(memory, pupilId, missedId)))
  const history = computed(() => sanctionsOf(memory, pupilId))
  const ladder = computed(() => settings.value.sanctionLadder)
  const suggestion = computed(() => suggestStep(ladder.value, cause, history.value, sinceSchoolDays(calendar.value, today.value, settings.value.ladderDays), me.role))
  const steps = computed(() => stepsFor(ladder.value, cause).map((step) => ({ ...step, permitted: mayIssue(step, me.role) })))

  const draft = useDraft<SanctionDraft>(`sanction:${pupilId}:${missedId ?? 'behaviour'}`, () => ({
    step: suggestion.value?.permitted ? suggestion.value.step.id : '', behaviour: missed.value ? missedWords(missed.value) : '',
    serveOn: nextSchoolDay(calendar.value, dateOf(now())) ?? dateOf(now()), guard: {}, adjustment: '', checks: [],
  }))
  const step = computed(() => steps.value.find(({ id, permitted }) => permitted && id === draft.values.value.step))
  const found = computed(() => problemsInSanction(draft.values.value, cause, step.value, today.value, calendar.value))
  const unfairBecause = computed(() => unfair(cause, draft.values.value.guard))
  const tried = ref(false)
  const busy = ref(false)
  const failure = ref('')
  const wire = useTripWire(() => pupilId, () => draft.values.value.behaviour)
  useUnsaved(() => draft.values.value.behaviour !== (missed.value ? missedWords(missed.value) : ''))

  async function keep(changes: readonly Change[], said: string): Promise<boolean> {
    if (busy.value) return false
    failure.value = ''
    if (missedId !== undefined && !missed.value) {
      failure.value = 'It has been answered meanwhile, on another tablet. Nothing more is needed.'
      return false
    }
    busy.value = true
    try {
      await commit(changes, { clearDraft: draft.key })
      draft.saved()
      toasts.show({ text: said, tone: 'good', key: 'sanction', timeout: 6_000 })
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }

  return {
    cause, draft, steps, step, suggestion, unfairBecause, today, stop: wire.bind, busy, failure,
    mayWrite: computed(() => mayWriteFor(memory, me, 'sanction', pupilId)),
    problems: computed(() => new Set(tried.value ? found.value : found.value.filter((one) => one === 'too-long'))),
    putRight(how) {
      const action: Change = { kind: 'add', t: 'dailyAction', id: randomId(), f: { pupilId, date: dateOf(now()), text: `${INSTEAD}${how.charAt(0).toLowerCase()}${how.slice(1)}.` } }
      const f = missed.value
      if (!f) return keep([action], 'Noted as today’s action')
      const last = missedFor(memory, pupilId, f).latest?.f.entered
      const about = { pupilId, what: f.what, date: f.date, entered: enteredAfter(sync.status.skew, last), ...(f.session === undefined ? {} : { session: f.session }) }
      return keep([{ kind: 'add', t: 'missedEvent', id: randomId(), f: { type: 'put-right', ...about, line: how } }, action], 'Put right, and noted as today’s action')
    },
    async issue() {
      tried.value = true
      const { behaviour, serveOn, adjustment, checks } = draft.values.value
      const given = step.value
      if (found.value.length > 0 || !given || adjustment === '' || busy.value || !(await wire.clears())) return false
      const f = {
        pupilId, date: dateOf(now()), entered: enteredAfter(sync.status.skew, undefined), step: given.id, stepName: given.name, minutes: given.minutes, cause,
        ...(missedId === undefined ? {} : { unexplained: missedId }), behaviour: behaviour.trim(), serveOn, adjustment, checks: given.afterSchool ? [...checks] : [],
      }
      return keep([{ kind: 'add', t: 'sanction', id: randomId(), f }], `${given.name} given. It stands in the Lead Mentor’s inbox once it is sent.`)
    },
  }
}

const missedWords = ({ what, date, reason }: Unexplained): string => `${MISSED_WORDS[what]} of ${shortDate(date)} missed: ${NO_EXPLANATION_WORDS[reason].toLowerCase()}.`
