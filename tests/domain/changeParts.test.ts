/** A change that waits for a person is whole: every field of every kind is said, and what somebody wrote can be written anew. */
import { describe, expect, it } from 'vitest'
import { fieldName } from '../../src/domain/people/fieldWords.ts'
import type { Json } from '../../src/domain/protocol.ts'
import { KINDS, RECORDS } from '../../src/domain/records.ts'
import { changeParts, withTexts } from '../../src/domain/sync/changeParts.ts'
import { shapeOf, type Shape } from '../support/narrowing.ts'

type Fields = Record<string, Json>
type Inside = Shape & { enum?: Json[]; const?: Json; properties?: Record<string, Shape>; anyOf?: Shape[]; oneOf?: Shape[]; items?: Shape; additionalProperties?: Shape | boolean; type?: string | string[]; maxLength?: number; pattern?: string }

/** Values of a shape, every text in it with a marker of its own place; each way that a union goes is in one of them. */
function valuesOf(shape: Shape, path: string): Json[] {
  const { enum: options, const: one, properties, anyOf, oneOf, items, additionalProperties: more, type } = shape as Inside
  if (one !== undefined) return [one]
  if (options) return options.slice(0, 1)
  const ways = anyOf ?? oneOf
  if (ways) return ways.flatMap((way) => valuesOf(way, path))
  if (properties || type === 'object') {
    const fields = Object.entries({ ...properties, ...(typeof more === 'object' && !properties ? { other: more } : {}) }).map(([name, each]) => [name, valuesOf(each, path === '' ? name : `${path}.${name}`)] as const)
    const first = Object.fromEntries(fields.flatMap(([name, values]) => (values[0] === undefined ? [] : [[name, values[0]]])))
    return [first, ...fields.flatMap(([name, values]) => values.slice(1).map((value) => ({ ...first, [name]: value })))]
  }
  if (items) return valuesOf(items, `${path}.0`).map((value) => [value])
  if (type === 'boolean') return [true]
  if (type === 'number' || type === 'integer') return [7]
  if (type === 'null') return [null]
  return [`Words of ${path}`]
}
const markersIn = (value: Json): string[] => JSON.stringify(value).match(/Words of [\w.]+/g) ?? []

/** The server writes these by itself, and says its own codes in words; a tablet sends only how one was settled. */
const SENT = KINDS.filter((kind) => !['conflict', 'setAside', 'parked', 'parkedForMentor', 'fromFormerMentor'].includes(kind))

describe('A change that was put aside shows all that it carries', () => {
  it.each(SENT)('%s', (kind) => {
    const all = valuesOf(shapeOf(RECORDS[kind].schema), '') as Fields[]
    expect(all.length).toBeGreaterThan(0)
    for (const fields of all) {
      const parts = changeParts({ kind, fields, rules: RECORDS[kind].rules }, [])
      expect(parts.map((part) => part.field)).toEqual(Object.keys(fields))
      expect(parts.filter((part) => part.name.trim() === '')).toEqual([])
      const shown = parts.map((part) => part.words).join('\n')
      expect(markersIn(fields).filter((marker) => !shown.includes(marker))).toEqual([])
      // Nor is what is no text left out: a number, a tick, a choice.
      expect(parts.filter(({ field, words }) => words === '' && !isNothing(fields[field] ?? null)).map(({ field }) => field)).toEqual([])
    }
  })
  it('a decision between two versions', () => {
    expect(changeParts({ kind: 'conflict', fields: { resolved: { by: 's1', at: Date.UTC(2026, 11, 10, 15, 12), how: 'second' } } }, [{ id: 's1', name: 'Ms A' }]).map(({ name, words }) => [name, words])).toEqual([['Resolved', 'by Ms A, at 10 December 2026, 15.12, how The second']])
  })
  it('under its own name, where this version does not know the field or the kind', () => {
    const parts = (kind: string) => changeParts({ kind, fields: { howItWas: 'fine', inside: { deeply: ['one', 'two'] } } }, []).map(({ name, words }) => `${name}: ${words}`)
    expect(parts('note')).toEqual(['How it was: fine', 'Inside: deeply one; two'])
    expect(parts('of-a-later-version')).toEqual(parts('note'))
  })
  it('with people by their names, and references after what was written', () => {
    const people = [{ id: 's-lead', name: 'Priya Raman' }, { id: 'p1', name: 'Abdi Warsame, 9B' }]
    const fields = { pupilId: 'p1', meetingId: 'm1', type: 'held', homeCame: true, present: ['s-lead'], absent: [{ id: 's-lead', reason: 'A course' }], minutes: 'We agreed.', decisions: [{ text: 'Rings on Friday', who: 's-lead' }], entered: Date.UTC(2026, 11, 10, 15, 12) }
    expect(changeParts({ kind: 'homeMeetingEvent', fields }, people).map(({ name, words, isReference }) => `${isReference ? '(' : ''}${name}: ${words}`)).toEqual([
      '(Pupil: Abdi Warsame, 9B', '(Meeting: m1', 'What happened: Held', 'Home came: yes', 'Present: Priya Raman', 'Absent: who Priya Raman, reason A course', 'Minutes: We agreed.', 'Decisions: text Rings on Friday, who Priya Raman', '(Entered: 10 December 2026, 15.12',
    ])
  })
})
const isNothing = (value: Json): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Of what is no longer somebody's to write: who it was, what the records said then, how a target read before, a signature. */
const NOT_ANEW = /^(arrivalEvent|handOver|absenceCode|withdrawalEvent|reportingDecision)\.name$|^simsFact\.by$|\.evidence\.0$|^target\.earlier\.|^weeklyReview\.signed\./

