/**
 * Whether what happened keeps the promises of sync.md 2.18, from the history and the server's log alone. Every text is
 * written once, so that a value names the act that wrote it; the log's order and each operation's base say who saw whom.
 */
import { opIdOf } from '../../src/domain/change.ts'
import type { Json, Op } from '../../src/domain/protocol.ts'
import type { Broken, Field, Happening, Kept } from './history.ts'

const FIELDS: readonly Field[] = ['wentWell', 'nextStep']

export function check(history: readonly Happening[], kept: Kept): Broken[] {
  const { versions, replaced, broken } = replayed(kept)
  return [...broken, ...nothingLost(history, kept, replaced), ...honest(history), ...showsItsOwn(history), ...neverBack(history, versions), ...agree(history, kept), ...onlyTheirs(history)]
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
/** `isBegun`: it stands as its record was begun, and nobody has written there since. */
type Standing = { text: string; stamp: string | null; time: string; isBegun: boolean }
const textsOf = (op: Op): [Field | 'action', string][] =>
  op.t === 'dailyAction' ? [['action', textOf(op.f?.['text'])]] : FIELDS.flatMap((field) => (typeof op.f?.[field] === 'string' && op.f[field] !== '' ? [[field, op.f[field]] as [Field, string]] : []))
const isReview = (op: Op): boolean => op.t === 'weeklyReview'

/** I3 and I10: taken in once each and in their order, the operations give what the server has; nobody is overruled by what they had seen. */
/** `replaced`: what somebody who had seen it wrote anew; that need not be kept anywhere but in the log. */
type Replayed = { versions: Record<Field, string[]>; replaced: Set<string>; broken: Broken[] }
function replayed({ ops, before, after }: Kept): Replayed {
  const broken: Broken[] = []
  const replaced = new Set<string>()
  const versions: Record<Field, string[]> = { wentWell: [], nextStep: [] }
  const standing = new Map<Field, Standing>()
  for (const field of FIELDS) {
    const at = (from: string): string => {
      const all = JSON.parse(from) as string | Record<string, string>
      return typeof all === 'string' ? all : (all[field] ?? '')
    }
    standing.set(field, before ? { text: textOf((JSON.parse(before.f) as Record<Field, Json>)[field]), stamp: at(before.s), time: at(before.h), isBegun: true } : { text: '', stamp: null, time: '', isBegun: true })
  }
  for (const one of ops) {
    const op = JSON.parse(one.op) as Op
    if (!isReview(op) || one.outcome === 'parked') continue
    const stamp = opIdOf(one.client_id, one.n)
    for (const field of FIELDS) {
      const text = op.f?.[field]
      const now = standing.get(field)
      if (typeof text !== 'string' || !now) continue
      // What was left empty when a record was begun is nobody's word: it is not seen, and it overrules nobody.
      const saw = now.stamp === null || op.base?.[field] === now.stamp || now.stamp.startsWith(`${one.client_id}:`) || (now.isBegun && now.text === '')
      if (!saw && op.kind === 'add' && text === '' && now.text !== '') continue
      const isSame = now.text.replaceAll(/\s+/g, ' ').trim() === text.replaceAll(/\s+/g, ' ').trim()
      if (saw && !isSame && Object.keys(op.f ?? {}).length === 1 && one.outcome === 'conflict') broken.push({ rule: 'I10', what: `${stamp} saw “${now.text}” and was overruled` })
      if (!saw && !isSame && (one.eff_hlc < now.time || (one.eff_hlc === now.time && stamp < (now.stamp ?? '')))) continue
      if (saw || isSame) replaced.add(now.text)
      standing.set(field, { text, stamp, time: one.eff_hlc, isBegun: op.kind === 'add' })
      if (text !== '') versions[field].push(text)
    }
  }
  for (const field of FIELDS) {
    const has = after ? textOf((JSON.parse(after.f) as Record<Field, Json>)[field]) : ''
    if (has !== standing.get(field)?.text) broken.push({ rule: 'I3', what: `${field} is “${has}”; its operations add up to “${standing.get(field)?.text ?? ''}”` })
  }
  return { versions, replaced, broken }
}

/** I2: what was saved is in the log exactly once, and can be found. What a cleared tablet had not sent is gone with it. */
function nothingLost(history: readonly Happening[], { ops, after, beside, actions }: Kept, replaced: ReadonlySet<string>): Broken[] {
  const times = new Map<string, number>()
  for (const one of ops) for (const [, text] of textsOf(JSON.parse(one.op) as Op)) times.set(text, (times.get(text) ?? 0) + 1)
  const everything = [after?.f ?? '', ...beside, ...actions].join('\n')
  const isGone = new Set<string>()
  history.forEach((one, index) => {
    if (one.kind !== 'cleared') return
    for (const earlier of history.slice(0, index)) if (earlier.kind === 'saved' && earlier.tablet === one.tablet && !one.logged.includes(earlier.text)) isGone.add(earlier.text)
  })
  return history.flatMap((one): Broken[] => {
    if (one.kind !== 'saved' && one.kind !== 'perhaps') return []
    const count = times.get(one.text) ?? 0
    if (count > 1) return [{ rule: 'I3', what: `“${one.text}” was taken in ${count} times` }]
    if (count === 0) return one.kind === 'perhaps' || isGone.has(one.text) ? [] : [{ rule: 'I2', what: `${one.tablet} saved “${one.text}”, and the server never had it` }]
    return everything.includes(one.text) || replaced.has(one.text) ? [] : [{ rule: 'I2', what: `“${one.text}” of ${one.tablet} is nowhere any more` }]
  })
}
type At<K extends Happening['kind']> = Extract<Happening, { kind: K }>
/** What this tablet had saved by then and the browser has not thrown away. */
function savedBy(history: readonly Happening[], index: number, tablet: string): At<'saved'>[] {
  const past = history.slice(0, index)
  const cleared = past.findLastIndex((one) => one.kind === 'cleared' && one.tablet === tablet)
  return past.slice(cleared + 1).filter((one): one is At<'saved'> => one.kind === 'saved' && one.tablet === tablet)
}

/** I4 and I20: “All sent” is said of what the server has, and of nothing else. */
const honest = (history: readonly Happening[]): Broken[] =>
  history.flatMap((one, index) =>
    one.kind === 'all-sent' ? savedBy(history, index, one.tablet).filter(({ text }) => !one.logged.includes(text)).map(({ text }) => ({ rule: 'I20', what: `${one.tablet} said that all is sent; the server had no “${text}”` })) : [])

/** I7: what the server does not have yet is shown by the tablet it was saved on, through reloads and kills. */
const showsItsOwn = (history: readonly Happening[]): Broken[] =>
  history.flatMap((one, index) => {
    if (one.kind !== 'shown') return []
    const mine = savedBy(history, index, one.tablet).filter(({ field }) => field === one.field).at(-1)
    const cutShort = history.slice(0, index).some((other) => other.kind === 'perhaps' && other.tablet === one.tablet && other.text === one.text)
    return mine && !one.logged.includes(mine.text) && one.text !== mine.text && !cutShort ? [{ rule: 'I7', what: `${one.tablet} shows “${one.text}” in ${one.field}, and had saved “${mine.text}”` }] : []
  })

/** I6: nobody is shown what the server had before, after what it had later. */
function neverBack(history: readonly Happening[], versions: Record<Field, string[]>): Broken[] {
  const reached = new Map<string, number>()
  return history.flatMap((one) => {
    if (one.kind !== 'shown' || !one.logged.includes(one.text)) return []
    const place = versions[one.field].indexOf(one.text)
    const before = reached.get(`${one.tablet} ${one.field}`) ?? -1
    if (place >= 0) reached.set(`${one.tablet} ${one.field}`, Math.max(place, before))
    return place >= 0 && place < before ? [{ rule: 'I6', what: `${one.tablet} went back to “${one.text}”` }] : []
  })
}

/** I1 and I5: in the end everybody has what the server has. */
const agree = (history: readonly Happening[], { after, actions }: Kept): Broken[] =>
  history.flatMap((one) => {
    if (one.kind !== 'ending') return []
    const has = (after ? JSON.parse(after.f) : {}) as Partial<Record<Field, string>>
    return [
      ...FIELDS.filter((field) => one.fields[field] !== (has[field] ?? '')).map((field) => ({ rule: 'I1', what: `${one.tablet} has “${one.fields[field]}” in ${field}, the server “${has[field] ?? ''}”` })),
      ...actions.filter((text) => !one.actions.includes(text)).map((text) => ({ rule: 'I5', what: `${one.tablet} never got “${text}”` })),
    ]
  })

/** I8: who has a pupil no longer sees nothing of them. */
const onlyTheirs = (history: readonly Happening[]): Broken[] =>
  history.flatMap((one) => (one.kind === 'handed-over' && one.shows !== one.isTheirs ? [{ rule: 'I8', what: `${one.tablet} ${one.shows ? 'still shows' : 'does not show'} the pupil who was handed over` }] : []))
