/**
 * The way between a tablet and the server. Requests and replies travel as text and may be lost, sent twice, cut off, come
 * late, come in another order, or be answered by somebody else (a captive portal, an old reply out of a cache).
 */
import type { z } from 'zod'
import { PullReply, PushReply, type Cursor } from '../../../src/domain/protocol.ts'
import type { Net, NetFailure } from '../../../src/sync/engine.ts'
import type { Dice } from './dice.ts'
import type { Gates } from './gates.ts'
import type { Answer, Path } from './server.ts'

export type Weather = 'fine' | 'rough' | 'off' | 'portal'
export type Way = {
  dice: Dice
  gates: Gates
  /** Whose waiting ends with a crash. */
  owner: object
  weather: () => Weather
  answer: (path: Path, text: string) => Promise<Answer>
  /** What is on its way in the ether, whatever becomes of the tablet. */
  ether: object
  /** Rows in one page at most, and operations in one push that a proxy lets through. */
  small: { page?: number; push?: number; isSlow?: boolean } | undefined
  old: Map<Path, string>
}
type Trouble = 'none' | 'lost' | 'late' | 'twice' | 'reply-lost' | 'cut' | 'old' | 'busy' | 'broken'
const TROUBLES: readonly Trouble[] = ['lost', 'late', 'twice', 'reply-lost', 'cut', 'old', 'busy', 'broken']

/** Pages of more never come through a slow line. */
const SLOW_ROWS = 1000
const unreachable: NetFailure = { fail: 'unreachable' }

export function netOver(way: Way): Net {
  const { dice, gates, owner } = way

  async function carry(path: Path, text: string, onNext?: (next: Cursor) => void): Promise<Answer | NetFailure> {
    await gates.pass(owner)
    const weather = way.weather()
    if (weather === 'off') return unreachable
    if (weather === 'portal') return { fail: 'not-ours' }
    const trouble: Trouble = weather === 'rough' && dice.chance(0.5) ? dice.pick(TROUBLES) : 'none'
    if (trouble === 'lost') return unreachable
    if (trouble === 'late') {
      void gates.pass(way.ether).then(() => way.answer(path, text))
      return unreachable
    }
    if (trouble === 'busy') return { fail: 'busy', retryAfter: 1 }
    let answer = await way.answer(path, text)
    if (trouble === 'twice') {
      if (dice.chance(0.5)) answer = await way.answer(path, text)
      else void gates.pass(way.ether).then(() => way.answer(path, text))
    }
    if (answer.next) onNext?.(answer.next)
    await gates.pass(owner)
    if (trouble === 'reply-lost' || way.weather() === 'off') return unreachable
    if (trouble === 'broken') return { fail: 'server' }
    if (trouble === 'cut') return { status: answer.status, text: answer.text.slice(0, dice.under(answer.text.length)) }
    const before = way.old.get(path)
    if (answer.status === 200 && (before === undefined || dice.chance(0.5))) way.old.set(path, answer.text)
    return trouble === 'old' && before !== undefined ? { status: 200, text: before } : answer
  }

  async function ask<S extends z.ZodType>(schema: S, path: Path, request: object, onNext?: (next: Cursor) => void): Promise<z.infer<S> | NetFailure> {
    const answer = await carry(path, JSON.stringify(request), onNext)
    if ('fail' in answer) return answer
    if (answer.status >= 500) return { fail: 'server' }
    if (answer.status === 413 || answer.status === 400) return { fail: 'too-large' }
    const body = parsed(answer.text)
    if (body === undefined) return unreachable
    const reply = schema.safeParse(body)
    return reply.success ? reply.data : { fail: 'not-ours' }
  }

  const slow: NetFailure = { fail: 'unreachable', slow: true }
  const tooMuch: NetFailure = way.small?.isSlow ? slow : { fail: 'too-large' }
  return {
    push: async (request) => (way.small?.push !== undefined && request.ops.length > way.small.push ? tooMuch : ask(PushReply, 'push', request)),
    pull: async (request, onNext) => way.small?.isSlow && request.limit > SLOW_ROWS ? slow : ask(PullReply, 'pull', way.small?.page === undefined ? request : { ...request, limit: way.small.page }, onNext),
    async handIn(clientId, op) {
      const answer = await carry('handin', JSON.stringify({ clientId, op }))
      return 'fail' in answer ? answer : answer.status < 300 ? 'stored' : { fail: 'server' }
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
