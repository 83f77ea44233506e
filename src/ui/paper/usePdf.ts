/**
 * One PDF, made on the tablet without a network: letters are checked first, the drawing can be called off, and what came
 * of it is said. It knows no pupils: it is handed sheets and gives them to the paper.
 */
import { ref, shallowRef, type Ref } from 'vue'
import { deliverPdf, type Delivery } from './deliver.ts'
import type { Pdf, PaperOptions } from './paper.ts'
import { isNotice, type NoticeSheet } from './model.ts'
import { uncovered } from './uncovered.ts'

export type PdfStep = 'print-only' | 'letters' | 'working' | 'ready' | 'done' | 'failed'
export type PdfJob<Sheet> = {
  sheets: readonly Sheet[]
  fileName: string
  /** False: the school has switched off saving PDFs. */
  mayAtAll: boolean
  draw: (sheets: readonly Sheet[], options: PaperOptions) => Promise<Pdf>
  wordsOf: (sheet: Sheet) => string
  /** It left this app: printed, saved or shared. */
  onDelivered?: () => void
}
export type PdfMaking = {
  step: Ref<PdfStep>
  progress: Ref<{ done: number; of: number }>
  /** Letters the PDF's fonts lack, and in how many sheets. */
  lacking: Ref<string[]>
  lackingIn: Ref<number>
  delivery: Ref<Delivery | undefined>
  fileName: Ref<string>
  /** The same as pages that the browser itself can print; empty where the sheets are no notices. */
  notices: Ref<readonly NoticeSheet[]>
  /** The browser printed them. */
  printed: () => void
  start: () => Promise<void>
  make: () => Promise<void>
  hand: () => Promise<void>
  cancel: () => void
}

export function usePdf<Sheet>(job: () => PdfJob<Sheet>): PdfMaking {
  const step = ref<PdfStep>('working')
  const progress = ref({ done: 0, of: 0 })
  const lacking = ref<string[]>([])
  const lackingIn = ref(0)
  const delivery = ref<Delivery>()
  const fileName = ref('')
  const file = shallowRef<Blob>()
  const notices = shallowRef<readonly NoticeSheet[]>([])
  let isDelivered = false
  let asked: PdfJob<Sheet> | undefined
  let calledOff: AbortController | undefined

  async function start(): Promise<void> {
    asked = job()
    fileName.value = asked.fileName
    const made: readonly unknown[] = asked.sheets
    notices.value = made.every(isNotice) ? made : []
    isDelivered = false
    if (!asked.mayAtAll) {
      step.value = 'print-only'
      return
    }
    const { sheets, wordsOf } = asked
    const found = sheets.map((sheet) => uncovered(wordsOf(sheet))).filter((letters) => letters.length > 0)
    lacking.value = [...new Set(found.flat())]
    lackingIn.value = found.length
    if (found.length > 0) step.value = 'letters'
    else await make()
  }

  async function make(): Promise<void> {
    if (!asked) return
    step.value = 'working'
    progress.value = { done: 0, of: asked.sheets.length }
    const mine = new AbortController()
    calledOff = mine
    try {
      const { blob } = await asked.draw(asked.sheets, { signal: mine.signal, onProgress: (now) => (progress.value = now) })
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
    if (!file.value || !asked) return
    delivery.value = await deliverPdf(file.value, asked.fileName)
    step.value = delivery.value === 'dismissed' ? 'ready' : 'done'
    if (step.value === 'done') leave()
  }
  function leave(): void {
    if (!isDelivered) asked?.onDelivered?.()
    isDelivered = true
  }

  return {
    step, progress, lacking, lackingIn, delivery, fileName, notices, printed: leave, start, make, hand,
    cancel() {
      calledOff?.abort()
      file.value = undefined
      asked = undefined
    },
  }
}
