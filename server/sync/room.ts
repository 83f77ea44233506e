/**
 * When a school's network comes back, all its tablets send at once. So many are served at a time, and whoever finds the room
 * full is asked to come again, each after another pause: together they would only find it full once more. What they have
 * to send stays with them, and they go on saving.
 */
import type { FastifyReply } from 'fastify'
import type { Random } from '../accounts/secrets.ts'
import { refuse } from '../http/errors.ts'

/** Each process counts for itself. What fills it is a few seconds' work; a tablet waits twenty for an answer. */
export const MOST_AT_ONCE = 300
const LONGEST_PAUSE = 15

/** Once it is known who asks: nobody else can fill it. */
export function room(most: number, random: Random): <T>(reply: FastifyReply, work: () => Promise<T>) => Promise<T | FastifyReply> {
  let inside = 0
  const pause = (): number => {
    const byte = new Uint8Array(1)
    random(byte)
    return 1 + ((byte[0] ?? 0) % LONGEST_PAUSE)
  }
  return async (reply, work) => {
    if (inside >= most) return refuse(reply.header('retry-after', pause()), 'busy')
    inside++
    try {
      return await work()
    } finally {
      inside--
    }
  }
}
