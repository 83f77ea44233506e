/** What other systems write in the cells of a file, as the value it means. Undefined: it cannot be read, and is never guessed. */

export const tidy = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
/** Names compared: without case, accents, apostrophes and hyphens, as no two systems agree on them. */
export const folded = (text: string): string => tidy(text).normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[łŁ]/g, 'l').replaceAll(/['’‘`.-]/g, '').toLocaleLowerCase('en-GB')

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** As YYYY-MM-DD. British order: 03/04/2026 is the third of April. A time after the date is passed over. */
export function dateIn(text: string): string | undefined {
  const cell = tidy(text).replace(/[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(\s?[ap]m)?$/i, '')
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell)
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const plain = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(cell)
  if (plain) return dateOf(fullYear(plain[3] ?? ''), Number(plain[2]), Number(plain[1]))
  const worded = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?[ -](\d{4}|\d{2})$/i.exec(cell)
  if (!worded) return undefined
  return dateOf(fullYear(worded[3] ?? ''), MONTHS.indexOf((worded[2] ?? '').slice(0, 3).toLowerCase()) + 1, Number(worded[1]))
}
function dateOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal && year > 1900 && year < 2200 ? date.toISOString().slice(0, 10) : undefined
}
const fullYear = (digits: string): number => (digits.length === 4 ? Number(digits) : Number(digits) > 60 ? 1900 + Number(digits) : 2000 + Number(digits))

const YES = new Set(['yes', 'y', 'true', 't', '1', 'x', 'dpp', 'scp', 'lap', 'afc', 'eyp', 'eligible'])
const NO = new Set(['', 'no', 'n', 'false', 'f', '0', '-', 'none', 'not eligible'])
/** Yes/No in the ways there are; a pupil premium code (CS106) is a yes, a blank a no. */
export function yesIn(text: string): boolean | undefined {
  const cell = tidy(text).toLowerCase()
  return YES.has(cell) ? true : NO.has(cell) ? false : undefined
}

/** A whole or broken number with its sign; `1,250` and `(3)` as accountants write them. */
export function numberIn(text: string): number | undefined {
  const cell = tidy(text).replace(/^\((.+)\)$/, '-$1').replace('−', '-').replaceAll(',', '').replace(/%$/, '')
  return /^[+-]?\d+(\.\d+)?$/.test(cell) ? Number(cell) : undefined
}
