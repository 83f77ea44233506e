/** Who opened which pupil's file before the demo begins: each mentor their own, the Lead Mentor and a Head of Year now and then; what was done offline was told the day after. */
import type { Told } from '../audit/tell.ts'
import type { SeedRow } from '../seed.ts'
import { isOpen, type Mentorship } from '../../src/domain/cases/mentorship.ts'
import type { DeskPupil } from '../../src/domain/pupil.ts'
import type { DemoAccount } from './shape.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** In the order in which the server heard of them, each with when. */
export function demoOpenings(rows: readonly SeedRow[], accounts: readonly DemoAccount[], now: number): { heard: number; told: Told }[] {
  const mentorships = rows.filter(({ t }) => t === 'mentorship').map(({ f }) => f as Mentorship).filter(({ state }) => isOpen(state))
  const yearOf = (pupilId: string): number | undefined => (rows.find(({ t, id }) => t === 'deskPupil' && id === pupilId)?.f as DeskPupil | undefined)?.year
  const lead = accounts.find(({ role }) => role === 'lead-mentor')?.id ?? null
  const opened = (actor: string | null, pupilId: string, before: number, act: 'file-opened' | 'file-left' = 'file-opened', wait = 0) => ({ heard: now - before + wait, told: { action: act, actor, tablet: null, object: pupilId, claimedAt: now - before } })
  const all = mentorships.flatMap(({ pupilId, mentorId }, place) => {
    const head = accounts.find(({ role, year }) => role === 'head-of-year' && year === yearOf(pupilId))?.id
    return [
      opened(mentorId, pupilId, 6 * DAY + place * 60_000),
      ...(place % 3 === 0 && head ? [opened(head, pupilId, 3 * DAY - place * 90_000)] : []),
      ...(place % 2 === 0 ? [opened(mentorId, pupilId, 2 * DAY - 2 * HOUR, 'file-left', DAY)] : []),
      ...(place % 4 === 1 ? [opened(lead, pupilId, 2 * DAY + place * 45_000)] : []),
      opened(mentorId, pupilId, DAY - place * 60_000),
    ]
  })
  return all.sort((a, b) => a.heard - b.heard)
}
