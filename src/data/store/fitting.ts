/** What of a tablet's unsent work goes into one request to push. */
import { MAX_OPS, MAX_PUSH_BYTES, type Op } from '../../domain/protocol.ts'

/** How much of what waits goes into one request. `cut`: an action that did not go through whole goes in parts. */
export type Room = { most: number; cut: boolean }
export const WHOLE: Room = { most: MAX_OPS, cut: false }
const isSameAction = (a: Op | undefined, b: Op | undefined): boolean => a?.g !== undefined && a.g === b?.g
/** Of what was too much. */
export const half = (ops: readonly Op[]): Room => ({ most: Math.ceil(ops.length / 2), cut: ops.every((op) => isSameAction(op, ops[0])) })

/**
 * As many as the request may hold; one that is too large alone still goes, and is answered. An action goes whole, whatever
 * its neighbours suffer from: the server takes in or puts aside what it sees of it.
 */
export function fitting(ops: readonly Op[], { most, cut }: Room): Op[] {
  const end = roomFor(ops, most)
  const start = ops.slice(0, end).findLastIndex((op) => !isSameAction(op, ops[end])) + 1
  if (start > 0 || cut) return ops.slice(0, start || end)
  const whole = ops.filter((op) => isSameAction(op, ops[0]))
  return whole.slice(0, roomFor(whole, MAX_OPS))
}

function roomFor(ops: readonly Op[], most: number): number {
  let bytes = 0
  const room = ops.findIndex((op, index) => {
    bytes += JSON.stringify(op).length * 2
    return index >= most || (index > 0 && bytes > MAX_PUSH_BYTES)
  })
  return room === -1 ? ops.length : room
}
