/**
 * "All records should be shared": two people who write about one pupil at once are both heard. What they wrote is kept
 * side by side until somebody decides; until then the later version is shown, and everyone concerned is told.
 */
import { Lies } from '../bucket.ts'
import { z } from '../schema.ts'

const about = z.object({ t: z.string().max(40), id: z.string().max(120) })

/** One of the two: what, by whom, when (UTC ms, corrected) and on which tablet. `removed`: this person took the record back. */
export const Version = z.object({
  value: z.json(),
  by: z.string(),
  at: z.number(),
  tablet: z.string().max(8),
  stamp: z.string().max(80),
  removed: z.literal(true).optional(),
})
export type Version = z.infer<typeof Version>

/** How it was decided. `noted`: there was nothing to choose, and somebody has seen it. */
export const Decision = z.enum(['both', 'first', 'second', 'edited', 'noted'])
export type Decision = z.infer<typeof Decision>

export const Conflict = z.object({
  lies: Lies,
  /** Absent where the record belongs to no pupil. */
  pupilId: z.string().optional(),
  about,
  field: z.string().max(40),
  /** What both had before them, where it is known. */
  base: z.json().optional(),
  /** The earlier first. */
  versions: z.tuple([Version, Version]),
  resolved: z.object({ by: z.string(), at: z.number(), how: Decision }).nullable(),
})
export type Conflict = z.infer<typeof Conflict>

/** The same two versions are one conflict, whichever came first. */
export const conflictKey = (t: string, id: string, field: string, stamps: readonly [string, string]): string => JSON.stringify([t, id, field, ...stamps.toSorted()])

/** Two texts can be chosen between, joined and edited; a signature or a removed record can only be seen. */
export const isChoice = ({ versions: [first, second] }: Pick<Conflict, 'versions'>): boolean =>
  typeof first.value === 'string' && typeof second.value === 'string' && first.removed === undefined && second.removed === undefined

export const bothTexts = (texts: readonly [{ text: string; name: string }, { text: string; name: string }]): string =>
  texts.map(({ text, name }) => `${text.trim()} (${name})`).join('\n\n')

/** The kinds that the server writes by itself; a person may only settle them. */
export const SETTLED_BY: Readonly<Record<string, string | undefined>> = { conflict: 'resolved', parked: 'closed', parkedForMentor: 'closed' }
