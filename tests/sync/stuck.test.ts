import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { openNow } from '../../src/data/current.ts'
import type { PullRequest } from '../../src/domain/protocol.ts'
import { useSync } from '../../src/sync/index.ts'
import { STUCK_MS } from '../../src/sync/watchdog.ts'
import { aTablet } from '../support/aTablet.ts'

afterEach(() => {
  openNow.value = undefined
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('A queue that does not move is watched through a reload, and the server is told with each round how far the ladder went', async () => {
  const told: unknown[] = []
  const handedIn: string[] = []
  vi.stubGlobal('EventSource', class extends EventTarget { close(): void { this.dispatchEvent(new Event('closed')) } })
  vi.stubGlobal('fetch', async (path: string, { body }: RequestInit) => {
    if (path.endsWith('/handin')) {
      handedIn.push(body as string)
      return new Response(null, { status: 204, headers: { 'x-blue-report': '1' } })
    }
    if (path.endsWith('/push')) return Response.json({ error: 'broken' }, { status: 500 })
    if (!path.endsWith('/pull')) throw new TypeError('nothing else is answered')
    const { epoch, cursor, stuck } = JSON.parse(body as string) as PullRequest
    told.push(stuck)
    return Response.json({ epoch: epoch || 'e1', from: cursor, cursor: { seq: 7 }, more: false, lastN: 0, puts: [], dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: 0, leaseUntil: 0 })
  })
  let later = 0
  const { now } = performance
  vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + later)
  const page = (): ReturnType<typeof useSync> => {
    setActivePinia(createPinia())
    return useSync()
  }

  const tablet = await aTablet()
  await tablet.records.commit([{ kind: 'add', t: 'note', id: 'n1', f: { pupilId: 'p1', type: 'staff', text: 'x', occurredAt: 1, enteredAt: 2, raise: false } }])
  const first = page()
  await first.syncNow()
  await first.syncNow()
  await vi.waitFor(() => expect(openNow.value?.sync.state().watched).toMatchObject({ ackN: 0, rung: 'usual' }), { timeout: 20_000 })

  await tablet.reopen()
  later = STUCK_MS
  const second = page()
  told.length = 0
  for (let round = 0; round < 5; round++) await second.syncNow()
  expect(told).toEqual([null, 'W1-server-1', 'W2-server-1', 'W3-server-1', 'W4-server-1'])
  expect(handedIn).toHaveLength(1)
  expect(second.status).toMatchObject({ state: 'needs-you', needs: 'stuck' })
})
