/**
 * Sync as it runs for the open records: one round at a time, its schedule, and its status for the screens.
 *
 * Longer than other files because it is one clockwork: whatever starts a round and whatever ends one set the same status.
 */
import { computed, shallowRef, watch } from 'vue'
import { defineStore } from 'pinia'
import { clockJumps, wall } from '../data/clock.ts'
import { openNow } from '../data/current.ts'
import { lockNow } from '../data/tablet/lock.ts'
import { changeHeader, letGo } from '../data/tablet/session.ts'
import { OutboxTaken } from '../data/store/outbox.ts'
import type { Records } from '../data/records.ts'
import type { Watched } from '../data/store/meta.ts'
import { StateTaken } from '../data/store/syncStore.ts'
import { devices, handInFile, received, tellOpenings } from './asking.ts'
import { fullPace, notHandedIn, syncOnce, type NetFailure, type Pace, type Round } from './engine.ts'
import { askHealth, askParcelKey, handInText, httpNet, isBetter, listenForPokes, type Measured } from './http.ts'
import { AFTER_SAVE, pauseAfter, WHILE_VISIBLE } from './schedule.ts'
import type { NeedsYou, SyncNow, SyncStatus } from './status.ts'
import { signOut } from './signIn.ts'
import { hasAnswered, isNews, onRung, STUCK_MS, stuckCode, watchdog, watchedOn } from './watchdog.ts'

const VERSION = String(import.meta.env['VITE_APP_VERSION'] ?? '')

/** Says what went wrong behind the screen, unless these records were locked meanwhile: a closed vault is no fault. */
const unlessLocked = (records: Records, what: string) => (error: unknown): void => {
  if (openNow.value === records) console.error(what, error instanceof Error ? error.name : 'unknown')
}

