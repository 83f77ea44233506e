import { execFileSync } from 'node:child_process'
import type { Download } from '@playwright/test'

/** The text a person could select in a PDF, page by page; poppler reads the file as any viewer would. */
export async function pagesOf(download: Download): Promise<string[]> {
  const text = execFileSync('pdftotext', ['-layout', await download.path(), '-'], { encoding: 'utf8' })
  return text.split('\f').filter((page) => page.trim() !== '')
}
/** Without the line breaks and spaces of a layout, and with Arabic letters as they are typed, not as they are joined. */
export const runTogether = (text: string): string => text.normalize('NFKC').replace(/[\s\u202a-\u202e]+/g, '')
