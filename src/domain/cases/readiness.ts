/** "This process should begin prior to pupils meeting with their mentor": how far it is, computed from what is there; nothing of it is stored. */
export const READINESS = ['background', 'staff', 'sims', 'letter', 'targets'] as const
export type ReadinessItem = (typeof READINESS)[number]
/** What it is called while it is missing, and once it is there. */
export const READINESS_WORDS: Record<ReadinessItem, readonly [missing: string, done: string]> = {
  background: ['No background on file', 'Background is on file'],
  staff: ['Staff are not asked yet', 'Staff are asked'],
  sims: ['SIMS is not checked yet', 'SIMS is checked'],
  letter: ['The letter home is not sent', 'The letter home is settled'],
  targets: ['No first target is drafted', 'First targets are drafted'],
}

export type Readiness = { items: { item: ReadinessItem; done: boolean }[]; done: number; of: number; missing: ReadinessItem[] }
export function readinessOf(known: Record<ReadinessItem, boolean>): Readiness {
  const items = READINESS.map((item) => ({ item, done: known[item] }))
  const missing = items.flatMap(({ item, done }) => (done ? [] : [item]))
  return { items, done: items.length - missing.length, of: items.length, missing }
}

/** "no background on file, SIMS is not checked yet" */
export const sayMissing = ({ missing }: Readiness): string => missing.map((item) => READINESS_WORDS[item][0]).map((words) => (words.startsWith('SIMS') ? words : words.charAt(0).toLowerCase() + words.slice(1))).join(', ')
