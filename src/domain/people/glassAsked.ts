/** What is asked and answered about breaking the glass. */
import { z } from '../schema.ts'
import { folded } from '../mornings/deskList.ts'
import { fullName, type DeskPupil } from '../pupil.ts'
import { FileRecord, PupilFile } from './pupilFile.ts'

/** Asked for within an hour by one person, found or not: nobody tries names until one fits. */
export const GLASS_AN_HOUR = 5
export const WHY_LEAST = 10
export const WHY_LIMIT = 300

/** What a person types is one pupil's whole name or UPN: a part of a name finds nobody. */
type Called = { desk: Pick<DeskPupil, 'preferredName' | 'surname' | 'form'> | undefined; legal: { legalForename: string; legalSurname: string } | undefined; upn: string | undefined }
const plain = (text: string): string => folded(text).replaceAll(/\s+/g, ' ')
export function isCalled({ desk, legal, upn }: Called, typed: { pupil: string; form?: string | undefined }): boolean {
  const wanted = plain(typed.pupil)
  const names = [desk && fullName(desk), legal && `${legal.legalForename} ${legal.legalSurname}`, upn].flatMap((name) => (name ? [plain(name)] : []))
  const form = plain(typed.form ?? '')
  return names.includes(wanted) && (form === '' || (desk !== undefined && plain(desk.form) === form))
}

const id = z.string().min(1).max(120)
/** `POST /api/glass`. `look` and `read` ask how one's own stands; `end` is the Deputy Headteacher's, and one's own. */
export const GlassAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('break'), pupil: z.string().trim().min(3).max(150), form: z.string().trim().max(12).optional(), why: z.string().trim().min(WHY_LEAST).max(WHY_LIMIT) }),
  z.strictObject({ act: z.literal('look') }),
  z.strictObject({ act: z.literal('read') }),
  z.strictObject({ act: z.literal('end'), id }),
])
export type GlassAct = z.infer<typeof GlassAct>

/** Every record of the one pupil as it stands, with the names of other pupils and families blacked out. */
export const GlassFile = z.object({ pupil: PupilFile.shape.pupil, people: PupilFile.shape.people, records: z.array(FileRecord) })
export type GlassFile = z.infer<typeof GlassFile>
export const GlassRefusal = z.enum(['step-up', 'nobody', 'several', 'too-often', 'nobody-to-tell', 'over'])
export type GlassRefusal = z.infer<typeof GlassRefusal>
/** `glass`: null where none of one's own is broken now. `leftMs`: how long it still lasts, whatever the tablet's clock says. */
export const GlassReply = z.union([
  z.object({ refused: GlassRefusal }),
  z.object({ glass: z.object({ id, until: z.number(), leftMs: z.number() }).nullable(), file: GlassFile.optional() }),
])
export type GlassReply = z.infer<typeof GlassReply>
export const GLASS_WORDS: Record<GlassRefusal, string> = {
  'step-up': 'Your passphrase was not given once more, so nothing was done.',
  nobody: 'No pupil is called exactly that. Type the UPN, or the first name and the surname in full.',
  several: 'More than one pupil is called that. Add the form, or type the UPN.',
  'too-often': 'Five times an hour is the most. Ask the Deputy Headteacher or the Lead Mentor.',
  'nobody-to-tell': 'The school has no Deputy Headteacher’s account, so nobody would be told. Nothing was opened.',
  over: 'It has ended already.',
}
