/**
 * "…in accordance with the School sanctions policy": whether mentors do alike in like cases, for the Lead Mentor. It judges
 * nobody: pupils differ, few cases say little, and a gentler step may be the right one.
 */
import type { IssuedSanction } from './sanction.ts'
import { stepsFor, type SanctionStep } from './sanctionLadder.ts'
import type { SchoolDate } from '../time/clock.ts'

/** How a step stands to what the ladder suggested then; `other`: a step that is no longer on the ladder. */
export type AgainstLadder = 'as-suggested' | 'gentler' | 'harder' | 'other'

/** `since`: a step counts for the next one from that day on, as it was when this sanction was given. */
export function againstLadder(ladder: readonly SanctionStep[], one: Pick<IssuedSanction, 'id' | 'f'>, history: readonly Pick<IssuedSanction, 'id' | 'f' | 'state'>[], since: SchoolDate): AgainstLadder {
  const place = (id: string): number => ladder.findIndex((step) => step.id === id)
  const at = place(one.f.step)
  if (at < 0) return 'other'
  const before = history.filter(({ id, f, state }) => id !== one.id && state !== 'withdrawn' && f.date >= since && (f.entered < one.f.entered || (f.entered === one.f.entered && id < one.id)))
  const highest = Math.max(-1, ...before.map(({ f }) => place(f.step)))
  const steps = stepsFor(ladder, one.f.cause)
  const suggested = steps.find((step) => ladder.indexOf(step) > highest) ?? steps.at(-1)
  if (!suggested) return 'other'
  return at === ladder.indexOf(suggested) ? 'as-suggested' : at < ladder.indexOf(suggested) ? 'gentler' : 'harder'
}

export type MentorPractice = {
  mentorId: string
  pupils: number
  /** Times that nothing explains, and what became of them. */
  unexplained: number
  putRight: number
  sanctions: Record<AgainstLadder, number>
}
export const sanctionsIn = ({ sanctions }: Pick<MentorPractice, 'sanctions'>): number => Object.values(sanctions).reduce((sum, many) => sum + many, 0)

const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`
/** "6 put right, 2 sanctions: 1 as the ladder suggests, 1 harder" */
export function sayPractice(one: MentorPractice): string {
  const { putRight, sanctions, unexplained } = one
  const given = sanctionsIn(one)
  const how = [[sanctions['as-suggested'], 'as the ladder suggests'], [sanctions.gentler, 'gentler'], [sanctions.harder, 'harder'], [sanctions.other, 'of a step that is no longer there']].flatMap(([many, words]) => (many === 0 ? [] : [`${many} ${words}`]))
  return [
    `${putRight} put right without a sanction`, given === 0 ? 'no sanction' : `${count(given, 'sanction', 'sanctions')} (${how.join(', ')})`,
    ...(unexplained > 0 ? [`${unexplained} unexplained and still open`] : []),
  ].join('; ')
}
/** Too few to say anything of anybody. */
export const FEW_ACTS = 3
export const saysLittle = (one: MentorPractice): boolean => one.putRight + sanctionsIn(one) < FEW_ACTS
