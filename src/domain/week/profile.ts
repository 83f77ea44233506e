/**
 * "Pupil information & Relevant background data": what a pupil's profile should say, and which of it is not known yet. Each
 * has the place where it is filled, and who may fill it there.
 */
import { waysTo, type Contact } from '../home/homeContact.ts'
import type { Mentorship } from '../cases/mentorship.ts'
import type { DeskPupil, Pupil } from '../pupil.ts'

export type ProfileItem = 'full-name' | 'preferred-name' | 'form' | 'head-of-year' | 'tutor' | 'timetable' | 'contacts' | 'flags' | 'reason'
/** `file`: the pupil's own page, `home`: who may be contacted, `import`: an export of SIMS, `accounts`: the administrator's. */
export type FilledAt = 'file' | 'home' | 'import' | 'accounts'
export type ProfileFacts = {
  desk: DeskPupil
  /** Undefined while the pupil has no file yet. */
  file: Pupil | undefined
  mentorship: Mentorship | undefined
  headOfYear: string | undefined
  lessons: number
  contacts: readonly Contact[]
}

type Asked = { item: ProfileItem; label: string; at: FilledAt; isKnown: (facts: ProfileFacts) => boolean }
const says = (text: string | undefined): boolean => (text ?? '').trim() !== ''
const PROFILE: readonly Asked[] = [
  { item: 'full-name', label: 'Full legal name', at: 'file', isKnown: ({ file }) => says(file?.legalForename) && says(file?.legalSurname) },
  { item: 'preferred-name', label: 'Preferred name', at: 'file', isKnown: ({ desk }) => says(desk.preferredName) && says(desk.surname) },
  { item: 'form', label: 'Form and year', at: 'file', isKnown: ({ desk }) => says(desk.form) },
  { item: 'head-of-year', label: 'Head of Year', at: 'accounts', isKnown: ({ headOfYear }) => says(headOfYear) },
  { item: 'tutor', label: 'Form tutor', at: 'file', isKnown: ({ file }) => says(file?.tutor) },
  { item: 'timetable', label: 'Timetable', at: 'import', isKnown: ({ lessons }) => lessons > 0 },
  { item: 'contacts', label: 'Contact at home', at: 'home', isKnown: ({ contacts }) => contacts.some((one) => one.noContact || waysTo(one).length > 0) },
  { item: 'flags', label: 'Needs and support', at: 'file', isKnown: ({ file }) => file !== undefined },
  { item: 'reason', label: 'Reason and start', at: 'file', isKnown: ({ mentorship }) => says(mentorship?.reason) && says(mentorship?.startedOn) },
]

export type ProfileCount = { known: number; of: number; missing: Pick<Asked, 'item' | 'label' | 'at'>[] }
export function profileOf(facts: ProfileFacts): ProfileCount {
  const missing = PROFILE.filter(({ isKnown }) => !isKnown(facts))
  return { known: PROFILE.length - missing.length, of: PROFILE.length, missing }
}
