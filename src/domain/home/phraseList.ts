/** The sentences of one letter as a list for whoever translates them, and the list that comes back, by its numbers. */

/** "1. Why" and below it "2. What it entails": to be copied into a message. A sentence of several lines keeps them. */
export const asNumberedList = (sentences: readonly string[]): string => sentences.map((one, at) => `${at + 1}. ${one}`).join('\n')

const NUMBERED = /^\s*(\d{1,3})\s*[.):]\s*(.*)$/u

/**
 * Each number's text. A line that begins with no number of the list goes on with the sentence before it; of a number that
 * comes twice the first stands, so that a list within a sentence does not put another in its place.
 */
export function fromNumberedList(pasted: string, count: number): Map<number, string> {
  const found = new Map<number, string[]>()
  let current: string[] | undefined
  for (const line of pasted.split(/\r?\n/)) {
    const match = NUMBERED.exec(line)
    const number = Number(match?.[1] ?? 0)
    if (match && number >= 1 && number <= count && !found.has(number)) {
      current = [match[2] ?? '']
      found.set(number, current)
    } else current?.push(line)
  }
  return new Map([...found].map(([number, lines]): [number, string] => [number, lines.join('\n').trim()]).filter(([, text]) => text !== ''))
}
