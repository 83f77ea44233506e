/** The demo's people, to look for on screens and in files where they must, or must not, stand. */
import { demoSchool, type DemoRow } from '../../../server/demo/school.ts'
import { toRaise } from '../../../src/domain/week/blueReport.ts'
import { dateOf } from '../../../src/domain/time/clock.ts'
import { isOpen } from '../../../src/domain/cases/mentorship.ts'
import { DEMO_DAY } from './schoolServer.ts'

const { rows } = demoSchool()
const fieldsOf = <T extends DemoRow['t']>(t: T): Extract<DemoRow, { t: T }>[] => rows.filter((row): row is Extract<DemoRow, { t: T }> => row.t === t)

export const pupils = fieldsOf('deskPupil').map(({ id, f }) => ({ id, ...f }))
export const notes = fieldsOf('note').map(({ f }) => f)
const mentorships = fieldsOf('mentorship').flatMap(({ f }) => (isOpen(f.state) ? [f] : []))

/** By account, such as mentor1. */
export const menteesOf = (username: string): typeof pupils => {
  const theirs = new Set(mentorships.filter(({ mentorId }) => mentorId === `s-${username}`).map(({ pupilId }) => pupilId))
  return pupils.filter(({ id }) => theirs.has(id))
}
export function pupilCalled(preferredName: string, surname?: string): (typeof pupils)[number] {
  const found = pupils.filter((one) => one.preferredName === preferredName && (surname === undefined || one.surname === surname))
  const [only] = found
  if (!only || found.length > 1) throw new Error(`${found.length} pupils are called so`)
  return only
}

/** Parts of surnames that are nobody's first name too. */
const firstNames = new Set(pupils.flatMap(({ preferredName }) => preferredName.split(/[\s-]/)))
const surnames = [...new Set(pupils.flatMap(({ surname }) => [surname, ...surname.split(/[\s-]/)]))].filter((part) => part.length > 2 && !firstNames.has(part))
/** Which surnames stand in a page's source or text, as words of their own. */
export const surnamesIn = (text: string): string[] => {
  const words = new Set(text.split(/[^\p{L}’'-]+/u).flatMap((word) => [word, ...word.split('-')]))
  return surnames.filter((surname) => words.has(surname))
}

const sentences = [...new Set(notes.flatMap(({ text }) => text.split(/(?<=[.!?])\s+/)))].filter((sentence) => sentence.length > 15)
export const noteSentencesIn = (text: string): string[] => sentences.filter((sentence) => text.includes(sentence))

/** What waits to be raised with a pupil on the demo's morning, longest waiting first. */
export const waitingFor = (pupilId: string): string[] =>
  toRaise(fieldsOf('note').filter(({ f }) => f.pupilId === pupilId), fieldsOf('noteOutcome').filter(({ f }) => f.pupilId === pupilId), DEMO_DAY, dateOf).map(({ note }) => note.f.text)
