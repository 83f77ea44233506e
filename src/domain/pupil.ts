/**
 * "Pupil information & Relevant background data."
 * What reception needs stands apart (bucket desk) from the file (bucket case), so that cover and the office never hold
 * the file. The UPN is a match key for imports and never reaches a tablet.
 */
import { z } from './schema.ts'
import { groupBy } from './group.ts'

/** What anyone marking arrivals may see of a pupil. Screens the queue can see show the preferred name alone. */
export const DeskPupil = z.object({
  preferredName: z.string().min(1).max(60),
  surname: z.string().max(80),
  form: z.string().max(12),
  year: z.int().min(7).max(13),
  /** Added at the desk by name because nobody by that name was on the list; the Lead Mentor matches it later. */
  walkIn: z.boolean().optional(),
})
export type DeskPupil = z.infer<typeof DeskPupil>

/** The pupil's file: only for the people on the case. */
export const Pupil = z.object({
  legalForename: z.string().max(80),
  legalSurname: z.string().max(80),
  tutor: z.string().max(80).optional(),
  sen: z.enum(['N', 'K', 'E']),
  pupilPremium: z.boolean(),
  eal: z.boolean(),
  lookedAfter: z.boolean(),
})
export type Pupil = z.infer<typeof Pupil>

export const fullName = (pupil: Pick<DeskPupil, 'preferredName' | 'surname'>): string => `${pupil.preferredName} ${pupil.surname}`.trim()
export const initialsOf = (pupil: Pick<DeskPupil, 'preferredName' | 'surname'>): string =>
  [pupil.preferredName, pupil.surname].map((part) => [...part.trim()][0] ?? '').join('').toUpperCase()

/**
 * What tells equal first names apart at the desk, without a surname: nothing when the name is alone, else the form,
 * else form and initial ("9B", "9B K"); letters are added to the initial until twins differ.
 */
export function deskHints(pupils: readonly { id: string; pupil: DeskPupil }[]): Map<string, string> {
  const hints = new Map<string, string>()
  for (const group of groupBy(pupils, (one) => one.pupil.preferredName.toLocaleLowerCase('en-GB')).values()) {
    if (group.length === 1) continue
    for (const sameForm of groupBy(group, (one) => one.pupil.form).values()) {
      const letters = sameForm.length === 1 ? 0 : lettersToDiffer(sameForm.map((one) => one.pupil.surname))
      for (const { id, pupil } of sameForm) hints.set(id, [pupil.form, [...pupil.surname].slice(0, letters).join('')].filter(Boolean).join(' '))
    }
  }
  return hints
}

function lettersToDiffer(surnames: readonly string[]): number {
  for (let letters = 1; letters < 5; letters++)
    if (new Set(surnames.map((name) => [...name].slice(0, letters).join('').toLocaleLowerCase('en-GB'))).size === surnames.length) return letters
  return 5
}
