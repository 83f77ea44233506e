/** A record's fields as lines that a person can read: words for its names and codes, and names for staff. */
import { dateOf, mediumDate, SchoolDate, spokenTime, TimeOfDay, timeOf } from '../time/clock.ts'
import { whatChanged } from '../sync/changeWords.ts'
import { opOf } from '../sync/parked.ts'
import { fieldName, plainName, valueWords } from './fieldWords.ts'
import { rewritten } from './thirdParty.ts'
import { HANDED_IN, type FileRecord } from './pupilFile.ts'

type Value = FileRecord['fields'][string]
type Of = Pick<FileRecord, 'kind' | 'fields' | 'marks'>
/** From 2001 on, as milliseconds: no count in a record is as large. */
const LEAST_INSTANT = 1e12

/** The end of 9999: what is later, or as long before us, is no date that anybody writes. */
const LAST_INSTANT = 253_402_300_799_999

export const sayInstant = (at: number): string => (Math.abs(at) > LAST_INSTANT ? String(at) : `${mediumDate(dateOf(at))}, ${spokenTime(timeOf(at))}`)

export type Say = {
  people: readonly { id: string; name: string }[]
  /** Whether names of others stand in brackets. */
  marked: boolean
  /** Leaves out nothing: a reference between records stands under its own name. */
  whole?: boolean
}
/** One line for each field that says something; what is only a reference between records is in the JSON file alone. */
export const linesOf = (of: Of, say: Say): string[] =>
  Object.entries(of.fields).flatMap(([name, value]) => {
    const [label, words] = [labelOf(of, name, value, say), wordsOf(value, name, of, say)]
    return label === undefined || words === '' ? [] : [`${label}: ${words}`]
  })

/** Undefined for what nobody reads; a reference to somebody of the staff says their name. */
export function labelOf({ kind }: Pick<Of, 'kind'>, path: string, value: Value, { people, whole }: Say): string | undefined {
  const isStaff = people.some(({ id }) => id === value)
  if (isStaff && /(^|\.)id$/.test(path)) return 'Who'
  const name = !isStaff && /[a-z]Id$/.test(path) ? undefined : fieldName(kind, path)
  return name ?? (whole ? plainName(path) : undefined)
}

export function wordsOf(value: Value, path: string, of: Of, say: Say): string {
  if (value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return valueWords(of.kind, path, value, of.fields) ?? (value >= LEAST_INSTANT ? sayInstant(value) : String(value))
  if (typeof value === 'string') {
    const words = valueWords(of.kind, path, value, of.fields) ?? say.people.find(({ id }) => id === value)?.name
    if (words !== undefined) return words
    if ((of.kind === 'parked' || of.kind === HANDED_IN) && path === 'payload') return opWords(value, of, say)
    if (SchoolDate.safeParse(value).success) return mediumDate(value)
    if (TimeOfDay.safeParse(value).success) return spokenTime(value)
    return marked(value, path, of.marks, say)
  }
  if (Array.isArray(value)) return value.map((one, at) => wordsOf(one, `${path}.${at}`, of, say)).filter(Boolean).join('; ')
  return Object.entries(value).flatMap(([key, one]) => {
    const at = `${path}.${key}`
    const [label, words] = [labelOf(of, at, one, say), wordsOf(one, at, of, say)]
    return label === undefined || words === '' ? [] : [`${lowered(label)} ${words}`]
  }).join(', ')
}
/** A change that waits is kept as it came, as text of its own. */
function opWords(payload: string, { marks }: Of, say: Say): string {
  const text = marked(payload, 'payload', marks, say)
  const op = opOf({ payload: text })
  return op?.f ? [whatChanged({ t: op.t, kind: op.kind, f: op.f }), ...linesOf({ kind: op.t, fields: op.f, marks: [] }, say)].join('; ') : text
}
const marked = (text: string, path: string, marks: Of['marks'], say: Say): string =>
  say.marked ? rewritten(text, marks.filter((mark) => mark.path === path), ({ words }) => `[${words}]`) : text
/** Inside a line; what is written in capitals stays so. */
const lowered = (label: string): string => (/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1))
