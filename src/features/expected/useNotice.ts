/** The slip and the notice as one PDF, made on the tablet without a network and handed to whoever prints it. */
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { contactsOf } from '../../data/readings/home.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/readings/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { households } from '../../domain/home/homeContact.ts'
import { inHomeLanguages, saidOf, type HomeLetters, type SaidLanguage } from '../../domain/home/inHomeLanguages.ts'
import { homeNotice, pupilSlip, type Told } from '../../domain/home/startNotice.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { deliverPdf, neutralFileName, type Delivery } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { uncovered } from '../../ui/paper/uncovered.ts'
import type { Expected } from './useExpected.ts'

export type NoticeStep = 'offer' | 'off' | 'working' | 'done' | 'failed'
export type Notice = {
  step: Ref<NoticeStep>
  fileName: ComputedRef<string>
  /** In which languages beside English, or why not. */
  languages: ComputedRef<SaidLanguage[]>
  /** Letters the PDF's fonts lack. */
  lacking: ComputedRef<string[]>
  delivery: Ref<Delivery | undefined>
  /** Slip and notices, for the browser's own printing where no PDF may leave. */
  sheets: ComputedRef<NoticeSheet[]>
  printed: () => void
  make: (which: 'both' | 'slip' | 'notice') => Promise<void>
  reset: () => void
}

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

const TITLES = { slip: 'Start of the day: slip for the pupil', notice: 'Start of the day: for home' } as const

export function useNotice(expected: Expected, paper: Paper = appPaper): Notice {
  const { settings } = useSchool()
  const { memory } = useRecords()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const intoTheFile = usePaperOut((message) => toasts.show(message), now)
  const wentOut = (pupilId: string, which: 'both' | 'slip' | 'notice'): Promise<void> =>
    intoTheFile((['slip', 'notice'] as const).filter((one) => which === 'both' || which === one).map((one) => ({ pupilId, kind: 'notice', title: TITLES[one] })))
  const step = ref<NoticeStep>('offer')
  const delivery = shallowRef<Delivery>()
  const begins = computed(() => expected.reading.value.early.next?.from ?? expected.reading.value.early.since ?? expected.today.value)
  const told = computed((): Told | undefined => {
    const pupil = expected.pupil.value
    if (!pupil) return undefined
    const { early } = expected.reading.value
    return {
      schoolName: settings.value.schoolName, settings: settings.value, pupil, mentorName: expected.mentorName.value, today: expected.today.value, from: begins.value, reviewOn: early.review?.on,
      time: settings.value.earlyReport, usualTime: settings.value.registerStart, weekdays: (expected.upcoming.value.find(({ from }) => from === begins.value) ?? expected.expectation.value)?.weekdays ?? [],
    }
  })
  /** A page for each household, and one more in each language of it. */
  const letters = computed((): HomeLetters[] => {
    const about = told.value
    const homes = households(contactsOf(memory, expected.pupilId)).map((of) => of.map(({ f }) => f))
    return about ? (homes.length > 0 ? homes : [[]]).map((of) => inHomeLanguages(of, memory.all('phrase'), (speech) => homeNotice({ ...about, speech }, of), uncovered)) : []
  })
  const notices = computed((): NoticeSheet[] => letters.value.flatMap((one) => one.sheets))
  const slips = computed((): NoticeSheet[] => (told.value ? [pupilSlip(told.value)] : []))
  const sheets = computed((): NoticeSheet[] => [...slips.value, ...notices.value])
  const fileName = computed(() => neutralFileName('start-of-day', expected.pupil.value ? [initialsOf(expected.pupil.value)] : [], begins.value))

  return {
    step, fileName, delivery, sheets,
    printed: () => void wentOut(expected.pupilId, 'both'),
    languages: computed(() => saidOf(letters.value)),
    lacking: computed(() => [...new Set(sheets.value.flatMap((sheet) => uncovered(wordsOf(sheet))))]),
    reset: () => void (step.value = settings.value.savePdf ? 'offer' : 'off'),
    async make(which) {
      step.value = 'working'
      try {
        const { blob } = await paper.makeNoticePdf([...(which === 'notice' ? [] : slips.value), ...(which === 'slip' ? [] : notices.value)])
        delivery.value = await deliverPdf(blob, fileName.value)
        step.value = delivery.value === 'dismissed' ? 'offer' : 'done'
        if (step.value === 'done') await wentOut(expected.pupilId, which)
      } catch (error) {
        console.error('The PDF was not made', error instanceof Error ? error.name : 'unknown')
        step.value = 'failed'
      }
    },
  }
}
