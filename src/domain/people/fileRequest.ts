/**
 * "May we see what you keep of our child?": a request to see a pupil's file, however it was made. UK GDPR, Article 12: it is
 * answered within one calendar month; while the school waits to hear who asks, or what is meant, the clock stands still.
 */
import { z } from '../schema.ts'
import { addDays, addMonths, daysBetween, SchoolDate } from '../time/clock.ts'

const about = { pupilId: z.string(), requestId: z.string().min(1).max(120), on: SchoolDate, entered: z.number() }
export const RequestFrom = z.enum(['pupil', 'parent', 'representative', 'new-school'])
export type RequestFrom = z.infer<typeof RequestFrom>
export const PauseReason = z.enum(['who-asks', 'what-is-meant'])
export type PauseReason = z.infer<typeof PauseReason>

/** `requestId` is the id of the fact that it was received, and that fact's own. */
export const FileRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('received'), ...about, from: RequestFrom }),
  z.object({ type: z.literal('paused'), ...about, why: PauseReason }),
  z.object({ type: z.literal('resumed'), ...about }),
  z.object({ type: z.literal('answered'), ...about }),
])
export type FileRequest = z.infer<typeof FileRequest>

export const FROM_WORDS: Record<RequestFrom, string> = { pupil: 'The pupil', parent: 'A parent or carer', representative: 'Somebody on their behalf', 'new-school': 'The new school' }
export const PAUSE_WORDS: Record<PauseReason, string> = { 'who-asks': 'Waiting to hear who is asking', 'what-is-meant': 'Waiting to hear what is meant' }

export type RequestNow = {
  requestId: string
  from: RequestFrom
  receivedOn: SchoolDate
  state: 'running' | 'paused' | 'answered'
  why: PauseReason | undefined
  /** The last day for the answer; while it is paused, as it would be if the clock ran again today. */
  due: SchoolDate
  answeredOn: SchoolDate | undefined
}

/** Each request as it stands today, the one due first before the others. */
export function requestsOf(facts: readonly FileRequest[], today: SchoolDate): RequestNow[] {
  const inOrder = [...facts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.entered - b.entered))
  return inOrder
    .flatMap((first) => (first.type === 'received' ? [requestOf(first, inOrder.filter(({ requestId }) => requestId === first.requestId), today)] : []))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

function requestOf(received: Extract<FileRequest, { type: 'received' }>, steps: readonly FileRequest[], today: SchoolDate): RequestNow {
  let stood = 0
  let since: SchoolDate | undefined
  let why: PauseReason | undefined
  const answered = steps.find(({ type }) => type === 'answered')
  for (const step of steps) {
    if (step.type === 'paused' && since === undefined) [since, why] = [step.on, step.why]
    else if (step.type === 'resumed' && since !== undefined) {
      stood += Math.max(0, daysBetween(since, step.on))
      ;[since, why] = [undefined, undefined]
    }
  }
  if (since !== undefined) stood += Math.max(0, daysBetween(since, answered?.on ?? today))
  return {
    requestId: received.requestId, from: received.from, receivedOn: received.on, why, answeredOn: answered?.on,
    state: answered ? 'answered' : since === undefined ? 'running' : 'paused', due: addDays(addMonths(received.on, 1), stood),
  }
}
