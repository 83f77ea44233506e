/** Many schools in one database, each with its mentors, their pupils and a tablet for each that has signed in already. */
import { openStore } from '../server/openStore.ts'
import { plantSchool } from '../server/seed.ts'
import { hashToken } from '../server/accounts/secrets.ts'
import { mentorOfTablet, pupilOfTablet } from '../tests/crash/school.ts'
import { aMentee } from '../tests/support/aServer.ts'

export const DOMAIN = 'load.example'
export type Tablet = { school: string; index: number; clientId: string; pupilId: string; cookie: string; epoch: string; n: number; seq: number }

/** Signing in is left out: it costs what Argon2id costs, and happens in the morning. */
export async function plantSchools(url: string, schools: number, each: number, now: number): Promise<Tablet[]> {
  const store = await openStore(url)
  const indices = Array.from({ length: each }, (_, index) => index)
  const accounts = indices.map((index) => ({ id: mentorOfTablet(index), username: mentorOfTablet(index), name: `Mentor ${index}`, initials: 'M', role: 'mentor' as const, passphraseHash: '-' }))
  const rows = indices.flatMap((index) => aMentee(pupilOfTablet(index), 9, mentorOfTablet(index)))
  const tablets: Tablet[] = []
  for (let number = 0; number < schools; number++) {
    const school = `s${number}`
    await plantSchool(store, { schoolId: school, name: `School ${number}`, accounts, rows })
    const { epoch } = await store.db.selectFrom('school').select('epoch').where('id', '=', school).executeTakeFirstOrThrow()
    const ofSchool = indices.map((index): Tablet => ({ school, index, clientId: `client-load-${index}`, pupilId: pupilOfTablet(index), cookie: `token-${school}-${index}`, epoch, n: 1, seq: rows.length }))
    await store.db
      .insertInto('session')
      .values(ofSchool.map((tablet) => ({ school_id: school, hash: hashToken(tablet.cookie), account_id: mentorOfTablet(tablet.index), client_id: tablet.clientId, tablet_id: tablet.clientId, family: tablet.clientId, created_at: now, seen_at: now, ended_at: null })))
      .execute()
    tablets.push(...ofSchool)
  }
  await store.close()
  return tablets
}

/** Half of a day's changes are seen at every desk of the school, half belong to one pupil's case. */
export function nextChanges(tablet: Tablet, count: number): object[] {
  return Array.from({ length: count }, (_, index) => {
    const { pupilId } = tablet
    const whole = { n: tablet.n + index, kind: 'add', id: `c-${tablet.index}-${tablet.n + index}`, seen: tablet.seq, hlc: '0000000000000000', wall: 0, skew: null, sv: 1 }
    return index % 2 === 0
      ? { ...whole, t: 'arrivalEvent', bucket: `pupil:${pupilId}:desk`, f: { type: 'arrived', pupilId, date: '2026-12-10', session: 'am', at: '08:31', deviceTime: 1, estimatedTrueTime: 1, skewKnown: true, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0 } }
      : { ...whole, t: 'dailyAction', bucket: `pupil:${pupilId}`, f: { pupilId, date: '2026-12-10', text: 'Planner signed; settled in Maths; to see Miss Hale about PE kit' } }
  })
}
