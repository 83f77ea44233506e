/**
 * A tablet that never stops working: it writes changes into its journal, sends them until the server says it has them,
 * and remembers every word the server gave. A word taken back is a loss.
 */
import { request as httpRequest } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Chance } from '../../server/demo/seeded.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import { PATHS, PullReply, PushReply, SignInReply, type Op } from '../../src/domain/protocol.ts'
import { mentorOfTablet, PASSPHRASE, pupilOfTablet } from './school.ts'

const MOST_AT_ONCE = 24
const TIMEOUT = 4000

export class CrashTablet {
  readonly clientId: string
  readonly journal: Op[] = []
  /** The highest number the server ever said it had. */
  acknowledged = 0
  pushes = 0
  /** A push is on its way or being worked on. */
  isPushing = false
  readonly broken: string[] = []
  readonly #index: number
  readonly #port: number
  readonly #chance: Chance
  #cookie = ''
  #epoch = ''
  #sendFrom = 1
  #actions = 0
  #reviewStamp: string | undefined

  constructor(index: number, port: number, chance: Chance) {
    this.#index = index
    this.#port = port
    this.#chance = chance
    this.clientId = `client-crash-${index}`
  }

  /** Until told to stop, and then until all is sent. */
  async work(isOver: () => boolean, givesUp: AbortSignal): Promise<void> {
    while (!givesUp.aborted) {
      const waiting = this.journal.length - this.acknowledged
      if (waiting === 0 && isOver()) return
      if (!isOver() && waiting < 60) this.#act()
      const went = this.#cookie === '' ? await this.#signIn() : this.#chance.happens(0.15) ? await this.#pull() : await this.#push()
      if (!went) await wait(this.#chance.int(5, 40))
    }
  }

  /** What a mentor does: a fact, or an action of several parts that stand or fall together. */
  #act(): void {
    const action = `a${++this.#actions}`
    const parts = this.#chance.happens(0.5) ? 1 : this.#chance.int(2, 5)
    for (let part = 0; part < parts; part++) this.#write({ kind: 'add', t: 'dailyAction', id: `${this.clientId}-${action}-${part}`, f: { pupilId: this.#pupil, date: '2026-12-10', text: `${action} ${part}` } }, parts > 1 ? action : undefined)
    if (this.#chance.happens(0.3)) this.#review(`${action} wentWell`, parts > 1 ? action : undefined)
  }

  #review(wentWell: string, g: string | undefined): void {
    const id = `review:${this.#pupil}:2026-12-07`
    const whole = { pupilId: this.#pupil, weekStart: '2026-12-07', outcome: null, wentWell, nextStep: '', pupilComment: '', actionPlan: [], planInPlanner: false, signed: null, version: 1 }
    const before = this.#reviewStamp
    const n = before === undefined ? this.#write({ kind: 'add', t: 'weeklyReview', id, f: whole }, g) : this.#write({ kind: 'patch', t: 'weeklyReview', id, f: { wentWell }, base: { wentWell: before } }, g)
    this.#reviewStamp = `${this.clientId}:${n}`
  }

  #write(change: Pick<Op, 'kind' | 't' | 'id' | 'f' | 'base'>, g: string | undefined): number {
    const n = this.journal.length + 1
    const now = Date.now()
    this.journal.push({ n, ...change, bucket: `pupil:${this.#pupil}`, ...(g === undefined ? {} : { g }), seen: 0, hlc: hlcOf(now, 0), wall: now, skew: 0, sv: 1 })
    return n
  }

  async #push(): Promise<boolean> {
    const ops = this.#batch()
    if (ops.length === 0) return this.#pull()
    this.isPushing = true
    const reply = PushReply.safeParse(await this.#post(PATHS.push, { v: 1, epoch: this.#epoch, clientId: this.clientId, wall: Date.now(), pending: ops.length, oldest: null, ops }))
    this.isPushing = false
    if (!reply.success) return false
    this.pushes++
    if ('lastN' in reply.data && !('err' in reply.data)) {
      this.#hears(reply.data.lastN)
      for (const { n, r } of reply.data.results) if (r !== 'applied') this.broken.push(`${this.clientId}:${n} was ${r}`)
      return true
    }
    if ('expect' in reply.data) this.#hears(reply.data.expect - 1)
    else this.broken.push(`${this.clientId} was told ${JSON.stringify(reply.data)}`)
    return false
  }

  /** Whole actions only: then half of one at the server is the server's doing. */
  #batch(): Op[] {
    const from = this.journal.slice(this.#sendFrom - 1, this.#sendFrom - 1 + this.#chance.int(1, MOST_AT_ONCE))
    const next = this.journal[this.#sendFrom - 1 + from.length]
    for (let more = next; more?.g !== undefined && more.g === from.at(-1)?.g; more = this.journal[more.n]) from.push(more)
    return from
  }

  async #pull(): Promise<boolean> {
    const reply = PullReply.safeParse(await this.#post(PATHS.pull, { v: 1, epoch: this.#epoch, clientId: this.clientId, cursor: { seq: 0 }, sv: 1, limit: 1, pending: 0, oldest: null, wall: Date.now() }))
    if (!reply.success || !('puts' in reply.data)) return false
    this.#hears(reply.data.lastN)
    return true
  }

  #hears(lastN: number): void {
    // An old reply cannot overtake: one request at a time. So a smaller number is a word taken back.
    if (lastN < this.acknowledged) this.broken.push(`${this.clientId}: ${this.acknowledged} were acknowledged, now ${lastN}`)
    this.acknowledged = Math.max(this.acknowledged, lastN)
    this.#sendFrom = this.acknowledged + 1
  }

  async #signIn(): Promise<boolean> {
    const reply = SignInReply.safeParse(await this.#post(PATHS.session, { username: mentorOfTablet(this.#index), passphrase: PASSPHRASE, clientId: this.clientId, tabletId: this.clientId }))
    if (!reply.success) return false
    this.#epoch = reply.data.epoch
    return true
  }

  get #pupil(): string {
    return pupilOfTablet(this.#index)
  }

  /** The reply's body, or undefined for whatever went wrong on the way. */
  #post(path: string, body: unknown): Promise<unknown> {
    const text = JSON.stringify(body)
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'x-blue-report': '1', cookie: this.#cookie, connection: 'close' }
    return new Promise((resolve) => {
      const request = httpRequest({ port: this.#port, host: '127.0.0.1', method: 'POST', path, headers, agent: false, timeout: TIMEOUT }, (reply) => {
        let said = ''
        reply.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
        reply.on('error', () => resolve(undefined))
        reply.on('close', () => {
          if (reply.statusCode === 401) this.#cookie = ''
          if (!reply.complete || reply.statusCode !== 200) return resolve(undefined)
          const cookie = reply.headers['set-cookie']?.[0]?.split(';')[0]
          if (cookie) this.#cookie = cookie
          resolve(JSON.parse(said))
        })
      })
      request.on('timeout', () => request.destroy())
      request.on('error', () => resolve(undefined))
      request.end(text)
    })
  }
}
