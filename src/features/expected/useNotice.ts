/** The slip and the notice as one PDF, made on the tablet without a network and handed to whoever prints it. */
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { deliverPdf, neutralFileName, type Delivery } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { uncovered } from '../../ui/paper/uncovered.ts'
import { homeNotice, pupilSlip } from './notices.ts'
import type { Expected } from './useExpected.ts'

export type NoticeStep = 'offer' | 'off' | 'working' | 'done' | 'failed'
export type Notice = {
  step: Ref<NoticeStep>
  fileName: ComputedRef<string>
  /** Letters the PDF's fonts lack. */
  lacking: ComputedRef<string[]>
  delivery: Ref<Delivery | undefined>
  make: (which: 'both' | 'slip' | 'notice') => Promise<void>
  reset: () => void
}

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

const TITLES = { slip: 'Start of the day: slip for the pupil', notice: 'Start of the day: for home' } as const

export function useNotice(expected: Expected, paper: Paper = appPaper): Notice {
  const { settings } = useSchool()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const intoTheFile = usePaperOut((message) => toasts.show(message), now)
  const wentOut = (pupilId: string, which: 'both' | 'slip' | 'notice'): Promise<void> =>
    intoTheFile((['slip', 'notice'] as const).filter((one) => which === 'both' || which === one).map((one) => ({ pupilId, kind: 'notice', title: TITLES[one] })))
  const step = ref<NoticeStep>('offer')
  const delivery = shallowRef<Delivery>()
  const begins = computed(() => expected.reading.value.early.next?.from ?? expected.reading.value.early.since ?? expected.today.value)
  const sheets = computed((): NoticeSheet[] => {
    const pupil = expected.pupil.value
    if (!pupil) return []
    const { early } = expected.reading.value
    const told = {
      schoolName: settings.value.schoolName, pupil, mentorName: expected.mentorName.value, today: expected.today.value, from: begins.value, reviewOn: early.review?.on,
      time: settings.value.earlyReport, usualTime: settings.value.registerStart, weekdays: (expected.upcoming.value.find(({ from }) => from === begins.value) ?? expected.expectation.value)?.weekdays ?? [],
    }
    return [pupilSlip(told), homeNotice(told)]
  })
  const fileName = computed(() => neutralFileName('start-of-day', expected.pupil.value ? [initialsOf(expected.pupil.value)] : [], begins.value))

  return {
    step, fileName, delivery,
    lacking: computed(() => [...new Set(sheets.value.flatMap((sheet) => uncovered(wordsOf(sheet))))]),
    reset: () => void (step.value = settings.value.savePdf ? 'offer' : 'off'),
    async make(which) {
      step.value = 'working'
      try {
        const [slip, notice] = sheets.value
        const { blob } = await paper.makeNoticePdf([...(slip && which !== 'notice' ? [slip] : []), ...(notice && which !== 'slip' ? [notice] : [])])
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
