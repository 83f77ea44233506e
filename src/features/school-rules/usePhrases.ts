/** The school's letters in the languages of its homes: which sentences a person has approved, and by whom. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { dateOf, mediumDate } from '../../domain/time/clock.ts'
import { languagesOf } from '../../domain/home/homeLanguage.ts'
import { languageState, lettersInSentences, type LanguageState, type LetterOfSentences, type LetterSentence } from '../../domain/home/letterSentences.ts'
import { approvedIn, earlierWording, type StoredPhrase } from '../../domain/home/phrase.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Phrases = {
  letters: ComputedRef<LetterOfSentences[]>
  /** Those with an approval, and those that homes on this tablet speak. */
  languages: ComputedRef<LanguageState[]>
  approved: (language: string) => ReadonlyMap<string, StoredPhrase>
  earlier: (language: string, sentence: LetterSentence) => StoredPhrase | undefined
  /** "Samuel Adeyemi, 9 December 2026; translated by Ms Kowalska" */
  approval: (phrase: StoredPhrase) => string
  /** Whoever translated last, so that it need not be typed for each sentence. */
  translator: Ref<string>
  busy: Ref<boolean>
  problem: Ref<string>
  approve: (language: string, sentence: LetterSentence, text: string) => Promise<boolean>
  /** Sentences that were read together: all of them or none. */
  approveAll: (language: string, read: readonly { sentence: LetterSentence; text: string }[]) => Promise<boolean>
  takeBack: (language: string, sentence: LetterSentence) => Promise<boolean>
}

export function usePhrases(): Phrases {
  const { memory, commit } = useRecords()
  const { settings, staffName } = useSchool()
  const { now } = useSchoolClock()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const phrases = computed(() => memory.all('phrase'))
  const letters = computed(() => lettersInSentences(settings.value))
  const translator = ref('')

  async function add(language: string, read: readonly { sentence: LetterSentence; text: string }[], said: string): Promise<boolean> {
    const added = read.map(({ sentence: { of, english }, text }) => ({ kind: 'add' as const, t: 'phrase' as const, id: randomId(), f: { language, of, english, text, translator: text === '' ? '' : translator.value.trim(), at: now() } }))
    const undo = (): void => void keep(() => commit(added.map(({ t, id }) => ({ kind: 'void', t, id }))), () => undefined)
    return keep(() => commit(added), () => toasts.show({ text: said, tone: 'good', key: 'phrase', action: { label: 'Undo', run: undo } }))
  }

  return {
    letters, translator, busy, problem,
    languages: computed(() => {
      const names = new Set([...phrases.value.map(({ f }) => f.language), ...languagesOf(memory.all('contact').map(({ f }) => f))])
      return [...names].sort((a, b) => a.localeCompare(b, 'en-GB')).map((language) => languageState(language, letters.value, phrases.value))
    }),
    approved: (language) => approvedIn(language, phrases.value),
    earlier: (language, { of, english }) => (of === 'reason' || of === 'stage' ? undefined : earlierWording(language, of, english, phrases.value)),
    approval: ({ by, f }) => `${staffName(by)}, ${mediumDate(dateOf(f.at))}; translated by ${f.translator}`,
    approve: (language, sentence, text) => add(language, [{ sentence, text }], `Approved in ${language}`),
    approveAll: (language, read) => add(language, read, `${read.length} ${read.length === 1 ? 'sentence' : 'sentences'} approved in ${language}`),
    takeBack: (language, sentence) => add(language, [{ sentence, text: '' }], `No longer approved in ${language}`),
  }
}
