/** A mother has asked to see what is kept, and the school has asked her back once what she means. */
import { addDays, instantAt } from '../../src/domain/time/clock.ts'
import type { FileRequest } from '../../src/domain/people/fileRequest.ts'
import type { DemoRow, Mentee, World } from './shape.ts'

export function requestRows(mentees: readonly Mentee[], { accounts, day }: World): DemoRow[] {
  const dht = accounts.find(({ role }) => role === 'dht')
  const one = mentees[0]
  if (!dht || !one) return []
  const requestId = `request.${one.pupil.id}`
  const row = (id: string, back: number, f: { type: 'received'; from: 'parent' } | { type: 'paused'; why: 'what-is-meant' } | { type: 'resumed' }): DemoRow => {
    const on = addDays(day, -back)
    const at = instantAt(on, '15:40')
    return { t: 'fileRequest', id, f: { ...f, pupilId: one.pupil.id, requestId, on, entered: at } as FileRequest, by: dht.id, at }
  }
  return [row(requestId, 24, { type: 'received', from: 'parent' }), row(`${requestId}.paused`, 21, { type: 'paused', why: 'what-is-meant' }), row(`${requestId}.on`, 17, { type: 'resumed' })]
}
