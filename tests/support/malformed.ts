/** Requests that no tablet of ours would send: right ones, each spoilt in one to three places. The same dice, the same requests. */
import type { InjectOptions } from 'fastify'
import { MAX_OPS, PATHS } from '../../src/domain/protocol.ts'
import type { Dice } from '../sim/world/dice.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
/** Stands in the text for what JSON.stringify would not write. */
const RAW: Record<string, string> = { huge: '1e400', minus: '-0', long: '9'.repeat(400), nan: 'NaN', half: String.raw`"\ud800"`, deep: `${'['.repeat(3000)}${']'.repeat(3000)}`, bomb: `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, proto: '{"__proto__":{"role":"admin"}}', made: '{"constructor":{"prototype":{"role":"admin"}}}', twice: '{"n":1,"n":2}' }
export const TOO_DEEP = '@@deep@@'
const raw = (dice: Dice): string => `@@${dice.pick(Object.keys(RAW))}@@`
const TEXTS = ['', ' ', '\0', 'a\0b:1', 'client-x\0:1', '\ud800', '\udfff:3', '__proto__', 'constructor', 'toString', 'school', 'pupil:p3', 'pupil:p3:restricted', 'user:lead', "'; drop table row; --", '../../etc/passwd', '$1', '%s', '\u202eabc', 'ﷺ'.repeat(90), '2026-02-31', '999999999999999999999', 'ffffffffffffffff']
const VALUES: readonly Json[] = [null, true, false, 0, -1, 1.5, 1e308, 5e-324, 2 ** 53, -(2 ** 53), 4294967296, [], {}, [[]], [null], { '': '' }, { length: 100 }, { toString: 1 }]

export function nasty(dice: Dice): Json {
  if (dice.chance(0.4)) return dice.pick(TEXTS)
  if (dice.chance(0.3)) return raw(dice)
  return dice.chance(0.03) ? 'x'.repeat(dice.under(300_000)) : dice.pick(VALUES)
}

/** The value with one place in it spoilt. */
function spoilt(value: Json, dice: Dice, depth = 0): Json {
  if (typeof value !== 'object' || value === null || dice.chance(0.1 + depth / 20)) return nasty(dice)
  if (Array.isArray(value)) {
    if (value.length === 0 || dice.chance(0.15)) return dice.pick<Json[]>([[], [...value, nasty(dice)], [...value, ...value], [...value].reverse(), Array.from({ length: MAX_OPS + 1 }, () => value[0] ?? null)])
    const at = dice.under(value.length)
    return value.map((one, index) => (index === at ? spoilt(one, dice, depth + 1) : one))
  }
  const keys = Object.keys(value)
  const key = keys.length === 0 || dice.chance(0.1) ? dice.pick(TEXTS) : dice.pick(keys)
  if (dice.chance(0.1)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  if (dice.chance(0.05)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name === key ? dice.pick(TEXTS) : name, one]))
  return { ...value, [key]: key in value && Object.hasOwn(value, key) ? spoilt(value[key] ?? null, dice, depth + 1) : nasty(dice) }
}

function spoiltText(text: string, dice: Dice): string {
  const at = dice.under(text.length + 1)
  return dice.pick([text.slice(0, at), text + text, `${text.slice(0, at)}\0${text.slice(at)}`, `${text.slice(0, at)}${dice.pick(['"', '{', '}', ',', '\\u', '\\', '\n'])}${text.slice(at)}`, `\ufeff${text}`, `[${text}]`, text.replaceAll('"', "'"), text.toUpperCase(), ''])
}

const TYPES = ['application/json', 'application/json; charset=utf-16', 'application/json;charset=x', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream', 'application/xml', 'application/json, text/html', '', 'x', '/']
function spoiltHeaders(dice: Dice): Record<string, string> {
  return dice.pick<Record<string, string>>([
    { 'content-type': dice.pick(TYPES) }, { 'content-encoding': dice.pick(['gzip', 'br', 'identity', 'x']) }, { 'content-length': dice.pick(['0', '1', '5', '99999999', '-1', '1e3', 'x']) },
    { 'transfer-encoding': 'chunked' }, { 'accept-encoding': 'x'.repeat(5000) }, { cookie: 'sid=%00; sid=\u00ff' }, { cookie: `sid=${'x'.repeat(4000)}` }, { 'x-blue-report-person': "' or 1=1" }, { host: '%00' }, { accept: 'text/html' }, { expect: '100-continue' }, { origin: 'null' },
  ])
}

/** `type`: of what it carries, JSON unless said. */
export type Right = { url: string; body: Json; method?: 'PUT'; type?: string }
/** As text: some of it cannot be said as a value. */
export function spoiltJson(right: Json, dice: Dice): string {
  let body = right
  for (let times = dice.under(4); times > 0; times--) body = spoilt(body, dice)
  return JSON.stringify(body).replaceAll(/"@@(\w+)@@"/g, (_, name: string) => RAW[name] ?? 'null')
}
/** `right`: what it was before it was spoilt. */
export type Spoilt = { method: NonNullable<InjectOptions['method']>; url: string; payload: string; headers: Record<string, string> }
export function malformed(right: Right, dice: Dice): Spoilt {
  let text = spoiltJson(right.body, dice)
  if (dice.chance(0.15)) text = spoiltText(text, dice)
  const url = dice.chance(0.97) ? right.url : dice.pick([`${right.url}/`, `${right.url}?${'a=1&'.repeat(500)}`, `${right.url}/%00`, `${right.url}%ff`, right.url.toUpperCase(), `/${right.url}`, ...Object.values(PATHS)])
  return { method: dice.chance(0.98) ? (right.method ?? 'POST') : dice.pick(['GET', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD'] as const), url, payload: text, headers: { 'content-type': right.type ?? 'application/json', ...(dice.chance(0.08) ? spoiltHeaders(dice) : {}) } }
}
