import { describe, expect, it } from 'vitest'
import type { SyncStore } from '../../src/data/store/syncStore.ts'
import type { Op, PushRequest } from '../../src/domain/protocol.ts'
import type { Net } from '../../src/sync/engine.ts'
import type { Watched } from '../../src/data/store/meta.ts'
import { isNews, isServerSilent, onRung, STUCK_MS, stuckCode, watchdog, watchedOn, type Rung, type Seen } from '../../src/sync/watchdog.ts'

const seen = (at: number, more: Partial<Seen> = {}): Seen => ({ name: 'client-a', ackN: 4, waiting: 3, answered: true, at, ...more })
const after = (...rounds: Seen[]): Watched | undefined => rounds.reduce<Watched | undefined>(watchdog, undefined)

describe('The watchdog', () => {
  it('lets ten minutes without progress pass, and then tries harder round by round until a person is told', () => {
    expect(after(seen(0), seen(STUCK_MS - 1))?.rung).toBe('usual')
    const rounds = [seen(0)]
    const rungs = [0, 1, 2, 3, 4].map((index) => {
      rounds.push(seen(STUCK_MS + index * 1000))
      return after(...rounds)?.rung
    })
    expect(rungs).toEqual(['fresh-pull', 'single', 'hand-in', 'red', 'red'])
  })
  it('is content with any progress, at any rung, and with nothing waiting', () => {
    expect(after(seen(0), seen(STUCK_MS), seen(STUCK_MS + 1), seen(STUCK_MS + 2, { ackN: 5 }))?.rung).toBe('usual')
    expect(after(seen(0), seen(STUCK_MS), seen(STUCK_MS + 1, { waiting: 0 }))?.rung).toBe('usual')
    expect(after(seen(0), seen(STUCK_MS, { name: 'client-b', ackN: 4 }))?.rung).toBe('usual')
  })
  it('does not count the time in which no server answers', () => {
    expect(after(seen(0), seen(STUCK_MS, { answered: false }), seen(STUCK_MS + 1))?.rung).toBe('usual')
    expect(after(seen(0), seen(STUCK_MS), seen(STUCK_MS + 1, { answered: false }))?.rung).toBe('fresh-pull')
    expect([undefined, 'server', 'too-large'].map((fail) => isServerSilent(fail as never))).toEqual([false, false, false])
    expect(['unreachable', 'not-ours', 'sign-in', 'busy'].map((fail) => isServerSilent(fail as never))).toEqual([true, true, true, true])
  })
  it('begins anew where the clock went back', () => {
    expect(after(seen(STUCK_MS), seen(0), seen(STUCK_MS - 1))?.rung).toBe('usual')
    expect(after(seen(STUCK_MS), seen(0), seen(STUCK_MS))?.rung).toBe('fresh-pull')
  })
  it('has a code to read out', () => {
    expect(stuckCode({ name: 'client-a', ackN: 4, since: 0, rung: 'red' }, 'server')).toBe('W4-server-5')
    expect(stuckCode({ name: 'client-a', ackN: 4, since: 0, rung: 'fresh-pull' }, undefined)).toBe('W1-silent-5')
    expect(stuckCode({ name: 'client-a', ackN: 4, since: 0, rung: 'usual' }, 'server')).toBeNull()
  })
  it('goes on where an earlier page left it, of this queue as it stands and of no other', () => {
    const kept: Watched = { name: 'client-a', ackN: 4, since: 0, rung: 'single' }
    const store = (name: string, ackN: number, watched: Watched | null = kept) => ({ clientId: () => name, state: () => ({ ackN, watched }) as never })
    expect(watchedOn(store('client-a', 4), undefined)).toBe(kept)
    expect(watchedOn(store('client-a', 5), undefined)).toBeUndefined()
    expect(watchedOn(store('client-b', 4), kept)).toBeUndefined()
    expect(watchedOn(store('client-a', 4, null), undefined)).toBeUndefined()
    const further: Watched = { ...kept, rung: 'hand-in' }
    expect(watchedOn(store('client-a', 4), further)).toBe(further)
  })
  it('is kept when the queue begins to stand and at each rung, and not at every round', () => {
    const standing: Watched = { name: 'client-a', ackN: 4, since: 10, rung: 'usual' }
    expect(isNews(standing, null, 10)).toBe(false)
    expect(isNews(standing, null, 20)).toBe(true)
    expect(isNews(standing, standing, 30)).toBe(false)
    expect(isNews({ ...standing, rung: 'fresh-pull' }, standing, 30)).toBe(true)
    expect(isNews({ ...standing, ackN: 5 }, standing, 30)).toBe(true)
  })
})

describe('Its rungs', () => {
  const at = (rung: Rung): Watched => ({ name: 'client-a', ackN: 0, since: 0, rung })
  const ops = [1, 2, 3].map((n) => ({ n, t: 'note', id: `n${n}`, ...(n < 3 ? { g: 'g1' } : {}) }) as Op)
  const called: unknown[] = []
  const asked = () => {
    called.length = 0
    const given: number[] = []
    const store = {
      state: () => ({ epoch: 'e', ackN: 0, given }),
      noteGiven: async (n: number) => void given.push(n),
      clientId: () => 'client-a',
      unsent: (from: number, limit: number) => ops.filter((op) => op.n > from).slice(0, limit),
      restart: async (epoch: string, to: number) => void called.push(['restart', epoch, to]),
    } as unknown as SyncStore
    const net = {
      handIn: async (clientId: string, op: Op) => {
        called.push(['handIn', clientId, op.n])
        return 'stored'
      },
      push: async (request: PushRequest) => {
        called.push(request.ops)
        return { fail: 'server' }
      },
    } as unknown as Net
    return { store, net }
  }
  it('read everything afresh', async () => {
    await onRung(at('fresh-pull'), asked())
    expect(called).toEqual([['restart', 'e', 0]])
  })
  it('send one action at a time', async () => {
    const { store } = await onRung(at('single'), asked())
    expect([store.unsent(0, 101), store.unsent(1, 101)].map((some) => some.map(({ n }) => n))).toEqual([[1, 2], [2]])
    const { store: red } = await onRung(at('red'), asked())
    expect(red.unsent(0, 101).map(({ n }) => n)).toEqual([1])
  })
  it('hand in the first, and note that a person has it', async () => {
    const { store } = await onRung(at('hand-in'), asked())
    expect(called).toEqual([['handIn', 'client-a', 1]])
    expect(store.state().given).toEqual([1])
  })
  it('go on trying to hand it in when a person has been told, and hand it in once', async () => {
    const refusing = asked()
    let answer: 'stored' | { fail: 'server' } = { fail: 'server' }
    const handIn = (clientId: string, op: Op) => (called.push(['handIn', clientId, op.n]), Promise.resolve(answer))
    const watched = at('red')
    for (const next of ['stored', 'stored', 'stored'] as const) {
      await onRung(watched, { ...refusing, net: { ...refusing.net, handIn } })
      answer = next
    }
    expect(called).toEqual([['handIn', 'client-a', 1], ['handIn', 'client-a', 1]])
    expect(refusing.store.state().given).toEqual([1])
  })
})
