/** The promises that are kept at every moment, watched on one tablet: what it shows, how far it is, what it is told. */
import { opIdOf } from '../../../src/domain/change.ts'
import type { Op, PullReply } from '../../../src/domain/protocol.ts'
import { stampOf, type Kind, type Row } from '../../../src/domain/records.ts'
import type { Records } from '../../../src/data/records.ts'
import type { Snapshot, SyncStore } from '../../../src/data/store/syncStore.ts'
import { read } from './glassVault.ts'
import { identity, isEmptied } from './history.ts'
import { START } from './school.ts'
import type { Answer, Path } from './server.ts'
import type { Life, Tablet } from './tablet.ts'

type Stamps = Row['s']
type Far = { epoch: string; seq: number; ackN: number; scopeV: number; turns: number }

export class Watch {
  readonly tablet: Tablet
  readonly numbers = new Map<string, string>()
  #rows = new Map<unknown, object>()
  #far: Far | undefined
  #unsent: { clientId: string; ops: readonly Op[] } | undefined
  #life: Life | undefined
  /** Starts over and new names, after which numbers may be smaller. */
  #turns = 0
  /** Those that the window in use has heard of: another window may have turned the disk, and its own memory goes on as it was. */
  #turnsKnown = 0
  #isTurning = false
  #scope: readonly string[] = []
  hasPruned = false
  /** Rows that the world made this tablet miss, by their number: only asking for a digest can bring them. */
  readonly #missed = new Map<string, number>()

