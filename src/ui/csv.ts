/** Comma-separated files as schools have them (RFC 4180): read with the line each row began on, and written so that no spreadsheet runs a cell. */
export type CsvRow = { line: number; cells: string[] }
export type CsvFile = { ok: true; rows: CsvRow[] } | { ok: false; line: number }

/** What a school's system wrote: UTF-8 or UTF-16 with a mark of order, else UTF-8, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** `ok: false`: a quotation that is never closed, and the line it begins on. Empty lines are no rows. */
export function parseCsv(given: string): CsvFile {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given
  const separator = separatorOf(text)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let began = 1
  let quotedSince: number | undefined
  const endRow = (): void => {
    cells.push(cell)
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: began, cells })
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    const isBreak = letter === '\n' || letter === '\r'
    if (isBreak && !(letter === '\r' && text[at + 1] === '\n')) line++
    if (quotedSince !== undefined) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[++at] ?? ''
      else quotedSince = undefined
    } else if (letter === '"' && cell.trim() === '') {
      cell = ''
      quotedSince = line
    } else if (letter === separator) {
      cells.push(cell)
      cell = ''
    } else if (isBreak) {
      if (letter === '\r' && text[at + 1] === '\n') continue
      endRow()
      began = line
    } else cell += letter
  }
  if (quotedSince !== undefined) return { ok: false, line: quotedSince }
  endRow()
  return { ok: true, rows }
}

/** A spreadsheet in another country writes semicolons, one from the clipboard tabs. */
function separatorOf(text: string): ',' | ';' | '\t' {
  const first = text.split(/\r|\n/, 1)[0] ?? ''
  const count = (mark: string): number => first.split(mark).length - 1
  return count('\t') > count(',') ? '\t' : count(';') > count(',') ? ';' : ','
}

/** With a mark of order, without which Excel reads names wrongly; lines end in CR LF. */
export const writeCsv = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`

function cellText(text: string): string {
  const harmless = /^[=+\-@\t\r\n\0]/.test(text) ? `'${text}` : text
  // A semicolon parts cells too, in a spreadsheet of another country.
  return /[",;\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
