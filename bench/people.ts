/** Who the bench is: one mentor with a caseload, or the Lead Mentor, who holds all. */
import type { Account } from '../src/domain/protocol.ts'
import { mentorId, type Scope } from './workload.ts'

export const PASSPHRASE = 'harbour lantern copper meadow'
export const personOf = (scope: Scope): Account =>
  scope === 'mentor' ? { id: mentorId(0), username: mentorId(0), role: 'mentor', name: 'Bench', initials: 'BM' } : { id: 'lead', username: 'lead', role: 'lead-mentor', name: 'Bench', initials: 'BL' }