  constructor(tablet: Tablet) {
    this.tablet = tablet
  }
  #break(rule: string, what: string): void {
    this.tablet.world.history.break(rule, `${this.tablet.name}: ${what}`)
  }

  /** The reply as it leaves the server: nothing in it that this person may not read at this moment (I8). */
  async answer(path: Path, text: string, clientId: string): Promise<Answer> {
    const { server, mutant } = this.tablet.world
    const ask = (request: { path: Path; personId: string; clientId: string; text: string }): Promise<Answer> => server.answer(request.path, request.personId, request.clientId, request.text)
    const request = { path, personId: this.tablet.person, clientId, text }
    if (path === 'pull' && this.tablet.mustReset) {
      this.tablet.mustReset = false
      return { status: 200, text: '{"reset":true}' }
    }
    const whole = await (mutant.server ? mutant.server(request, ask, server) : ask(request))
    const answer = path === 'pull' && this.tablet.mustMiss ? this.#lose(whole) : whole
    if (path === 'pull' && answer.status === 200) {
      const reply = JSON.parse(answer.text) as PullReply
      const mayRead = await server.scope(this.tablet.person)
      if ('puts' in reply) for (const row of reply.puts) if (!mayRead(row.b)) this.#break('I8', `was sent ${row.t} ${row.id} of ${row.b}`)
    }
    return answer
  }

  #lose(answer: Answer): Answer {
    const reply = answer.status === 200 ? (JSON.parse(answer.text) as PullReply) : undefined
    const lost = reply && 'puts' in reply ? reply.puts.pop() : undefined
    if (!lost) return answer
    this.tablet.mustMiss = false
    this.#missed.set(`${lost.t} ${lost.id}`, lost.seq)
    return { ...answer, text: JSON.stringify(reply) }
  }
  #isMissed = (row: { t: string; id: string; seq: number }): boolean => this.#missed.get(`${row.t} ${row.id}`) === row.seq

  store(store: SyncStore, records: Records): SyncStore {
    // The server's life from which each row in this window's memory came.
    const epochs = new Map<string, string>()
    return {
      ...store,
      applyPage: async (page, ...rest) => {
        const before = new Map(page.puts.map((row) => [row, records.memory.serverRow(row)?.seq]))
        const applied = await store.applyPage(page, ...rest)
        if (!applied) return false
        this.#scope = page.scope
        for (const [row, seq] of before) {
          const now = records.memory.serverRow(row)?.seq
          const was = epochs.get(`${row.t} ${row.id}`)
          epochs.set(`${row.t} ${row.id}`, page.epoch)
          if (was === page.epoch && !this.tablet.world.server.wasPutBack && seq !== undefined && now !== undefined && now < seq) this.#break('I6', `${row.t} ${row.id} went from ${seq} back to ${now}`)
        }
        if (!page.more) await this.#afterScan(page, records)
        return true
      },
      restart: async (...args) => {
        await this.#turning(records, () => store.restart(...args))
      },
      takeNewName: async (...args) => {
        await this.#turning(records, () => store.takeNewName(...args))
      },
    }
  }

  async #turning(records: Records, work: () => Promise<void>): Promise<void> {
    this.#turns++
    this.#isTurning = true
    await work()
    if (this.#life?.records === records) this.#turnsKnown = this.#turns
    this.#isTurning = false
  }

  /** After a whole scan: nothing of a bucket that was left (I8), nothing skipped (I5). */
  async #afterScan(page: Snapshot, records: Records): Promise<void> {
    const { server } = this.tablet.world
    if ((await server.epoch()) !== page.epoch) return
    for (const row of records.memory.serverRows())
      if (page.from.upto === undefined && !page.scope.includes(row.b)) this.#break('I8', `still holds ${row.t} ${row.id} of ${row.b}`)
    const mayRead = await server.scope(this.tablet.person)
    const since = await server.entered(this.tablet.person)
    for (const row of await server.rows()) {
      // Entered after this scan began: the next one brings all of it.
      if ((since.get(row.bucket) ?? Infinity) > page.cursor.seq) continue
      if (row.seq > page.cursor.seq || !page.scope.includes(row.bucket) || !mayRead(row.bucket) || (!records.olderLoaded.value && isOld(row))) continue
      const held = records.memory.serverRow(row)
      if (held?.seq !== row.seq && !this.#isMissed(row)) this.#break('I5', `is at ${page.cursor.seq} without ${row.t} ${row.id} of ${row.seq} (has ${held?.seq ?? 'none'})`)
    }
  }

  /** Called after each transaction: no number ever names two different acts (I17). */
  written(): void {
    const { tablet } = this
    const stored = tablet.disk.tables.outbox
    const profile = tablet.disk.tables.meta.get('profile')
    if (!profile) return
    for (const [n, row] of stored) {
      if (this.#rows.get(n) === row) continue
      this.#rows.set(n, row)
      const { clientId } = read(profile as { ct: unknown }) as { clientId: string }
      const op = read(row as { ct: unknown }) as Op
      const act = identity(op)
      const known = this.numbers.get(opIdOf(clientId, Number(n)))
      if (known !== undefined && tablet.world.history.erased.size > 0 && isEmptied(act, known)) continue
      if (known !== undefined && known !== act) this.#break('I17', `used the number ${clientId}:${n} twice`)
      this.numbers.set(opIdOf(clientId, Number(n)), act)
    }
  }
  inherit(from: Watch): void {
    this.hasPruned = from.hasPruned
    for (const [name, seq] of from.#missed) this.#missed.set(name, seq)
    for (const [name, act] of from.numbers) this.numbers.set(name, act)
  }

  opened(life: Life): void {
    this.#life = life
    this.#turnsKnown = this.#turns
    this.#unsent = undefined
  }
  /** What lies on the disk of a killed tablet is whole (I17). */
  killed(powerCut: boolean): void {
    this.#isTurning = false
    this.#life = undefined
    if (powerCut) this.#far = undefined
    if (this.hasPruned) return
    const counts = new Map<string, number>()
    for (const { g } of this.tablet.outboxOnDisk()) if (g !== undefined) counts.set(g, (counts.get(g) ?? 0) + 1)
    for (const [g, count] of counts) {
      const size = this.tablet.world.history.groups.get(g)
      if (size !== undefined && size !== count) this.#break('I17', `kept ${count} of the ${size} changes of one action`)
    }
  }

  /** After every gate. */
  async step(): Promise<void> {
    const records = this.#life?.records
    if (!records || this.#life !== this.tablet.life) return
    this.#goesOn(records)
    this.#showsItsOwn(records)
    await this.#keepsWhatIsAcknowledged(records)
  }

  #goesOn(records: Records): void {
    const { epoch, cursor, ackN, scopeV } = records.sync.state()
    const far: Far = { epoch, seq: cursor.seq, ackN, scopeV, turns: this.#turnsKnown }
    const was = this.#far
    // Mid-way through a first sync nothing of it is on the disk yet.
    this.#far = this.#isTurning || far.seq === 0 ? undefined : far
    if (!was || was.epoch !== epoch || was.turns !== far.turns) return
    // A disk that was put back may know of fewer grants until that is seen.
    if (far.seq < was.seq || ackN < was.ackN || (scopeV < was.scopeV && !this.tablet.world.server.wasPutBack)) this.#break('I6', `went back from ${JSON.stringify(was)} to ${JSON.stringify(far)}`)
  }

  /** A field with unsent work shows the last of it (I7). */
  #showsItsOwn({ memory, outbox, sync }: Records): void {
    const last = new Map<string, { op: Op; field: string; value: unknown }>()
    const voided = new Set<string>()
    const added = new Set<string>()
    for (const op of outbox.unsent(sync.state().ackN, Number.POSITIVE_INFINITY)) {
      if (op.kind === 'void') voided.add(`${op.t} ${op.id}`)
      if (op.kind === 'add') added.add(`${op.t} ${op.id}`)
      for (const [field, value] of Object.entries(op.f ?? {})) last.set(`${op.t} ${op.id} ${field}`, { op, field, value })
    }
    for (const { op, field, value } of last.values()) {
      const server = memory.serverRow(op)
      if (voided.has(`${op.t} ${op.id}`) || server?.void !== undefined || (!server && !added.has(`${op.t} ${op.id}`)) || op.id.startsWith('poison-')) continue
      const shown = memory.get(op.t as Kind, op.id)
      if (JSON.stringify((shown?.f as Record<string, unknown> | undefined)?.[field]) !== JSON.stringify(value)) this.#break('I7', `does not show its own ${field} of ${op.t} ${op.id}`)
    }
  }

  /** What has just been acknowledged is there, in the same moment (I4). */
  async #keepsWhatIsAcknowledged({ memory, olderLoaded, outbox, profile, sync }: Records): Promise<void> {
    const { clientId } = profile()
    const ops = outbox.unsent(0, Number.POSITIVE_INFINITY)
    const before = this.#unsent
    this.#unsent = { clientId, ops }
    if (!before || before.clientId !== clientId) return
    const left = new Set(ops.map((op) => op.n))
    const gone = before.ops.filter((op) => !left.has(op.n))
    if (gone.length === 0) return
    const { server } = this.tablet.world
    if ((await server.epoch()) !== sync.state().epoch) return
    const rows = await server.rows()
    for (const op of gone) {
      const row = rows.find((one) => one.t === op.t && one.id === op.id)
      const held = memory.serverRow(op)
      // Missed, and not yet replaced by a newer one, whatever the server has meanwhile.
      const isMissed = row !== undefined && (held?.seq ?? 0) < (this.#missed.get(`${row.t} ${row.id}`) ?? 0)
      if (!row || isMissed || !this.#scope.includes(row.bucket) || (!olderLoaded.value && isOld(row))) continue
      const stored = { s: JSON.parse(row.s) as Stamps, f: JSON.parse(row.f) as Row['f'] }
      const mine = opIdOf(clientId, op.n)
      const absent = Object.keys(op.f ?? {}).find((field) => stampOf(stored, field) === mine && stampOf(held, field) !== mine)
      if (absent !== undefined) this.#break('I4', `was told of ${mine} before its ${absent} of ${op.t} ${op.id} came`)
    }
  }

  /** "All sent" is said only when the server has all of it (I20). */
  async roundEnded(life: Life): Promise<void> {
    const { records, lastRound } = life
    if (!records || lastRound?.end !== 'settled' || records.outbox.waiting.value.count > 0) return
    const { server } = this.tablet.world
    if ((await server.epoch()) !== records.sync.state().epoch) return
    const { clientId } = records.profile()
    const known = await server.lastN(clientId)
    if (known < records.outbox.nextN() - 1) this.#break('I20', `says all is sent, and the server has ${known} of ${records.outbox.nextN() - 1}`)
  }
}

/** Of an earlier two months, which an app that was just opened reads later. */
const isOld = (row: { f: string }): boolean => ((JSON.parse(row.f) as { occurredAt?: number }).occurredAt ?? START) < Date.UTC(2026, 10, 1)
