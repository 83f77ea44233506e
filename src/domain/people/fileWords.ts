/** A record's fields as lines that a person can read: words for its names, and names for staff. */
import { dateOf, mediumDate, SchoolDate, spokenTime, timeOf } from '../time/clock.ts'
import { rewritten } from './thirdParty.ts'
import type { FileRecord, PathMark, PupilFile } from './pupilFile.ts'

type Value = FileRecord['fields'][string]
/** From 2001 on, as milliseconds: no count in a record is as large. */
const LEAST_INSTANT = 1e12
const TECHNICAL = /^(pupilId|entered|enteredAt|sha256|batch|key)$|[a-z]Id$/

export const labelOf = (name: string): string => {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
export const sayInstant = (at: number): string => `${mediumDate(dateOf(at))}, ${spokenTime(timeOf(at))}`

export type Say = { people: PupilFile['people']; /** Whether names of others stand in brackets. */ marked: boolean }
/** One line for each field that says something; what is only a reference between records is in the JSON file alone. */
export const linesOf = ({ fields, marks }: Pick<FileRecord, 'fields' | 'marks'>, say: Say): string[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const words = TECHNICAL.test(name) && !isStaff(value, say) ? '' : wordsOf(value, name, marks, say)
    return words === '' ? [] : [`${labelOf(name.replace(/Id$/, ''))}: ${words}`]
  })
const isStaff = (value: Value, { people }: Say): boolean => people.some(({ id }) => id === value)

export function wordsOf(value: Value, path: string, marks: readonly PathMark[], say: Say): string {
  if (value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return value >= LEAST_INSTANT ? sayInstant(value) : String(value)
  if (typeof value === 'string') {
    const person = say.people.find(({ id }) => id === value)
    if (person) return person.name
    if (SchoolDate.safeParse(value).success) return mediumDate(value)
    return say.marked ? rewritten(value, marks.filter((mark) => mark.path === path), ({ words }) => `[${words}]`) : value
  }
  if (Array.isArray(value)) return value.map((one, at) => wordsOf(one, `${path}.${at}`, marks, say)).filter(Boolean).join('; ')
  return Object.entries(value).flatMap(([key, one]) => (TECHNICAL.test(key) && !isStaff(one, say) ? [] : [[labelOf(key).toLowerCase(), wordsOf(one, `${path}.${key}`, marks, say)]])).filter(([, words]) => words !== '').map((pair) => pair.join(' ')).join(', ')
}
