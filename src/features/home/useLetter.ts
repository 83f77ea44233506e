/** Letters to a pupil's home as one PDF, a page for each household and one more in its language, each with its row in the paper file. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { households, type Contact } from '../../domain/home/homeContact.ts'
import { inHomeLanguages, saidOf, type HomeLetters, type SaidLanguage } from '../../domain/home/inHomeLanguages.ts'
import type { LetterFacts, LetterSheet } from '../../domain/home/lettersHome.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { uncovered } from '../../ui/paper/uncovered.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { Home } from './useHome.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export type Letter = {
  /** The beginning of the file's name. */
  file: string
  /** Undefined: there is nothing to write. A household without anyone may still be given a page. */
  to: ((household: readonly Contact[], facts: LetterFacts) => LetterSheet) | undefined
  /** One page without a name, where nobody may be written to. */
  evenToNobody?: boolean
  /** What the paper file calls it. */
  title: (household: readonly Contact[]) => string
}

export type LetterMaking = PdfMaking & { /** In which languages beside English, or why not. */ languages: ComputedRef<SaidLanguage[]> }

export function useLetter({ pupilId, pupil, contacts, today }: Home, letter: () => Letter, paper: Paper = appPaper): LetterMaking {
  const { settings } = useSchool()
  const { me, memory } = useRecords()
  const { now } = useSchoolClock()
  const toasts = useToasts()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  const asked = computed(() => {
    const { to, evenToNobody = false } = letter()
    const about = pupil.value
    const found = households(contacts.value).map((of) => of.map(({ f }) => f))
    const homes = found.length === 0 && evenToNobody ? [[]] : found
    const facts = about && { pupil: about, schoolName: settings.value.schoolName, today: today.value, sender: me.name, settings: settings.value }
    const letters: HomeLetters[] = facts && to ? homes.map((of) => inHomeLanguages(of, memory.all('phrase'), (speech) => to(of, { ...facts, speech }), uncovered)) : []
    return { homes, letters }
  })
  const making = usePdf<NoticeSheet>(() => {
    const { file, title } = letter()
    const about = pupil.value
    const { homes, letters } = asked.value
    return {
      sheets: letters.flatMap(({ sheets }) => sheets),
      fileName: neutralFileName(file, about ? [initialsOf(about)] : [], today.value), mayAtAll: settings.value.savePdf, draw: paper.makeNoticePdf, wordsOf,
      onDelivered: () => void wentOut(homes.map((of) => ({ pupilId, kind: 'letter-home', title: title(of) }))),
    }
  })
  return { ...making, languages: computed(() => saidOf(asked.value.letters)) }
}
