/** How a finished PDF leaves the app. */
import { saveFile } from '../saveFile.ts'

export type Delivery = 'shared' | 'downloaded' | 'dismissed'

const canShare = (file: File): boolean => typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] })

/** Opens the share sheet where there is one (an installed iPad app saves files no other way), else downloads. */
export async function deliverPdf(blob: Blob, fileName: string): Promise<Delivery> {
  const file = new File([blob], fileName, { type: 'application/pdf' })
  if (!canShare(file)) {
    saveFile(file)
    return 'downloaded'
  }
  try {
    await navigator.share({ files: [file] })
    return 'shared'
  } catch (error) {
    // The person closed the share sheet. Anything else (too long since the tap, no share target) still leaves a download.
    if (error instanceof DOMException && error.name === 'AbortError') return 'dismissed'
    saveFile(file)
    return 'downloaded'
  }
}

// Letters with a stroke do not come apart into a letter and a mark.
const strokes: Record<string, string> = { Ł: 'L', ł: 'L', Ø: 'O', ø: 'O', Đ: 'D', đ: 'D', Ð: 'D', ð: 'D' }
const letters = (initials: string): string =>
  initials.normalize('NFKD').replace(/[ŁłØøĐđÐð]/g, (letter) => strokes[letter] ?? '').replace(/[^A-Za-z]/g, '').toUpperCase().slice(0, 4)

/**
 * A name that a list of downloads may show: a kind, at most two to four initials, the week (YYYY-MM-DD). Never a name or a number
 * of a pupil. One pupil: weekly-review-AB-2026-12-07.pdf; more: weekly-reviews-30-pupils-2026-12-07.pdf.
 */
export function neutralFileName(kind: string, initials: readonly string[], week: string): string {
  const who = initials.length > 1 ? `${initials.length}-pupils` : letters(initials[0] ?? '')
  return `${[initials.length > 1 ? `${kind}s` : kind, who, week].filter(Boolean).join('-')}.pdf`
}
