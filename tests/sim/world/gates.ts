/**
 * Every place where a tablet waits for its disk or its network is a gate, and one gate at a time is opened. So every
 * order of events can happen, a crash can come between any two of them, and the same throws give the same order.
 */
import type { Dice } from './dice.ts'

type Gate = { owner: object; open: () => void }

export class Gates {
  #waiting: Gate[] = []
  readonly #forgotten = new WeakSet<object>()
  readonly #quiet: () => Promise<void>
  opened = 0
  /** `untilQuiet`: resolves when nothing goes on but what waits at a gate. */
  constructor(untilQuiet: () => Promise<void>) {
    this.#quiet = untilQuiet
  }
  pass(owner: object): Promise<void> {
    return new Promise((open) => {
      if (!this.#forgotten.has(owner)) this.#waiting.push({ owner, open })
    })
  }
  /** What a crashed tablet was waiting for never comes, nor what it was just about to ask for. */
  forget(owner: object): void {
    this.#forgotten.add(owner)
    this.#waiting = this.#waiting.filter((gate) => gate.owner !== owner)
  }
  get isQuiet(): boolean {
    return this.#waiting.length === 0
  }
  settle(): Promise<void> {
    return this.#quiet()
  }
  /** Opens one gate: any, or without dice the one that has waited longest. */
  async openOne(dice?: Dice): Promise<void> {
    const [gate] = this.#waiting.splice(dice ? dice.under(this.#waiting.length) : 0, 1)
    if (!gate) return
    this.opened++
    gate.open()
    await this.#quiet()
  }
}
