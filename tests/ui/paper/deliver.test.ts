import { afterEach, describe, expect, it, vi } from 'vitest'
import { deliverPdf, neutralFileName } from '../../../src/ui/paper/deliver.ts'

const pdf = new Blob(['%PDF'], { type: 'application/pdf' })

/** The browser's share sheet and its download are edges: these stand in for them. */
function aBrowser(share?: () => Promise<void>): { shared: File[]; downloads: string[] } {
  const shared: File[] = []
  const downloads: string[] = []
  vi.stubGlobal('navigator', share && {
    canShare: () => true,
    share: ({ files }: { files: File[] }) => share().then(() => void shared.push(...files)),
  } || {})
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:one')
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    downloads.push(this.download)
  })
  return { shared, downloads }
}

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a finished PDF', () => {
  it('goes to the share sheet where there is one', async () => {
    const browser = aBrowser(() => Promise.resolve())
    expect(await deliverPdf(pdf, 'weekly-review-AB-2026-12-07.pdf')).toBe('shared')
    expect(browser.shared[0]?.name).toBe('weekly-review-AB-2026-12-07.pdf')
    expect(browser.downloads).toEqual([])
  })

  it('is downloaded where there is none, and its address is given back', async () => {
    vi.useFakeTimers()
    const browser = aBrowser()
    const givenBack = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
    expect(await deliverPdf(pdf, 'weekly-review-AB-2026-12-07.pdf')).toBe('downloaded')
    expect(browser.downloads).toEqual(['weekly-review-AB-2026-12-07.pdf'])
    vi.runAllTimers()
    expect(givenBack).toHaveBeenCalledWith('blob:one')
  })

  it('is not forced on a person who closed the share sheet', async () => {
    const browser = aBrowser(() => Promise.reject(new DOMException('closed', 'AbortError')))
    expect(await deliverPdf(pdf, 'a.pdf')).toBe('dismissed')
    expect(browser.downloads).toEqual([])
  })

  it('is downloaded when sharing is refused', async () => {
    const browser = aBrowser(() => Promise.reject(new DOMException('too late', 'NotAllowedError')))
    expect(await deliverPdf(pdf, 'a.pdf')).toBe('downloaded')
    expect(browser.downloads).toEqual(['a.pdf'])
  })
})

describe('the name of the file', () => {
  it('holds initials and the week for one pupil, and a count for many', () => {
    expect(neutralFileName('weekly-review', ['AB'], '2026-12-07')).toBe('weekly-review-AB-2026-12-07.pdf')
    expect(neutralFileName('weekly-review', Array.from({ length: 30 }, () => 'AB'), '2026-12-07')).toBe('weekly-reviews-30-pupils-2026-12-07.pdf')
  })

  it('never holds more than initials, nor letters a file system may refuse', () => {
    expect(neutralFileName('weekly-review', ['Ż. Ş.'], '2026-12-07')).toBe('weekly-review-ZS-2026-12-07.pdf')
    expect(neutralFileName('weekly-review', ['../Lukasz Sahin'], '2026-12-07')).toBe('weekly-review-LUKA-2026-12-07.pdf')
    expect(neutralFileName('weekly-review', ['مخ'], '2026-12-07')).toBe('weekly-review-2026-12-07.pdf')
  })
})
