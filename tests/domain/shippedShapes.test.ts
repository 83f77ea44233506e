// @vitest-environment node
/**
 * What has been shipped is accepted for ever, and a tablet is not always of today: shapes only grow. `shapes.json` holds
 * them as they were. After a change that only adds: BLUE_REPORT_FREEZE=1 npm run test:unit -- tests/domain/shippedShapes.test.ts
 * What never left this house may be taken out of the file by hand first.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Profile, SyncState } from '../../src/data/store/meta.ts'
import { VaultHeader } from '../../src/data/vault/header.ts'
import { ruleOf } from '../../src/domain/change.ts'
import { DevicesReply, Health, OpShape, PullReply, PullRequest, PushReply, PushRequest, RefreshRequest, SignInReply, SignInRequest } from '../../src/domain/protocol.ts'
import { isKind, KINDS, RECORDS } from '../../src/domain/records.ts'
import { z } from '../../src/domain/schema.ts'
import { grownInside, refused, shapeOf, type Shape } from '../support/narrowing.ts'

const PLACE = fileURLToPath(new URL('shipped/shapes.json', import.meta.url))
const of = (schemas: Record<string, z.ZodType>): Record<string, Shape> => Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, shapeOf(schema)]))
const now = {
  kinds: of(Object.fromEntries(KINDS.map((kind) => [kind, RECORDS[kind].schema]))),
  /** What an older tablet says to this server, and what one has on its disk. */
  said: of({ OpShape, PushRequest, PullRequest, SignInRequest, RefreshRequest, Profile, SyncState, VaultHeader }),
  /** What this server says to an older tablet. */
  heard: of({ PushReply, PullReply, SignInReply, Health, DevicesReply }),
}
const shipped = JSON.parse(readFileSync(PLACE, 'utf8')) as typeof now

describe('A shape that was shipped', () => {
  it.each(Object.keys(shipped.kinds))('still takes everything it took: %s', (kind) => {
    expect(refused(shipped.kinds[kind] ?? {}, now.kinds[kind] ?? { enum: [] }, {}, kind)).toEqual([])
  })
  it.each(Object.keys(shipped.said))('still takes what an older tablet says, or has kept: %s', (name) => {
    expect(refused(shipped.said[name] ?? {}, now.said[name] ?? { enum: [] }, {}, name)).toEqual([])
  })
  it.each(Object.keys(shipped.heard))('says nothing to an older tablet that it could not read: %s', (name) => {
    expect(refused(now.heard[name] ?? {}, shipped.heard[name] ?? {}, { dropsUnknown: true }, name)).toEqual([])
  })
  // An older tablet writes a list or an object whole, without what it does not know in it. A new field stands beside it.
  it.each(KINDS.filter((kind) => RECORDS[kind].nature === 'record'))('has nothing new inside a list or an object that is edited: %s', (kind) => {
    const inside = grownInside(shipped.kinds[kind] ?? {}, now.kinds[kind] ?? {})
    expect(inside.filter((name) => isKind(kind) && ruleOf(kind, name.split(/[.[]/)[1] ?? '') !== 'once')).toEqual([])
  })
  it('is in the file, with everything that has been added since', () => {
    const lessened = [...Object.entries(shipped.kinds).flatMap(([kind, shape]) => refused(shape, now.kinds[kind] ?? { enum: [] })), ...Object.entries(shipped.said).flatMap(([name, shape]) => refused(shape, now.said[name] ?? { enum: [] }))]
    if (process.env['BLUE_REPORT_FREEZE'] !== undefined && lessened.length === 0) writeFileSync(PLACE, `${JSON.stringify(now, null, 1)}\n`)
    expect(JSON.parse(readFileSync(PLACE, 'utf8')), 'see the head of this test').toEqual(now)
  })
})

describe('The comparison finds', () => {
  const old = z.object({ text: z.string().max(50), mark: z.enum(['/', 'L']), at: z.number().optional(), plan: z.array(z.object({ who: z.string() })) })
  const since = (shape: z.ZodType): string[] => refused(shapeOf(old), shapeOf(shape))
  it('nothing where a shape only grew', () => {
    expect(since(old.extend({ text: z.string().max(80), mark: z.enum(['/', 'L', 'U']).nullable(), more: z.string().optional() }))).toEqual([])
  })
  it.each<[string, z.ZodType, string]>([
    ['a field that is required now', old.extend({ more: z.string() }), '.more is required now'],
    ['a field that was optional', old.extend({ at: z.number() }), '.at is required now'],
    ['a field that went, or has another name', old.omit({ at: true }), '.at is no longer known'],
    ['a shorter text', old.extend({ text: z.string().max(20) }), '.text has a tighter maxLength'],
    ['a value that is no longer taken', old.extend({ mark: z.enum(['/']) }), '.mark no longer takes "L"'],
    ['another type', old.extend({ at: z.string().optional() }), '.at was number, and is string'],
    ['a new pattern', old.extend({ text: z.string().max(50).regex(/^x/) }), '.text has another pattern'],
    ['what a list must now hold', old.extend({ plan: z.array(z.object({ who: z.string(), by: z.string() })) }), '.plan[].by is required now'],
  ])('%s', (_, shape, said) => expect(since(shape)).toEqual([said]))
  it('what grew inside a list', () => {
    expect(grownInside(shapeOf(old), shapeOf(old.extend({ plan: z.array(z.object({ who: z.string(), by: z.string().optional() })), more: z.string().optional() })))).toEqual(['.plan[].by'])
  })
})
