/** What the people of a world do at their tablets. Every text is unique, so that each value can be found again. */
import type { Change } from '../../../src/data/store/commit.ts'
import type { Records } from '../../../src/data/records.ts'
import { hlcOf, nextHlc } from '../../../src/domain/sync/hlc.ts'
import type { Op } from '../../../src/domain/protocol.ts'
import { valuesOf } from '../../../src/domain/week/reviewWriting.ts'
import { reviewId } from '../../../src/domain/week/weeklyReview.ts'
import type { Dice } from './dice.ts'
import { DAY, LONG_AGO, PUPILS, targetId, WEEK } from './school.ts'

export function changesOf(dice: Dice, records: Records, mark: string, now: number): Change[] {
  const { memory, me } = records
  const mine = PUPILS.filter(({ id }) => memory.get('pupil', id)).map(({ id }) => id)
  const pupilId = mine.length > 0 && dice.chance(0.9) ? dice.pick(mine) : dice.pick(PUPILS).id
  const review = memory.get('weeklyReview', reviewId(pupilId, WEEK))
  const target = memory.get('target', targetId(pupilId))
  const note = (): Change => ({ kind: 'add', t: 'note', id: `note-${mark}`, f: { pupilId, type: 'staff', text: `note ${mark}`, occurredAt: dice.chance(0.1) ? LONG_AGO : now, enteredAt: now, raise: dice.chance(0.3) } })
  const arrival = (): Change => ({
    kind: 'add', t: 'arrivalEvent', id: `arrival-${mark}`,
    f: { type: 'arrived', pupilId, date: DAY, session: 'am', at: '08:41', deviceTime: now, estimatedTrueTime: now, skewKnown: true, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0, reason: mark },
  })
  const wording = (): Change | undefined => target && { kind: 'patch', t: 'target', id: target.id, f: { [dice.pick(['scope', 'source', 'pupilWording'])]: `target ${mark}` } }
  const prose = (): Change | undefined => {
    if (!review) return undefined
    const field = dice.pick(['wentWell', 'wentWell', 'wentWell', 'nextStep', 'pupilComment'] as const)
    const saw = dice.chance(0.5) ? review : undefined
    // Most add to what stands there, some rewrite it.
    const before = dice.chance(0.7) ? review.f[field] : ''
    return { kind: 'patch', t: 'weeklyReview', id: review.id, f: { [field]: before === '' ? `review ${mark}` : `${before} And ${mark}.` }, saw }
  }
  // The Lead Mentor has an older app, which does not say what it signs.
  const sign = (): Change | undefined => review && { kind: 'patch', t: 'weeklyReview', id: review.id, f: { ...(me.role === 'lead-mentor' ? {} : valuesOf(review.f)), signed: { by: me.id, name: me.name, at: now, pupilInitials: mark.slice(0, 8), numbers: { expectedMornings: 5, arrivals: 5, onTime: 5, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 } } } }
  const action = (): Change => ({ kind: 'add', t: 'dailyAction', id: `action-${mark}`, f: { pupilId, date: DAY, text: `action ${mark}` } })
  const several = (): Change[] => [action(), wording() ?? note(), ...(dice.chance(0.5) ? [note()] : [])]
  const one = dice.pick([note, note, arrival, prose, prose, wording, wording, sign, several, several])()
  return one === undefined ? [note()] : Array.isArray(one) ? one : [one]
}

/** One of this person's own records, or a shared one, is taken back. */
export function voidOf(dice: Dice, { memory, me }: Records): Change[] {
  const own = (['note', 'arrivalEvent', 'dailyAction', 'target'] as const).flatMap((t) => memory.all(t).filter((row) => (row.by === me.id || me.role === 'lead-mentor') && !row.id.startsWith('old-')).map((row): Change => ({ kind: 'void', t, id: row.id })))
  return own.length === 0 ? [] : [dice.pick(own)]
}

/** What no server will take: it is parked or handed in, and what comes after it goes through. */
export function poisonOf(dice: Dice, records: Records, mark: string, now: number): Omit<Op, 'n'> {
  const common = { kind: 'add' as const, t: 'note', id: `poison-${mark}`, bucket: 'pupil:p1', seen: 0, hlc: nextHlc(records.outbox.lastHlc(), now), wall: now, skew: 0, sv: 1 }
  const text = { pupilId: 'p1', type: 'staff', text: `poison ${mark}`, occurredAt: now, enteredAt: now, raise: false }
  return dice.pick([
    { ...common, f: { ...text, text: `${mark}${'x'.repeat(600_000)}` } },
    { ...common, t: 'unheard-of', f: text },
    { ...common, f: { ...text, occurredAt: 'yesterday' } },
    { ...common, f: { ...text, deep: Array.from({ length: 60 }).reduce<unknown>((inner) => [inner], mark) as never } },
    { ...common, fromALaterVersion: true, hlc: hlcOf(now, 7), f: text } as never,
    { ...common, bucket: 'pupil:p13', f: text },
  ])
}
