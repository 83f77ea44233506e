/**
 * "Mentors should contact parents/carers by telephone/email with any issues related to pupil progress and keep logs of
 * contact made on Mentor contact logs." Who may be contacted and how; a contact that must not be is said, never left out.
 */
import { z } from '../schema.ts'

export const CONTACT_LIMITS = { name: 80, salutation: 80, relation: 40, number: 30, email: 120, address: 300, note: 300 } as const
const text = (most: number) => z.string().max(most)
/** Digits as people write them; a leading +, spaces and brackets are theirs. */
export const PhoneNumber = z.string().regex(/^\+?[\d ()-]{5,30}$/, 'A telephone number has digits only')
export const EmailAddress = z.string().max(CONTACT_LIMITS.email).regex(/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/, 'An e-mail address such as name@example.org')

export const Contact = z.object({
  pupilId: z.string(),
  name: z.string().min(1).max(CONTACT_LIMITS.name),
  /** As a letter begins: "Dear Ms Okafor". */
  salutation: text(CONTACT_LIMITS.salutation),
  relation: text(CONTACT_LIMITS.relation),
  /** Parental responsibility, a social worker's for the local authority too: letters go to those who have it, one for each household. */
  responsibility: z.boolean(),
  /** Looks after the pupil without it, such as a foster carer: letters go to them as well. */
  looksAfter: z.boolean().optional(),
  phone: PhoneNumber.or(z.literal('')),
  secondPhone: PhoneNumber.or(z.literal('')),
  email: EmailAddress.or(z.literal('')),
  /** Lines of an address; the same address is the same household. */
  address: text(CONTACT_LIMITS.address),
  /** The language of home, where it is not English. */
  language: text(40),
  interpreter: z.boolean(),
  /** Nobody may contact this person; why is the school's to know, not written here. */
  noContact: z.boolean(),
  note: text(CONTACT_LIMITS.note),
})
export type Contact = z.infer<typeof Contact>
export const NO_DETAILS: Omit<Contact, 'pupilId' | 'name'> = { salutation: '', relation: '', responsibility: true, phone: '', secondPhone: '', email: '', address: '', language: '', interpreter: false, noContact: false, note: '' }

/** What may be dialled or written to, in the order it is offered. */
export type Way = { channel: 'phone' | 'email'; at: string }
export const waysTo = ({ phone, secondPhone, email, noContact }: Contact): Way[] =>
  noContact ? [] : [...[phone, secondPhone].filter((at) => at !== '').map((at): Way => ({ channel: 'phone', at })), ...(email === '' ? [] : [{ channel: 'email' as const, at: email }])]

/** For a link: digits and a leading plus. */
export const dialled = (number: string): string => number.replaceAll(/[^\d+]/g, '')

/** Who is in care has others who answer for them than a mother and a father. */
export const IN_CARE = 'Under a care order the local authority has parental responsibility, beside the parents. Letters go to its social worker and to whoever looks after the pupil; ask the designated teacher who else may be written to.'

/** "Denise Achebe (Social worker)": whoever makes a letter sees to whom it goes. */
export const withRelation = ({ name, relation }: Pick<Contact, 'name' | 'relation'>): string => (relation.trim() === '' ? name : `${name} (${relation.trim()})`)

/** First those with responsibility, by name; who must not be contacted comes last. */
export const inOrder = <T extends { f: Contact }>(contacts: readonly T[]): T[] =>
  [...contacts].sort((a, b) => Number(a.f.noContact) - Number(b.f.noContact) || Number(b.f.responsibility) - Number(a.f.responsibility) || a.f.name.localeCompare(b.f.name, 'en-GB'))

const getsLetters = ({ responsibility, looksAfter, noContact }: Contact): boolean => !noContact && (responsibility || looksAfter === true)
/** One for each household of those with responsibility or with the pupil in their care: a letter goes once to an address, and once to each without one. */
export function households<T extends { f: Contact }>(contacts: readonly T[]): T[][] {
  const homes: T[][] = []
  for (const one of inOrder(contacts).filter(({ f }) => getsLetters(f))) {
    const home = homes.find(([first]) => first && one.f.address.trim() !== '' && sameAddress(first.f.address, one.f.address))
    if (home) home.push(one)
    else homes.push([one])
  }
  return homes
}
const sameAddress = (a: string, b: string): boolean => a.toLowerCase().replaceAll(/[\s,.]+/g, ' ').trim() === b.toLowerCase().replaceAll(/[\s,.]+/g, ' ').trim()
