/**
 * "Mentors meet with DHT / HOY to identify pupils": who is picked, held against who is on the roll. A figure is a question
 * for the meeting and says nothing of why; what is not known is said, and what is too small to say is not shown.
 */
import type { Groups, RollShape } from './candidate.ts'
import { withoutSmall } from './smallNumbers.ts'

export type FairGroup = 'girls' | 'boys' | 'sen' | 'pupilPremium' | 'eal' | 'lookedAfter'
export const FAIR_WORDS: Record<FairGroup, string> = { girls: 'Girls', boys: 'Boys', sen: 'Special educational needs', pupilPremium: 'Pupil premium', eal: 'English as an additional language', lookedAfter: 'Looked after' }
const ORDER: readonly FairGroup[] = ['girls', 'boys', 'sen', 'pupilPremium', 'eal', 'lookedAfter']

/** How many of so many; `hidden`: too few, or to be worked out from the rest. */
export type Share = { pupils: number; of: number } | 'hidden' | 'not-known'
/** `more`: by so many pupils more (or fewer, if below zero) than a pick like the roll would have; only where both are shown. */
export type FairRow = { group: FairGroup; picked: Share; notKnown: number; roll: Share; more: number | undefined }

const isIn = (group: FairGroup, { sex, sen, pupilPremium, eal, lookedAfter }: Groups): boolean | undefined => {
  if (group === 'girls' || group === 'boys') return sex === undefined ? undefined : (sex === 'F') === (group === 'girls')
  if (group === 'sen') return sen === undefined ? undefined : sen !== 'N'
  return { pupilPremium, eal, lookedAfter }[group]
}

/** `rolls`: of the years that are asked about; a group counts only where each of them says it. */
export function fairness(picked: readonly Groups[], rolls: readonly RollShape[], least: number): FairRow[] {
  return ORDER.map((group): FairRow => {
    const said = picked.map((one) => isIn(group, one))
    const [yes, known] = [said.filter((is) => is === true).length, said.filter((is) => is !== undefined).length]
    const onRoll = rolls.flatMap((roll) => roll[group] ?? [])
    const shares = { picked: known === 0 ? 'not-known' as const : shareOf(yes, known, least), roll: onRoll.length < rolls.length || rolls.length === 0 ? 'not-known' as const : shareOf(sum(onRoll), sum(rolls.map(({ pupils }) => pupils)), least) }
    const { picked: of, roll } = shares
    return { group, ...shares, notKnown: said.length - known, more: typeof of === 'string' || typeof roll === 'string' ? undefined : Math.round(of.pupils - (of.of * roll.pupils) / roll.of) }
  })
}
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
/** Those who are in it and those who are not: either tells the other, so either being few hides both. */
function shareOf(pupils: number, of: number, least: number): Share {
  return withoutSmall([{ name: 'in it', pupils }, { name: 'not', pupils: of - pupils }], least).some(({ isHidden }) => isHidden) ? 'hidden' : { pupils, of }
}

export const sayShare = (share: Share, least: number): string =>
  share === 'not-known' ? 'not known' : share === 'hidden' ? `not shown: fewer than ${least}` : `${share.pupils} of ${share.of} (${share.of === 0 ? 0 : Math.round((100 * share.pupils) / share.of)}%)`
/** No blame, and nothing made of one pupil. */
export function sayMore(more: number | undefined): string {
  if (more === undefined) return ''
  if (Math.abs(more) < 2) return 'About as on the roll'
  return `${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} than a pick like the roll would have`
}
