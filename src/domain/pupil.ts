/**
 * "Pupil information & Relevant background data."
 * What reception needs stands apart (bucket desk) from the file (bucket case), so that cover and the office never hold
 * the file. The UPN is a match key for imports: it stands apart (sims.ts), on the tablets of those who import.
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
  /** Only for the question who is picked for mentoring; undefined where no export said it. */
  sex: z.enum(['F', 'M']).optional(),
})
export type Pupil = z.infer<typeof Pupil>

export const fullName = (pupil: Pick<DeskPupil, 'preferredName' | 'surname'>): string => `${pupil.preferredName} ${pupil.surname}`.trim()
export const initialsOf = (pupil: Pick<DeskPupil, 'preferredName' | 'surname'>): string =>
  [pupil.preferredName, pupil.surname].map((part) => [...part.trim()][0] ?? '').join('').toUpperCase()

/**
 * What tells equal first names apart at the desk, where the queue reads along and no surname may stand: nothing when the
 * name is alone, else the form, else form and initial ("9B", "9B K"). Letters are added until they differ, three at most
 * and never the whole surname; who is still the same then is counted ("9B K 1").
 */
export function deskHints(pupils: readonly { id: string; pupil: DeskPupil }[]): Map<string, string> {
  const hints = new Map<string, string>()
  for (const group of groupBy(pupils, (one) => one.pupil.preferredName.toLocaleLowerCase('en-GB')).values()) {
    if (group.length === 1) continue
    for (const sameForm of groupBy(group, (one) => one.pupil.form).values()) {
      const letters = sameForm.length === 1 ? 0 : lettersToDiffer(sameForm.map((one) => one.pupil.surname))
      const hintOf = ({ form, surname }: DeskPupil): string => [form, beginningOf(surname, letters)].filter(Boolean).join(' ')
      for (const [hint, same] of groupBy(sameForm, (one) => hintOf(one.pupil).toLocaleLowerCase('en-GB'))) {
        if (hint && same.length === 1) for (const { id, pupil } of same) hints.set(id, hintOf(pupil))
        // By id, so that every tablet counts alike.
        else [...same].sort((a, b) => (a.id < b.id ? -1 : 1)).forEach(({ id, pupil }, index) => hints.set(id, `${hintOf(pupil)} ${index + 1}`.trim()))
      }
    }
  }
  return hints
}

const MOST_LETTERS = 3
const beginningOf = (surname: string, letters: number): string => [...surname].slice(0, Math.max(1, [...surname].length - 1)).slice(0, letters).join('')

/** Equal surnames never differ, so only different ones ask for more letters. */
function lettersToDiffer(surnames: readonly string[]): number {
  const different = [...new Set(surnames.map((name) => name.toLocaleLowerCase('en-GB')))]
  for (let letters = 1; letters < MOST_LETTERS; letters++)
    if (new Set(different.map((name) => beginningOf(name, letters))).size === different.length) return letters
  return MOST_LETTERS
}
