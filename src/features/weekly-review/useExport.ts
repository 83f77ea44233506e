/**
 * One PDF of one or many reviews, made on the tablet without a network: letters are checked first, the drawing can be
 * called off, and what came of it is said.
 */
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { useSchool } from '../../data/school.ts'
import type { SchoolDate } from '../../domain/clock.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { deliverPdf, neutralFileName, type Delivery } from '../../ui/paper/deliver.ts'
import { wordsOf, type WeeklyReviewSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { uncovered } from '../../ui/paper/uncovered.ts'
import type { WeekFacts } from './useFacts.ts'

export type ExportStep = 'print-only' | 'letters' | 'working' | 'ready' | 'done' | 'failed'
export type Missing = { letters: string[]; reviews: number }
export type Export = {
  step: Ref<ExportStep>
  progress: Ref<{ done: number; of: number }>
  /** Letters the PDF's fonts lack, and in how many reviews. */
  missing: Ref<Missing>
  fileName: ComputedRef<string>
  delivery: Ref<Delivery | undefined>
  start: () => Promise<void>
  /** Goes on although letters are missing. */
  make: () => Promise<void>
  hand: () => Promise<void>
  cancel: () => void
}

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useExport(asked: () => { pupilIds: readonly string[]; weekStart: SchoolDate; facts: WeekFacts }, paper: Paper = appPaper): Export {
  const { settings } = useSchool()
  const step = ref<ExportStep>('working')
  const progress = ref({ done: 0, of: 0 })
  const missing = ref<Missing>({ letters: [], reviews: 0 })
  const delivery = ref<Delivery>()
  const file = shallowRef<Blob>()
  let sheets: WeeklyReviewSheet[] = []
  let calledOff: AbortController | undefined

  const fileName = computed(() => {
    const { pupilIds, weekStart, facts } = asked()
    const pupils = facts.lines.value.filter((line) => pupilIds.includes(line.pupilId)).map((line) => line.pupil)
    return neutralFileName('weekly-review', pupils.map(initialsOf), weekStart)
  })

  async function start(): Promise<void> {
    if (!settings.value.savePdf) {
      step.value = 'print-only'
      return
    }
    const { pupilIds, facts } = asked()
    sheets = facts.sheetsOf(pupilIds)
    const lacking = sheets.map((sheet) => uncovered(wordsOf(sheet))).filter((letters) => letters.length > 0)
    missing.value = { letters: [...new Set(lacking.flat())], reviews: lacking.length }
    if (lacking.length > 0) step.value = 'letters'
    else await make()
  }

  async function make(): Promise<void> {
    step.value = 'working'
    progress.value = { done: 0, of: sheets.length }
    const mine = new AbortController()
    calledOff = mine
    try {
      const { blob } = await paper.makeReviewPdf(sheets, { signal: mine.signal, onProgress: (now) => (progress.value = now) })
      file.value = blob
      step.value = 'ready'
      // A share sheet opens only shortly after a tap; when that is over, a button asks for another.
      if (navigator.userActivation?.isActive !== false) await hand()
    } catch (error) {
      if (mine.signal.aborted) return
      console.error('The PDF was not made', error instanceof Error ? error.name : 'unknown')
      step.value = 'failed'
    }
  }

  async function hand(): Promise<void> {
    if (!file.value) return
    delivery.value = await deliverPdf(file.value, fileName.value)
    step.value = delivery.value === 'dismissed' ? 'ready' : 'done'
  }

  return {
    step, progress, missing, fileName, delivery, start, make, hand,
    cancel() {
      calledOff?.abort()
      file.value = undefined
      sheets = []
    },
  }
}
