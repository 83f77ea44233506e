import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { openNow } from '../../src/data/current.ts'
import type { PullRequest } from '../../src/domain/protocol.ts'
import { useSync } from '../../src/sync/index.ts'
import { aTablet } from '../support/aTablet.ts'

afterEach(() => {
  openNow.value = undefined
  vi.unstubAllGlobals()
})

/** The server's open line, on which the test speaks. */
class Line extends EventTarget {
  static one: Line | undefined
  readyState = 1
  constructor() {
    super()
    Line.one = this
  }
  close(): void {
    this.readyState = 2
  }
}

it('A poke that comes while a round is ending brings another round, at once and not after a minute', async () => {
  const asked: ((answer: Response) => void)[] = []
  const answerTo = ({ cursor, epoch }: PullRequest): Response =>
    Response.json({ epoch: epoch || 'e1', from: cursor, cursor: { seq: 7 }, more: false, lastN: 0, puts: [], dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: 0, leaseUntil: 0 })
  let last: PullRequest | undefined
  vi.stubGlobal('EventSource', Line)
  vi.stubGlobal('fetch', async (path: string, { body }: RequestInit) => {
    if (!path.endsWith('/pull')) throw new TypeError('only pulls are answered')
    last = JSON.parse(body as string) as PullRequest
    return new Promise<Response>((answer) => asked.push(answer))
  })
  const pulls = (count: number): Promise<void> => vi.waitFor(() => expect(asked).toHaveLength(count), { timeout: 3000 })
  const answer = (): void => asked.at(-1)?.(answerTo(last as PullRequest))

  setActivePinia(createPinia())
  await aTablet()
  useSync().start()
  await pulls(1)
  answer()
  await vi.waitFor(() => expect(Line.one).toBeDefined(), { timeout: 20_000 })
  Line.one?.dispatchEvent(new Event('poke'))
  await pulls(2)
  // Too late for the answer that is on its way, and too early for the round after it.
  Line.one?.dispatchEvent(new Event('poke'))
  answer()
  await pulls(3)
  answer()
})
