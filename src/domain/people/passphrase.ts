/**
 * What a passphrase must be: long, and not one that everybody would try first. Nothing is asked about capitals, digits or
 * age: it is changed when somebody else knows it. The list of common ones stands on the server alone.
 */
export const SHORTEST_PASSPHRASE = 14
export const LONGEST_PASSPHRASE = 128

export type PassphraseProblem = 'short' | 'long' | 'common' | 'yours'

/** What can be said without the list. */
export function lengthProblem(passphrase: string): 'short' | 'long' | undefined {
  const length = [...passphrase.normalize('NFC')].length
  return length < SHORTEST_PASSPHRASE ? 'short' : length > LONGEST_PASSPHRASE || passphrase.length > LONGEST_PASSPHRASE ? 'long' : undefined
}

export const PASSPHRASE_WORDS: Record<PassphraseProblem, string> = {
  short: `A passphrase has at least ${SHORTEST_PASSPHRASE} characters. Four random words are good, with spaces between them.`,
  long: `A passphrase has at most ${LONGEST_PASSPHRASE} characters.`,
  common: 'Many people would think of that one. Four random words that have nothing to do with each other are good.',
  yours: 'That is made of your name, your username or the school’s. Four random words are good.',
}