describe('What somebody wrote', () => {
  it.each(SENT)('can be written anew: %s', (kind) => {
    const longest = textsIn(shapeOf(RECORDS[kind].schema), '').filter(([path, most]) => most >= 40 && named(kind, path) && !NOT_ANEW.test(`${kind}.${path}`))
    const offered = new Set((valuesOf(shapeOf(RECORDS[kind].schema), '') as Fields[]).flatMap((fields) => changeParts({ kind, fields, rules: RECORDS[kind].rules }, []).flatMap((part) => part.prose.map((prose) => prose.path))))
    expect(longest.map(([path]) => path).filter((path) => !offered.has(path))).toEqual([])
  })
  it('is there empty too, and goes back to the place it came from', () => {
    const fields = { why: 'Late', agenda: ['The bus', 'Homework'], actionPlan: [{ who: 'Abdi', what: '', done: false }], noMore: ['One line'] }
    const prose = changeParts({ kind: 'homeMeeting', fields }, []).flatMap((part) => part.prose.map(({ path, label, text }) => `${path} | ${label} | ${text}`))
    expect(prose).toEqual(['why | Why | Late', 'agenda.0 | Agenda 1 | The bus', 'agenda.1 | Agenda 2 | Homework', 'actionPlan.0.who | Action plan: who | Abdi', 'actionPlan.0.what | Action plan: what | ', 'noMore.0 | No more | One line'])
    expect(withTexts(fields, { why: 'Late again', 'agenda.0': '', 'actionPlan.0.what': 'Rings home', 'noMore.0': 'Another' }))
      .toEqual({ why: 'Late again', agenda: ['Homework'], actionPlan: [{ who: 'Abdi', what: 'Rings home', done: false }], noMore: ['Another'] })
  })
  it('is never a day, a choice, a person or a signature', () => {
    const fields = { weekStart: '2026-12-07', outcome: 1, wentWell: 'Calm.', signed: { by: 's1', name: 'Ms A', at: 1, pupilInitials: 'AW' } }
    expect(changeParts({ kind: 'weeklyReview', fields, rules: RECORDS.weeklyReview.rules }, [{ id: 's1', name: 'Ms A' }]).flatMap((part) => part.prose.map(({ path }) => path))).toEqual(['wentWell'])
  })
})

const named = (kind: string, path: string): boolean => fieldName(kind, path) !== undefined && !/Id(\.|$)/.test(path)
/** Texts with a longest length and no pattern: what a person may type. A reference has no longest length. */
function textsIn(shape: Shape, path: string): [path: string, most: number][] {
  const { enum: options, properties = {}, anyOf = [], oneOf = [], items, type, maxLength, pattern } = shape as Inside
  return [
    ...Object.entries(properties).flatMap(([name, each]) => textsIn(each, path === '' ? name : `${path}.${name}`)),
    ...[...anyOf, ...oneOf].flatMap((each) => textsIn(each, path)),
    ...(items ? textsIn(items, `${path}.0`) : []),
    ...(type === 'string' && !options && maxLength !== undefined && pattern === undefined ? [[path, maxLength] as [string, number]] : []),
  ]
}
