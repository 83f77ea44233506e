/**
 * The safeguarding trip-wire over one form's words: it stops a text before it is saved, and keeps only that a DSL is to
 * be told or was told, and when. What is a false alarm is let by while the form is open.
 */
import { computed, onScopeDispose, ref, type ComputedRef } from 'vue'
import type { Safeguarding } from '../domain/conduct/safeguarding.ts'
import { tripWire } from '../domain/conduct/tripWire.ts'
import { useRecords } from './current.ts'
import { momentOf } from './moment.ts'
import { randomId } from './records.ts'
import { saveProblem } from './saveProblem.ts'
import { useSchool } from './readings/school.ts'

export type DslTelling = {
  open: boolean
  kept: Safeguarding['step'] | undefined
  busy: boolean
  failure: string
  /** False where the text is of no one pupil: then nothing at all is kept. */
  keeps: boolean
  'onUpdate:open': (open: boolean) => void
  onTell: (step: Safeguarding['step']) => void
}
export type TripWire = {
  /** What reads like a disclosure and was not called a false alarm. */
  found: ComputedRef<string[]>
  /** Asked before saving: resolves to true when nothing stands in the way, or somebody says that it was a false alarm. */
  clears: () => Promise<boolean>
  /** All that `SafeguardingStop` needs. */
  bind: ComputedRef<DslTelling & { words: readonly string[]; onFalseAlarm: () => void }>
}

/** Whose text it is: a mentee's, a candidate's, or nobody's in particular. */
export type Whose = () => string | { candidate: string } | undefined

/** The question itself, wherever it is asked from: a text that was stopped, or the button on the card. */
export function useDslTelling(whose: Whose, from: Safeguarding['from'], closed: () => void = () => undefined): { bind: ComputedRef<DslTelling>; ask: () => void; close: () => void } {
  const { commit, skew } = useRecords()
  const open = ref(false)
  const kept = ref<Safeguarding['step']>()
  const busy = ref(false)
  const failure = ref('')

  function close(): void {
    open.value = false
    closed()
  }
  async function tell(step: Safeguarding['step']): Promise<void> {
    if (busy.value) return
    const of = whose()
    if (of === undefined) {
      kept.value = step
      return
    }
    busy.value = true
    failure.value = ''
    try {
      await commit([{ kind: 'add', t: 'safeguarding', id: randomId(), f: { ...(typeof of === 'string' ? { pupilId: of } : { pupilId: of.candidate, about: 'candidate' as const }), step, at: momentOf(skew.value).entered, from } }])
      kept.value = step
    } catch (error) {
      failure.value = saveProblem(error)
    } finally {
      busy.value = false
    }
  }
  return {
    close,
    ask() {
      kept.value = undefined
      failure.value = ''
      open.value = true
    },
    bind: computed(() => ({
      open: open.value, kept: kept.value, busy: busy.value, failure: failure.value, keeps: whose() !== undefined,
      'onUpdate:open': (isOpen: boolean) => (isOpen ? undefined : close()),
      onTell: (step: Safeguarding['step']) => void tell(step),
    })),
  }
}

/** `text`: what is being written, as one string. */
export function useTripWire(whose: Whose, text: () => string): TripWire {
  const { settings } = useSchool()
  const wire = computed(() => tripWire(settings.value.safeguardingWords))
  const letBy = ref<ReadonlySet<string>>(new Set())
  const found = computed(() => wire.value(text()).filter((words) => !letBy.value.has(words)))

  let answer: ((clears: boolean) => void) | undefined
  const say = (clears: boolean): void => {
    answer?.(clears)
    answer = undefined
  }
  const telling = useDslTelling(whose, 'writing', () => say(false))
  onScopeDispose(() => say(false))

  return {
    found,
    clears() {
      if (found.value.length === 0) return Promise.resolve(true)
      return new Promise((resolve) => {
        say(false)
        answer = resolve
        telling.ask()
      })
    },
    bind: computed(() => ({
      ...telling.bind.value,
      words: found.value,
      'onUpdate:open': (isOpen: boolean) => (isOpen ? telling.ask() : telling.close()),
      onFalseAlarm() {
        letBy.value = new Set([...letBy.value, ...found.value])
        say(true)
        telling.close()
      },
    })),
  }
}
