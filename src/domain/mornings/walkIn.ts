/**
 * "Mentees should report to their Mentor in the student reception": a pupil who stands there and is not on the list is
 * added by name. Whoever is on the tablet's roll already is offered first, so that nobody comes to have two files.
 */
import { folded, type DeskEntry } from './deskList.ts'
import type { DeskPupil } from '../pupil.ts'

type Typed = Pick<DeskPupil, 'preferredName' | 'surname' | 'form'>

const LETTERS = 2
const OFFERED = 4

const beginsAs = (name: string, typed: string): boolean => [name, ...name.split(/[\s-]+/)].some((part) => folded(part).startsWith(folded(typed)))
const isForm = (form: string, typed: string): boolean => folded(form).replaceAll(/\s/g, '') === folded(typed).replaceAll(/\s/g, '')

/**
 * Whom the typed names may mean, the likeliest first. Two letters of the first name are enough; a surname narrows it, and
 * the form only puts in order, because a form is soon mistaken.
 */
export function knownAlready<E extends Pick<DeskEntry, 'pupil'>>(roll: readonly E[], typed: Typed): E[] {
  if (folded(typed.preferredName).length < LETTERS) return []
  const may = roll.filter(({ pupil }) => beginsAs(pupil.preferredName, typed.preferredName) && beginsAs(pupil.surname, typed.surname))
  const inForm = ({ pupil }: E): number => (typed.form.trim() && isForm(pupil.form, typed.form) ? 0 : 1)
  return may.sort((a, b) => inForm(a) - inForm(b) || a.pupil.form.localeCompare(b.pupil.form, 'en-GB', { numeric: true })).slice(0, OFFERED)
}

/** Those with the very names typed, or with the first name in the very form: to be asked about before a second is made. */
export const namesakes = <E extends Pick<DeskEntry, 'pupil'>>(roll: readonly E[], { preferredName, surname, form }: Typed): E[] =>
  roll.filter(({ pupil }) => folded(pupil.preferredName) === folded(preferredName) && (folded(pupil.surname) === folded(surname) || isForm(pupil.form, form)))
