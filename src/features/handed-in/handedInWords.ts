/** What was handed in, as a person would say it: of whom, what it is, and what it says line by line. */
import { pupilOf } from '../../domain/bucket.ts'
import { fullName } from '../../domain/pupil.ts'
import { linesOf, sayInstant } from '../../domain/people/fileWords.ts'
import type { Records } from '../../data/records.ts'
import { sayChange } from '../../domain/sync/changeWords.ts'
import { writtenAt, type Unsent } from './takingIn.ts'

export type Said = { title: string; pupil: string; when: string; lines: string[] }

export function sayUnsent(op: Unsent, { memory }: Pick<Records, 'memory'>): Said {
  const pupilId = pupilOf(op.bucket)
  const desk = pupilId === undefined ? undefined : (memory.get('deskPupil', pupilId) ?? memory.get('candidate', pupilId))?.f
  const people = memory.all('staff').map(({ id, f }) => ({ id, name: f.name, role: f.role }))
  return {
    title: sayChange(op, desk?.preferredName),
    pupil: desk ? `${fullName(desk)}, ${desk.form}` : pupilId === undefined ? '' : 'A pupil who is not on this tablet',
    when: sayInstant(writtenAt(op)),
    lines: linesOf({ kind: op.t, fields: op.f ?? {}, marks: [] }, { people, marked: false }).map((line) => line.replace(/^Text: /, '')),
  }
}

export const sizeWords = (bytes: number): string => (bytes < 1024 ? `${bytes} bytes` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)
export const countWords = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
