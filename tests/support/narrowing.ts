/**
 * Whether one shape takes everything that another takes, told from their JSON Schemas: what was shipped is accepted for
 * ever, so a shape may only grow. Says where it does not.
 */
import { z } from '../../src/domain/schema.ts'

export type Shape = { readonly [key: string]: unknown }
export const shapeOf = (schema: z.ZodType): Shape => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape
  return JSON.parse(JSON.stringify(shape)) as Shape
}

type Rules = {
  /** The one who reads drops what it does not know, so nothing need be known of it. */
  dropsUnknown?: boolean
}
const list = (value: unknown): Shape[] => (Array.isArray(value) ? (value as Shape[]) : [])
function branchesOf(shape: Shape): Shape[] | undefined {
  if (Array.isArray(shape['type'])) return shape['type'].map((type: unknown) => (type === 'null' ? { type } : { ...shape, type }))
  return shape['anyOf'] ?? shape['oneOf'] ? list(shape['anyOf'] ?? shape['oneOf']) : undefined
}
const valuesOf = (shape: Shape): unknown[] | undefined => ('const' in shape ? [shape['const']] : (shape['enum'] as unknown[] | undefined))
const isAnything = (shape: Shape): boolean => !('type' in shape) && !branchesOf(shape) && valuesOf(shape) === undefined

/** What `after` refuses of what `before` says; empty where it takes all of it. */
export function refused(before: Shape, after: Shape, rules: Rules = {}, at = ''): string[] {
  // What refers to itself here is JSON of any kind, and only ever stands for itself.
  if ('$ref' in before || '$ref' in after) return JSON.stringify(before) === JSON.stringify(after) || isAnything(after) ? [] : [`${at} is of another kind`]
  if (isAnything(after)) return []
  const ways = branchesOf(before)
  if (ways) return ways.flatMap((way) => refused(way, after, rules, at))
  const takers = branchesOf(after)
  if (takers) return takers.map((taker) => refused(before, taker, rules, at)).toSorted((a, b) => a.length - b.length)[0] ?? [`${at} takes nothing`]
  if (isAnything(before)) return [`${at} took anything`]
  return [...otherValues(before, after, at), ...otherType(before, after, at), ...limits(before, after, at), ...inside(before, after, rules, at)]
}

function otherValues(before: Shape, after: Shape, at: string): string[] {
  const taken = valuesOf(after)
  if (taken === undefined) return []
  const said = valuesOf(before)
  return said === undefined ? [`${at} takes only some values`] : said.filter((value) => !taken.includes(value)).map((value) => `${at} no longer takes ${JSON.stringify(value)}`)
}
const otherType = (before: Shape, after: Shape, at: string): string[] =>
  before['type'] === after['type'] || (before['type'] === 'integer' && after['type'] === 'number') ? [] : [`${at} was ${String(before['type'])}, and is ${String(after['type'])}`]

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems']
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems']
function limits(before: Shape, after: Shape, at: string): string[] {
  // A list of values says more than a pattern or a length.
  if (valuesOf(before)) return []
  const isTighter = (limit: string, sign: number): boolean => after[limit] !== undefined && (before[limit] === undefined || sign * Number(after[limit]) < sign * Number(before[limit]))
  const tighter = [...LOWER.filter((limit) => isTighter(limit, -1)), ...UPPER.filter((limit) => isTighter(limit, 1))].filter((limit) => !(limit === 'minimum' && after[limit] === Number.MIN_SAFE_INTEGER) && !(limit === 'minItems' && after[limit] === 0))
  return [...tighter.map((limit) => `${at} has a tighter ${limit}`), ...(after['pattern'] !== undefined && after['pattern'] !== before['pattern'] ? [`${at} has another pattern`] : [])]
}

function inside(before: Shape, after: Shape, rules: Rules, at: string): string[] {
  const was = (before['properties'] ?? {}) as Record<string, Shape>
  const is = (after['properties'] ?? {}) as Record<string, Shape>
  const had = list(before['required']).map(String)
  const within = Object.entries(was).flatMap(([name, shape]) => {
    const now = is[name]
    if (now) return refused(shape, now, rules, `${at}.${name}`)
    return rules.dropsUnknown && after['additionalProperties'] !== false ? [] : [`${at}.${name} is no longer known`]
  })
  const needed = list(after['required']).map(String).filter((name) => !had.includes(name)).map((name) => `${at}.${name} is required now`)
  const items = before['items'] && after['items'] ? refused(before['items'] as Shape, after['items'] as Shape, rules, `${at}[]`) : []
  const parts = list(before['prefixItems']).flatMap((part, index) => refused(part, list(after['prefixItems'])[index] ?? {}, rules, `${at}[${index}]`))
  const more = before['additionalProperties'] && after['additionalProperties'] ? refused(before['additionalProperties'] as Shape, after['additionalProperties'] as Shape, rules, `${at}{}`) : []
  return [...within, ...needed, ...items, ...parts, ...more]
}

/** Names that stand in `after` inside a list or an object, and not in `before`: an older tablet writes such a value whole. */
export function grownInside(before: Shape, after: Shape, at = '', depth = 0): string[] {
  const [was, is] = [before['properties'], after['properties']] as (Record<string, Shape> | undefined)[]
  const here = depth > 0 && was && is ? Object.keys(is).filter((name) => !(name in was)).map((name) => `${at}.${name}`) : []
  const fields = Object.entries(was ?? {}).flatMap(([name, shape]) => (is?.[name] ? grownInside(shape, is[name], `${at}.${name}`, depth + 1) : []))
  const items = before['items'] && after['items'] ? grownInside(before['items'] as Shape, after['items'] as Shape, `${at}[]`, depth + 1) : []
  const ways = (branchesOf(before) ?? []).flatMap((way, index) => grownInside(way, branchesOf(after)?.[index] ?? {}, at, depth))
  return [...here, ...fields, ...items, ...ways]
}
