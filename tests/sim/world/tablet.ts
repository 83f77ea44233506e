/** One tablet of a world: its disk outlives it; what it has open, its timers and its requests go when it is killed. */
import { openRecords, type Records } from '../../../src/data/records.ts'
import type { Change } from '../../../src/data/store/commit.ts'
import type { Missing, Profile, Watched } from '../../../src/data/store/meta.ts'
import type { VaultDatabase } from '../../../src/data/store/database.ts'
import type { Vault } from '../../../src/data/vault/vault.ts'
import type { SyncStore } from '../../../src/data/store/syncStore.ts'
import type { Op } from '../../../src/domain/protocol.ts'
import { fullPace, notHandedIn, syncOnce, type Net, type Pace, type Round } from '../../../src/sync/engine.ts'
import { hasAnswered, isNews, onRung, watchdog, watchedOn } from '../../../src/sync/watchdog.ts'
import { Dice } from './dice.ts'
import { databaseOn, Disk } from './disk.ts'
import type { Gates } from './gates.ts'
import { glassVault, read } from './glassVault.ts'
import type { History } from './history.ts'
import type { Mutant } from './mutant.ts'
import { netOver, type Weather } from './network.ts'
import { personOf } from './school.ts'
import type { Path, SimServer } from './server.ts'
import { Watch } from './watch.ts'

/** Another disk and vault than those of glass, for worlds that are run more slowly over the product's own. */
export type Shelf = (tablet: string, turn: () => Promise<void>) => Promise<{ vault: Vault; database: VaultDatabase }>

export type World = { seed: number; gates: Gates; server: SimServer; history: History; mutant: Mutant; small: { page?: number; push?: number; isSlow?: boolean } | undefined; ether: object; shelf: Shelf | undefined }

/** An open app. Killed, it never answers again. */
export type Life = { pace: Pace; watched?: Watched | undefined; records?: Records; round?: Promise<unknown>; store?: SyncStore; net?: Net; lastRound?: Round; idle: boolean }

export class Tablet {
  readonly world: World
  readonly name: string
  readonly person: string
  readonly disk: Disk
  readonly watch: Watch
  #profile: Profile | undefined
  lives: Life[] = []
  readonly isCopy: boolean
  /** Added to the true time by this tablet's clock. */
  clockError = 0
  weather: Weather = 'fine'
  /** Seldom used: it saves and syncs rarely, so others move on without it. */
  isIdle = false
  /** The next pull is answered with `reset`, as by a server that has forgotten what it deleted. */
  mustReset = false
  /** One row of the next answer that has any is lost on the way into this tablet. */
  mustMiss = false
  /** Once for each: a person must be given it before anything after it goes. */
  hasDeadly = false
  /** Its person's account was closed, and it has handed in and forgotten what it held: how often the server had been put back when it was told to, and what it had reported. */
  left: { restores: number; missing: Missing[] } | undefined
  /** How often the server had been put back when this tablet last began to hand in, and when it was last told to leave. */
  #handsInSince: number | undefined
  #toldSince: number | undefined
  #throws = 0
  readonly #old = new Map<Path, string>()

  constructor(world: World, name: string, person: string, twinOf?: Tablet) {
    this.world = world
    this.name = name
    this.person = person
    this.isCopy = twinOf !== undefined
    this.disk = new Disk(twinOf?.disk)
    this.watch = new Watch(this)
    const { username, role, year, ...account } = personOf(person)
    this.#profile = twinOf ? undefined : { account: { ...account, username, role, ...(year === undefined ? {} : { year }) }, clientId: `client-${name}`, tabletId: `tablet-${name}`, refresh: null }
  }
  wall = (): number => this.world.server.now + this.clockError
  get life(): Life | undefined {
    return this.lives[0]
  }
  /** The open records of the window in use. */
  get records(): Records | undefined {
    return this.life?.records
  }

