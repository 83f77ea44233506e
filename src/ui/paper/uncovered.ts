import { lacksForms, vowelSigns } from './arabic.ts'
import { arabicRanges, latinRanges, type CodePointRange } from './coverage.ts'
import { holds, plain } from './reading.ts'

const embedded: readonly CodePointRange[] = [...latinRanges, ...arabicRanges]

/**
 * The characters of a text that a PDF of ours cannot write, each once, in the order met; none means the PDF is safe.
 * Ask before exporting: a missing glyph would be an empty box on paper, and the HTML print view can write any script.
 */
export function uncovered(text: string, ranges: readonly CodePointRange[] = embedded): string[] {
  const missing = new Set<string>()
  for (const letter of plain(text)) {
    if (letter === '\n' || letter === '\u200c' || letter === '\u200d') continue
    if (!holds(ranges, letter.codePointAt(0) ?? 0) || lacksForms(letter) || letter.search(vowelSigns) === 0) missing.add(letter)
  }
  return [...missing]
}
