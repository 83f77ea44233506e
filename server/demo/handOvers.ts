/**
 * This week's marks on their way into the register: the first mentor's by code with its receipt, the fourth's read out,
 * the others' by sync; entered in SIMS by the office, and one that was amended after that.
 */
import { arrivalOf, type Arrival } from '../../src/domain/mornings/arrival.ts'
import { nextSchoolDay } from '../../src/domain/time/calendar.ts'
import type { Instant, SchoolDate } from '../../src/domain/time/clock.ts'
import { saysSame, type HandOver } from '../../src/domain/mornings/handOver.ts'
import { standingOf } from '../../src/domain/mornings/handOverLines.ts'
import { handedFact, inSimsFact, receivedFact } from '../../src/domain/mornings/handOverWriting.ts'
import type { Moment } from '../../src/domain/mornings/marking.ts'
import { seededBy } from './seeded.ts'
import type { DemoAccount, RowOf, World } from './shape.ts'
import { moment } from './times.ts'

type HandOverRow = RowOf<'handOver'>
const FROM = '2026-12-07'
/** The register closes at 9.15; the mentors hand over before, and the office enters what came by then. */
const HANDED = 537
const ENTERED = 558
const ENTERED_AGAIN = 665
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567']

export const handOverRows = (world: World, arrivals: readonly Arrival[]): HandOverRow[] =>
  arrivals.filter(({ date }) => date >= FROM).flatMap((arrival) => {
    const rows = [...toldRows(arrival, world), ...tickRows(arrival, world)]
    return rows.map(({ by, f }, index) => ({ t: 'handOver' as const, id: `h.${arrival.pupilId}.${arrival.date}.${index + 1}`, by: by.id, at: f.entered, f }))
  })

type Fact = { by: DemoAccount; f: HandOver }

/** Handed over as it stood then; whoever came later went by sync, as all do where there is a network. */
function toldRows(arrival: Arrival, { seed, mentors, office }: World): Fact[] {
  const { date, markedBy, clockVerified } = arrival
  const maker = mentors.find(({ id }) => id === markedBy)
  if (!maker) return []
  const how = (['code', undefined, undefined, 'read-out'] as const)[mentors.indexOf(maker)]
  const madeAt = moment(date, HANDED, 20)
  const tappedAt = tapOf(arrival)
  if (how === undefined || tappedAt > madeAt) {
    const at = Math.max(tappedAt, moment(date, 500)) + 95_000
    return [{ by: office, f: receivedFact(arrival, asOf(arrival, at), 'sync', { from: maker.id, clockVerified }, office, momentAt(at)) }]
  }
  const standing = asOf(arrival, madeAt)
  if (how === 'read-out') {
    return [
      { by: maker, f: handedFact(arrival, standing, { how, receipt: false, to: office.name }, maker, momentAt(madeAt + 180_000)) },
      { by: office, f: receivedFact(arrival, standing, how, { from: maker.id }, office, momentAt(madeAt + 185_000)) },
    ]
  }
  const handOver = codeId(seed, maker.id, date)
  const told = { from: maker.id, events: arrival.history.filter(({ by, at }) => by === maker.id && at <= madeAt).length, clockVerified, amended: false, handOver, part: 0, parts: 1, madeAt }
  return [
    { by: office, f: receivedFact(arrival, standing, how, told, office, momentAt(madeAt + 35_000)) },
    { by: maker, f: handedFact(arrival, standing, { how, receipt: true, handOver }, maker, momentAt(madeAt + 60_000)) },
  ]
}

/** What has changed since is entered again the same morning, but for the day before the demo day: the office finds it. */
function tickRows(arrival: Arrival, { office, calendar, day }: World): Fact[] {
  const { pupilId, date } = arrival
  const first = moment(date, arrival.mark === 'U' ? ENTERED_AGAIN : ENTERED, 30)
  const asEntered = asOf(arrival, first)
  const { mark, at } = asEntered
  if (mark === null || at === null || (mark === 'U' && !arrival.officeConfirmed)) return []
  const tick = (about: { mark: typeof mark; at: string }, when: Instant): Fact => ({ by: office, f: inSimsFact({ pupilId, date, ...about }, office, momentAt(when)) })
  const entered = tick({ mark, at }, first)
  if (saysSame(asEntered, standingOf(arrival)) || nextSchoolDay(calendar, date) === day) return [entered]
  return [entered, tick({ mark: arrival.mark, at: arrival.at }, moment(date, ENTERED_AGAIN, 40))]
}

const tapOf = ({ history, tap }: Arrival): Instant => history.find(({ id }) => id === tap)?.at ?? 0
const asOf = ({ history }: Arrival, when: Instant): ReturnType<typeof standingOf> => standingOf(arrivalOf(history.filter(({ at }) => at <= when)))
const momentAt = (now: Instant): Moment => ({ now, entered: now, wall: now, skew: 0 })

function codeId(seed: number, mentorId: string, date: SchoolDate): string {
  const chance = seededBy(seed, 'hand-over', mentorId, date)
  return Array.from({ length: 10 }, () => chance.pick(LETTERS)).join('')
}