  /** Opens the app; a second time: another window of it. */
  open(): void {
    if (this.left) return
    const { world, disk } = this
    const life: Life = { idle: true, pace: fullPace() }
    this.lives.push(life)
    const turn = (): Promise<void> => world.gates.pass(life)
    const dice = new Dice(world.seed, this.name, 'ids', ++this.#throws)
    const given = this.#profile
    this.#profile = undefined
    void this.#safely(async () => {
      const glass = { vault: glassVault('vault'), database: databaseOn('vault', { disk, turn, onWritten: () => this.watch.written() }) }
      const { vault, database } = (await world.shelf?.(this.name, turn)) ?? glass
      const records = await openRecords(vault, {
        wall: this.wall, now: () => world.server.now, random: dice.fill, database: async () => world.mutant.database?.(database) ?? database, longLog: 6, breath: async () => undefined,
      }, given)
      const { append } = records.outbox
      records.outbox.append = async (ops, draft) => {
        for (const op of ops) if (op.g !== undefined) world.history.groups.set(op.g, ops.length)
        await append(ops, draft)
        for (const op of ops) world.history.save(this.name, op)
      }
      world.mutant.records?.(records)
      records.setSkew(dice.chance(0.7) ? -this.clockError : null)
      life.store = this.watch.store(world.mutant.store?.(records.sync, records) ?? records.sync, records)
      const net = netOver({
        dice: new Dice(world.seed, this.name, 'way', this.#throws), gates: world.gates, owner: life, ether: world.ether, small: world.small, old: this.#old, weather: () => this.weather,
        answer: async (path, text) => {
          const { restores } = world.server
          if (path === 'handin') this.#handsInSince ??= restores
          const answer = await this.watch.answer(path, text, records.profile().clientId)
          if (answer.text.startsWith('{"err":"device"')) this.#toldSince = restores
          return answer
        },
      })
      life.net = world.mutant.net?.(net, records) ?? net
      life.records = records
      this.watch.opened(life)
    })
  }
  kill(power?: Dice): void {
    for (const life of this.lives) this.world.gates.forget(life)
    this.lives = []
    if (power) this.disk.powerCut(power)
    this.watch.killed(power !== undefined)
  }
  closeWindow(): void {
    const life = this.lives.pop()
    if (life) this.world.gates.forget(life)
  }

  save(changes: readonly Change[], life = this.life): void {
    const { records } = life ?? {}
    if (records) void this.#safely(() => records.commit(changes))
  }
  /** What a screen with a fault, or a version that was never tested, put into the outbox. */
  saveRaw(op: Omit<Op, 'n'>): void {
    const { records } = this
    if (records) void this.#safely(() => records.outbox.inTurn(() => records.outbox.append([{ ...op, n: records.outbox.nextN() }])))
  }

  sync(life = this.life): void {
    const { records, store, net } = life ?? {}
    if (!life || !records || !store || !net || life.round) return
    life.round = this.#safely(async () => {
      life.watched = watchedOn(store, life.watched)
      life.lastRound = await syncOnce({ ...(await onRung(life.watched, { store, net })), wall: this.wall, pace: life.pace })
      if (life.lastRound.end === 'settled') this.#handsInSince = this.#toldSince = undefined
      const { clientId } = records.profile()
      if (life.watched?.rung === 'red') this.world.history.hasCut = true
      life.watched = watchdog(life.watched, { name: clientId, ackN: store.state().ackN, waiting: store.pending().pending, answered: hasAnswered(life.lastRound), at: this.world.server.now })
      if (isNews(life.watched, store.state().watched, this.world.server.now)) await store.noteWatched(life.watched)
      await this.watch.roundEnded(life)
      if (life.lastRound.end === 'stopped' && life.lastRound.wipe) await this.#leave(records, store)
    }).finally(() => {
      delete life.round
    })
  }
  /** As the app does: only when, with nothing being saved, there is nothing left to hand in. */
  #leave(records: Records, store: SyncStore): Promise<void> {
    return records.outbox.inTurn(async () => {
      await records.outbox.check()
      if (notHandedIn(store)) return
      const { restores } = this.world.server
      this.left = { restores: Math.min(this.#handsInSince ?? restores, this.#toldSince ?? restores), missing: store.state().missing }
      this.kill()
    })
  }
  fold(): void {
    const { store } = this.life ?? {}
    if (store) void this.#safely(() => store.fold())
  }
  loadOlder(): void {
    const { records } = this
    if (records) void this.#safely(() => records.loadOlder())
  }
  /** `share`: of what was acknowledged. */
  prune(share: number): void {
    const { records } = this
    if (records) void this.#safely(() => records.outbox.prune(Math.floor(records.sync.state().ackN * share)))
  }

  outboxOnDisk(): Op[] {
    return [...this.disk.tables.outbox.entries()].sort(([a], [b]) => Number(a) - Number(b)).map(([, row]) => read(row as { ct: unknown }) as Op)
  }

  /** What the app shows a person as a failure is no failure of the world; anything else is. */
  async #safely(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      if (name === 'OutboxTaken' || name === 'StateTaken') this.#reload()
      else if (!['StorageFull', 'ChangeRefused', 'RecordGone', 'DatabaseShut', 'VaultClosed'].includes(name)) this.world.history.break('sim', `${this.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
  }
  /** Another window was faster: the person is asked to reload, and does. */
  #reload(): void {
    this.kill()
    this.open()
  }
}
