// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLOCKS, different, endings, FIELDS, heads, hear, histories, mayComeNext, shownIn, stampOfWrite, start, twoAgree, type Field, type Server, type ValueOf, type Write } from './smallScope.ts'

const say = (writes: readonly Write[]): string => writes.map(({ tablet, n, field, saw, clock }) => `${tablet}${n} ${field} at ${clock}${saw ? ` after ${saw.tablet}${saw.n}` : ''}`).join(', ')
const keptOf = (server: Server, field: Field) => server.kept.filter((one) => one.field === field).map(({ value }) => value)
const shownOrKept = (server: Server, field: Field): string => JSON.stringify([...new Set([shownIn(server, field).value, ...keptOf(server, field)])].toSorted())

/** What is wrong with how a server ended, if anything. */
function wrongIn(writes: readonly Write[], server: Server): string | undefined {
  for (const field of FIELDS) {
    const { stamp, value } = shownIn(server, field)
    const { unseen, seen } = heads(writes, field)
    if (unseen.length > 0 && !unseen.some((head) => stampOfWrite(head) === stamp)) return `${JSON.stringify(value)} beat one who had seen it`
    // Who replaced a text has seen it, whoever else had written the same.
    const lost = unseen.find((head) => head.value !== value && !keptOf(server, field).includes(head.value) && !seen.some((one) => one.value === head.value))
    if (lost) return `${JSON.stringify(lost.value)} was lost`
  }
  return undefined
}

/** Hears one history in every order; throws with its story where something is wrong, or where the order makes a difference. */
function hearInEveryOrder(writes: readonly Write[]): number {
  const nobodySaw = writes.every((one) => one.n === 1 && one.saw === undefined)
  let first: string | undefined
  let orders = 0
  for (const { order, server } of endings(writes)) {
    orders += 1
    const wrong = wrongIn(writes, server)
    const found = FIELDS.map((field) => JSON.stringify(shownIn(server, field).value) + (nobodySaw ? shownOrKept(server, field) : '')).join(' and ')
    first ??= found
    if (wrong !== undefined || found !== first) throw new Error(`${wrong ?? `${found} is shown, and elsewhere ${first}`}: ${say(order)}`)
  }
  return orders
}

describe('Three tablets, one record, two fields, up to two changes each, in every order', () => {
  it.each<[string, ValueOf]>([
    ['apart', different], ['apart the other way', twoAgree], ['alike', different], ['crossed', twoAgree],
  ])('the same is shown whoever is heard first, nobody loses to what they had seen, nothing is lost (clocks %s)', { timeout: 180_000 }, (clocks, valueOf) => {
    let stories = 0
    for (const writes of histories(CLOCKS[clocks] ?? {}, valueOf)) if (hearInEveryOrder(writes) > 0) stories += 1
    expect(stories).toBe(11_723)
  })
})

/** Up to a dozen changes of four tablets with clocks that say anything; each author saw any earlier change, or none. */
const longHistory = fc
  .array(fc.record({ tablet: fc.constantFrom('a', 'b', 'c', 'd'), field: fc.constantFrom(...FIELDS), clock: fc.integer({ min: 2, max: 40 }), saw: fc.nat(12), word: fc.nat(5) }), { minLength: 2, maxLength: 12 })
  .map((drawn) => {
    const writes: Write[] = []
    for (const { tablet, field, clock, saw, word } of drawn) {
      const own = writes.filter((one) => one.tablet === tablet)
      const there = [own.findLast((one) => one.field === field), ...writes.filter((one) => one.field === field)]
      writes.push({ tablet, field, clock, n: own.length + 1, saw: there[saw % there.length], value: `word ${word}` })
    }
    return writes
  })
/** One order in which they may be heard, by chance. */
const inSomeOrder = (writes: readonly Write[], chance: readonly number[]): Write[] => {
  const heard: Write[] = []
  for (let at = 0; heard.length < writes.length; at++) {
    const next = mayComeNext(writes, heard)
    heard.push(next[(chance[at % chance.length] ?? 0) % next.length] as Write)
  }
  return heard
}
const hearAll = (writes: readonly Write[]): Server => writes.reduce(hear, start())
const chance = fc.array(fc.nat(60), { minLength: 12, maxLength: 12 })

describe('Any tablets with any clocks', () => {
  it('lead to the same record in whichever order they are heard, and nobody loses to what they had seen', () => {
    fc.assert(fc.property(longHistory, chance, (writes, luck) => {
      const [one, other] = [writes, inSomeOrder(writes, luck)].map(hearAll) as [Server, Server]
      expect(FIELDS.map((field) => shownIn(other, field)), say(writes)).toEqual(FIELDS.map((field) => shownIn(one, field)))
      expect([wrongIn(writes, one), wrongIn(writes, other)], say(writes)).toEqual([undefined, undefined])
    }), { numRuns: 1000 })
  })
  it('may each be heard twice: the second time changes nothing', () => {
    fc.assert(fc.property(longHistory, (writes) => {
      let server = start()
      for (const write of writes) {
        server = hear(server, write)
        const again = hear(server, write)
        expect([again.held, new Set(again.kept.map((one) => JSON.stringify(one)))]).toEqual([server.held, new Set(server.kept.map((one) => JSON.stringify(one)))])
      }
    }))
  })
})
