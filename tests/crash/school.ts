/** The school of the campaigns: each tablet has a mentor and a pupil of its own, so that nothing but a fault can go wrong. */
import { hashPassphrase } from '../../server/accounts/secrets.ts'
import { openStore } from '../../server/openStore.ts'
import { plantSchool } from '../../server/seed.ts'
import { aMentee } from '../support/aServer.ts'

export const SCHOOL_ID = 'school'
export const PASSPHRASE = 'harbour lantern copper meadow'
export const pupilOfTablet = (index: number): string => `p${index}`
export const mentorOfTablet = (index: number): string => `mentor${index}`

/** Gives the number of rows it begins with. */
export async function plantCrashSchool(url: string, tablets: number): Promise<number> {
  const passphraseHash = await hashPassphrase(PASSPHRASE)
  const indices = Array.from({ length: tablets }, (_, index) => index)
  const accounts = indices.map((index) => ({ id: mentorOfTablet(index), username: mentorOfTablet(index), name: `Mentor ${index}`, initials: 'M', role: 'mentor' as const, passphraseHash }))
  const rows = indices.flatMap((index) => aMentee(pupilOfTablet(index), 9, mentorOfTablet(index)))
  const store = await openStore(url)
  await plantSchool(store, { schoolId: SCHOOL_ID, name: 'Test School', accounts, rows })
  await store.close()
  return rows.length
}