export const useSync = defineStore('sync', () => {
  const sending = shallowRef(false)
  const reached = shallowRef(true)
  const needs = shallowRef<NeedsYou | null>(null)
  const skew = shallowRef<number | null>(null)
  const firstSync = shallowRef<number | null>(null)
  const lastOkAt = shallowRef<number | null>(null)
  const code = shallowRef<string | null>(null)
  /** Outlives a lock: it is told by the tablet's name whose queue it watches. */
  let watched: Watched | undefined
  /** Told with each round. */
  let stuck: string | null = null
  let pace: Pace = fullPace()
  const told = new WeakSet<Records>()

  const status = computed<SyncStatus>(() => {
    const { count, oldest } = openNow.value?.outbox.waiting.value ?? { count: 0, oldest: null }
    const state = needs.value ? 'needs-you' : sending.value && count > 0 ? 'sending' : count > 0 ? 'waiting' : 'all-sent'
    return { state, waiting: count, oldest, lastOkAt: lastOkAt.value, reached: reached.value, needs: needs.value, skew: skew.value, firstSync: firstSync.value, code: code.value }
  })

  let running: Promise<Round | undefined> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  /** Since the round under way began, the server said that there is something new. */
  let poked = false
  let measuredAt: number | undefined
  let measured: Measured | undefined
  /** The server asked to be left alone until then; by a clock that nobody sets. */
  let notBefore = 0

  /** One round at a time; a call during a round waits for it and runs another. A round that hangs is not waited for: two at once do no harm. */
  async function run(): Promise<Round | undefined> {
    for (let before = running; before; before = running === before ? undefined : running) await Promise.race([before, pause(STUCK_MS)])
    const mine = round().finally(() => {
      if (running === mine) running = undefined
    })
    running = mine
    return mine
  }

  async function round(): Promise<Round | undefined> {
    const records = openNow.value
    if (!records) return undefined
    clearTimeout(timer)
    poked = false
    sending.value = true
    const first = records.sync.state().cursor.seq === 0
    try {
      void measureSkew(records)
      watched = watchedOn(records.sync, watched)
      stuck = watched ? (stuck ?? stuckCode(watched, undefined)) : null
      const done = await syncOnce({
        ...(await onRung(watched, { store: records.sync, net: netFor(records) })), wall, pace,
        onProgress: (rows) => {
          if (first) firstSync.value = rows
        },
      })
      if (done.end === 'stopped' && done.wipe === true && openNow.value === records) {
        const failure = await photosHandedIn(records)
        if (failure) {
          const round: Round = { end: 'failed', failure, sent: done.sent }
          after(round, records)
          return round
        }
        await tellOpenings(records).catch(unlessLocked(records, 'The audit was not told'))
        // Nothing is saved between the last look and the end; what was saved until then, in another window too, is handed in by another round.
        const isGone = await records.outbox.inTurn(async () => {
          await records.outbox.check()
          return notHandedIn(records.sync) ? false : letGo(records.vaultId)
        })
        // The list says what has become of it here.
        if (isGone) await signOut(records.me.id)
        else later(AFTER_SAVE)
      } else after(done, records)
      return done
    } catch (error) {
      // A closed vault (locked in mid-round) is no fault; a full disk is somebody's to see.
      if (openNow.value === records) {
        // Another window of this tablet went on with these records: this one is locked, and reads them anew when it is opened.
        if (error instanceof OutboxTaken || error instanceof StateTaken) {
          lockNow()
          return undefined
        }
        if (error instanceof Error && error.name === 'StorageFull') needs.value = 'storage'
        else console.error('A round of sync failed', error instanceof Error ? error.name : 'unknown')
        later(pauseAfter(++failures, Math.random()))
      }
      return undefined
    } finally {
      sending.value = false
      firstSync.value = null
    }
  }

  /** Before the tablet is emptied. A failure leaves everything where it is, for the next round. */
  async function photosHandedIn(records: Records): Promise<NetFailure | undefined> {
    await records.loadOlder()
    const rows = records.memory.all('sheetPhoto')
    if (rows.length === 0 && !(await records.hasPhotos())) return undefined
    const [{ handInPhotos }, { formerPhotos }] = await Promise.all([import('./photoHandIn.ts'), import('./formerPhotos.ts')])
    const { me, sync } = records
    const photos = await records.photos()
    return handInPhotos({ photos, epoch: sync.state().epoch, clientId: sync.clientId(), handIn: (text) => handInText(me.id, text) }, [...rows, ...(await formerPhotos(records, photos))])
  }

  /** Beside the round, never before it: nobody waits for the clock. */
  async function measureSkew(records: Records): Promise<void> {
    if (measuredAt !== undefined && performance.now() - measuredAt < WHILE_VISIBLE / 2) return
    measuredAt = performance.now()
    const jump = clockJumps.value
    const health = await askHealth(wall)
    if (!('health' in health)) {
      measuredAt = undefined
      return
    }
    if (clockJumps.value !== jump || !isBetter(health, measured)) return
    measured = health
    // In a demo `wall` stands at the demo server's clock already, so this is the tablet's own error there too.
    skew.value = Math.round(health.skew)
    records.setSkew(skew.value)
  }

  function after(done: Round, records: Records): void {
    const failed = done.end === 'failed' ? done.failure : undefined
    reached.value = !failed || (done.end === 'failed' && done.pulled === true) || (failed.fail !== 'unreachable' && failed.fail !== 'not-ours')
    notBefore = performance.now() + (failed?.retryAfter ?? 0) * 1000
    const at = performance.timeOrigin + performance.now()
    watched = watchdog(watched, { name: records.sync.clientId(), ackN: records.sync.state().ackN, waiting: status.value.waiting, answered: hasAnswered(done), at })
    if (isNews(watched, records.sync.state().watched, at)) void records.sync.noteWatched(watched).catch(unlessLocked(records, 'The watchdog was not kept'))
    stuck = stuckCode(watched, failed?.fail)
    code.value = watched.rung === 'red' ? stuck : null
    // Signed in anew, the vault says once more with what it signs.
    if (failed?.fail === 'sign-in') told.delete(records)
    if (done.end === 'stopped') needs.value = 'refused'
    else if (code.value !== null) needs.value = 'stuck'
    else needs.value = failed?.fail === 'sign-in' || failed?.fail === 'update' ? failed.fail : records.sync.state().missing.length > 0 ? 'missing' : null
    if (!failed) {
      failures = 0
      lastOkAt.value = wall()
      stream()
      // Their own queue, after the changes that name them.
      void import('./photoRounds.ts').then(({ photoRound }) => photoRound(records)).catch(unlessLocked(records, 'Photos were not sent'))
      void tellOpenings(records).catch(unlessLocked(records, 'The audit was not told'))
      void sealParcelsTo(records).catch(unlessLocked(records, 'What to seal to was not asked'))
      void tidy(records).catch(unlessLocked(records, 'Folding failed'))
    } else failures++
    // What came or was saved while the round was ending is not in it.
    later(failed ? pauseAfter(failures, Math.random(), failed.retryAfter) : poked ? 0 : done.end === 'settled' && status.value.waiting > 0 ? AFTER_SAVE : WHILE_VISIBLE)
  }

  /** A person has been told of what the server no longer has. */
  async function seenByPerson(): Promise<void> {
    await openNow.value?.sync.seenByPerson()
    if (needs.value === 'missing') needs.value = null
  }

  /** Once for each opening: with what this vault signs, to what it seals its unsent work, and what else may open it. */
  async function sealParcelsTo(records: Records): Promise<void> {
    const { lockedWork } = records
    if (!lockedWork || told.has(records)) return
    const answer = await askParcelKey(records.me.id, await lockedWork.publicKey())
    if ('fail' in answer) return
    told.add(records)
    await lockedWork.sealTo(answer.seal)
    const [{ wrapForRecovery }, { removeLock }] = await Promise.all([import('../data/vault/recovering.ts'), import('../data/tablet/tabletLock.ts')])
    if (openNow.value === records) await changeHeader(records.vaultId, (header, vault) => wrapForRecovery(header, vault, answer.recovery))
    // No longer one person's tablet: whoever knows its code would be in.
    if (openNow.value === records && answer.onePerson === false) await removeLock(records.vaultId)
  }

  async function tidy(records: Records): Promise<void> {
    await records.sync.fold()
    await records.sync.prune()
  }

  function netFor(records: Records): ReturnType<typeof httpNet> {
    const net = httpNet({
      person: records.me.id,
      tabletId: records.profile().tabletId,
      refresh: () => records.profile().refresh,
      renewed: (refresh) => records.saveProfile({ ...records.profile(), refresh }),
      sign: async (words) => records.lockedWork?.signRefresh(words),
    })
    return { ...net, pull: (request, onNext) => net.pull({ ...request, version: VERSION, skew: skew.value, stuck }, onNext) }
  }

  function later(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (document.visibilityState === 'visible' || status.value.waiting > 0) void run()
      else later(WHILE_VISIBLE)
    }, Math.max(ms, notBefore - performance.now()))
  }

  let closeStream: (() => void) | undefined
  function stream(): void {
    closeStream ??= listenForPokes(
      () => {
        poked = true
        later(0)
      },
      () => {
        closeStream = undefined
      },
    )
  }
  const soon = (): void => {
    if (openNow.value && document.visibilityState === 'visible') {
      failures = 0
      later(100)
    }
  }
  /** A tablet put away may not come back today: what waits goes at once, as far as the browser lets it. */
  const beforeRest = (): void => {
    if (document.visibilityState === 'hidden' && status.value.waiting > 0 && !sending.value && performance.now() >= notBefore) void run()
  }

  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

  /** Starts with the app; follows whoever's records are open. */
  function start(): void {
    for (const event of ['online', 'focus', 'pageshow'] as const) window.addEventListener(event, soon)
    document.addEventListener('visibilitychange', soon)
    document.addEventListener('visibilitychange', beforeRest)
    watch(openNow, (records) => {
      clearTimeout(timer)
      closeStream?.()
      closeStream = undefined
      needs.value = null
      code.value = null
      pace = fullPace()
      measuredAt = undefined
      // A lock in between changes nothing about the tablet's clock.
      records?.setSkew(skew.value)
      lastOkAt.value = records?.sync.state().lastOkAt ?? null
      if (records) later(50)
    }, { immediate: true })
    watch(clockJumps, () => {
      measuredAt = undefined
      measured = undefined
      skew.value = null
      openNow.value?.setSkew(null)
      soon()
    })
    watch(() => status.value.waiting, (now, before) => {
      if (now > before && !sending.value) later(AFTER_SAVE)
    })
  }

  async function syncNow(): Promise<SyncNow> {
    const before = status.value.waiting
    const done = await run()
    const { waiting } = status.value
    return { sent: Math.max(0, before - waiting), waiting, reached: done !== undefined && reached.value, needsSignIn: needs.value === 'sign-in' }
  }

  return { status, syncNow, seenByPerson, devices, received, handInFile, start }
})
