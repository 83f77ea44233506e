/**
 * "All records should be shared": a change that waits for a person is read whole. Each field it carries has a name and
 * words, references between records stand after what was written, and what was written can be written anew.
 */
import { labelOf, wordsOf, type Say } from '../people/fileWords.ts'
import type { Json } from '../protocol.ts'
import type { FieldRule } from '../records.ts'

type Fields = Readonly<Record<string, Json>>
/** `path`: of the text in its field, the parts joined by dots. */
export type Prose = { path: string; label: string; text: string }
export type ChangePart = {
  field: string
  name: string
  /** Empty where it says nothing. */
  words: string
  prose: Prose[]
  /** It names a record, a tablet or a clock, and nobody wrote it. */
  isReference: boolean
}
type Of = { kind: string; fields: Fields; rules?: Partial<Record<string, FieldRule>> | undefined }
export type People = Say['people']

const saying = (people: People): Say => ({ people, marked: false, whole: true })
/** What the records said then is not written anew. */
const AS_IT_STOOD: ReadonlySet<string> = new Set(['evidence', 'earlier'])
const BY = 'By'

export function changeParts({ kind, fields, rules = {} }: Of, people: People): ChangePart[] {
  const of = { kind, fields, marks: [] }
  return Object.entries(fields).map(([field, value]): ChangePart => {
    const named = labelOf(of, field, value, { people, marked: false })
    const name = named ?? labelOf(of, field, value, saying(people)) ?? field
    const prose = named === undefined || AS_IT_STOOD.has(field) || rules[field] === 'once' ? [] : proseIn(value, field, named, of, people)
    return { field, name, words: partWords({ kind, fields }, field, value, people), prose, isReference: named === undefined }
  })
}

export const partWords = ({ kind, fields }: Pick<Of, 'kind' | 'fields'>, field: string, value: Json, people: People): string => wordsOf(value, field, { kind, fields, marks: [] }, saying(people))

/** A text is shown as it was written; a code, a day and a person are said in other words. */
function proseIn(value: Json, path: string, label: string, of: { kind: string; fields: Fields; marks: [] | never[] }, people: People): Prose[] {
  if (typeof value === 'string') return label !== BY && (value === '' || wordsOf(value, path, of, saying(people)) === value) ? [{ path, label, text: value }] : []
  if (Array.isArray(value)) return value.flatMap((one, at) => proseIn(one, `${path}.${at}`, value.length > 1 ? `${label} ${at + 1}` : label, of, people))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, one]) => {
    const inner = labelOf(of, `${path}.${key}`, one, { people, marked: false })
    return inner === undefined ? [] : proseIn(one, `${path}.${key}`, inner === BY ? BY : `${label}: ${inner.charAt(0).toLowerCase()}${inner.slice(1)}`, of, people)
  })
}

/** The fields with what was written anew in them; a line of a list that was emptied goes. */
export function withTexts(fields: Fields, texts: Readonly<Record<string, string>>): Record<string, Json> {
  const anew = (value: Json, path: string): Json => {
    if (typeof value === 'string') return Object.hasOwn(texts, path) ? (texts[path] ?? '') : value
    if (Array.isArray(value)) return value.map((one, at) => anew(one, `${path}.${at}`)).filter((one, at) => one !== '' || value[at] === '')
    return value === null || typeof value !== 'object' ? value : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, anew(one, `${path}.${key}`)]))
  }
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, anew(value, field)]))
}
