/** The demo's tablets that nobody holds just now: two in use at reception, one that is one person's, and one that was lost, met the server again and has forgotten. */
import { handleOf } from '../accounts/secrets.ts'
import type { TabletTable } from '../store.ts'

const DAY = 86_400_000
export function demoTablets(schoolId: string, now: number): TabletTable[] {
  const at = (days: number): number => Math.floor(now) - days * DAY
  const one = (id: string, name: string, place: string, more: Partial<TabletTable> = {}): TabletTable => ({
    school_id: schoolId, id, handle: handleOf(id), name, place, hash: null, state: 'in-use', since: at(60), joined_at: at(60), joined_by: 's-admin', told_at: null, handed_in: 0, forgot_at: null, one_person: 0, was: null, ...more,
  })
  return [
    one('demo-reception-1', 'Reception 1', 'Student reception'),
    one('demo-reception-2', 'Reception 2', 'Student reception, by the door'),
    one('demo-head-of-year', 'Head of Year 9', 'Her own', { one_person: 1 }),
    one('demo-library', 'Library', '', { state: 'lost', since: at(6), told_at: at(4), forgot_at: at(4) }),
  ]
}
