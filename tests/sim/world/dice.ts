/** All chance in a simulated world comes from here: the same seed, the same world, to the last throw. */
export class Dice {
  #state: number
  constructor(...seeds: (number | string)[]) {
    this.#state = seeds.reduce<number>((hash, seed) => [...String(seed), '/'].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0, hash), 0x811c9dc5)
  }
  /** 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** 0 up to, but not including, `below`. */
  under(below: number): number {
    return Math.floor(this.next() * below)
  }
  chance(of: number): boolean {
    return this.next() < of
  }
  pick<T>(from: readonly T[]): T {
    const one = from[this.under(from.length)]
    if (one === undefined) throw new Error('There is nothing to pick from')
    return one
  }
  /** Fills bytes, for the ids a tablet makes. */
  fill = (bytes: Uint8Array): void => {
    for (let index = 0; index < bytes.length; index++) bytes[index] = this.under(256)
  }
}
