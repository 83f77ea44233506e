/**
 * What was missed, what the office knew of it and what became of it, the few sanctions there were with their follow-up, one report at the end of the
 * day that is running, absences that are planned, what else pupils have to do in the morning, and who covers for whom.
 */
import { codedFact, type HowKnown, type MorningCode } from '../../src/domain/mornings/absenceCode.ts'
import { isSchoolDay } from '../../src/domain/time/calendar.ts'
import { addDays, type SchoolDate } from '../../src/domain/time/clock.ts'
import { reportedEvent } from '../../src/domain/tasks/endOfDay.ts'
import type { Explanation, MissedEvent } from '../../src/domain/mornings/missed.ts'
import { AFTER_SCHOOL_CHECKS } from '../../src/domain/conduct/sanction.ts'
import { DEFAULT_LADDER } from '../../src/domain/conduct/sanctionLadder.ts'
import { seededBy } from './seeded.ts'
import type { DemoRow, Mentee, RowOf, World } from './shape.ts'
import { moment } from './times.ts'
import { COMMITTED, EXPLANATIONS, PLANNED, SANCTIONED } from './words/conduct.ts'

const SINCE = '2026-11-23'
/** Looked into by now; what is newer is for whoever opens the demo. */
const SETTLED_BEFORE = '2026-12-08'
const REPORTS = 'Jack Entwistle'
const REPORT = { from: '2026-12-07', until: '2026-12-18', time: '15:05', reported: ['2026-12-07', '2026-12-08'] } as const
const nameOf = ({ plan }: Mentee): string => `${plan.preferredName} ${plan.surname}`

/** `missed`: the mornings on which the pupil was expected and did not come. */
export const conductRows = (mentee: Mentee, world: World, missed: readonly SchoolDate[]): DemoRow[] =>
  [...missed.filter((date) => date >= SINCE).flatMap((date) => missedRows(mentee, world, date)), ...sanctionRows(mentee, world), ...reportRows(mentee, world), ...absenceRows(mentee, world), ...commitmentRows(mentee, world)]

function missedRows({ pupil, mentor }: Mentee, world: World, date: SchoolDate): DemoRow[] {
  const chance = seededBy(world.seed, 'missed', pupil.id, date)
  const row = (minutes: number, type: string, more: object): RowOf<'missedEvent'> => {
    const at = moment(date, minutes, chance.int(0, 59))
    return { t: 'missedEvent', id: `mi.${pupil.id}.${date}.${type}`, by: mentor.id, at, f: { type, pupilId: pupil.id, what: 'arrival', date, entered: at, ...more } as MissedEvent }
  }
  const code = (minutes: number, given: MorningCode, known: HowKnown): RowOf<'absenceCode'> => {
    const now = moment(date, minutes, 20)
    return { t: 'absenceCode', id: `ac.${pupil.id}.${date}`, by: world.office.id, at: now, f: codedFact({ pupilId: pupil.id, date }, given, known, world.office, { now, entered: now, wall: now, skew: 0 }) }
  }
  if (date >= SETTLED_BEFORE) return chance.happens(0.5) ? [row(chance.int(570, 640), 'investigating', {})] : [code(572, 'N', 'we-called')]
  if (chance.happens(0.12)) return [row(580, 'investigating', {}), row(850, 'put-right', { line: 'Made up the time at break the same day' })]
  const reason = chance.pick(Object.keys(EXPLANATIONS) as Explanation[])
  if (reason === 'absent-from-school') return [code(575, 'I', 'home-rang')]
  return [row(580, 'investigating', {}), row(chance.int(690, 900), 'explained', { reason, line: EXPLANATIONS[reason] ?? '' })]
}

function sanctionRows(mentee: Mentee, world: World): DemoRow[] {
  const { pupil, mentor } = mentee
  return (SANCTIONED[nameOf(mentee)] ?? []).flatMap(([step, date, behaviour, served], index): DemoRow[] => {
    const rung = DEFAULT_LADDER.find(({ id }) => id === step)
    if (!rung) throw new Error(`No step ${step}`)
    const id = `sa.${pupil.id}.${index + 1}`
    const at = moment(date, 905, 20)
    const serveOn = nextDay(world, date)
    const about = { pupilId: pupil.id, sanctionId: id }
    const later = (name: string, day: SchoolDate, minutes: number, by: string, f: object): RowOf<'sanctionEvent'> => {
      const entered = moment(day, minutes, 10)
      return { t: 'sanctionEvent', id: `${id}.${name}`, by, at: entered, f: { ...about, entered, ...f } as RowOf<'sanctionEvent'>['f'] }
    }
    return [
      { t: 'sanction', id, by: mentor.id, at, f: { pupilId: pupil.id, date, entered: at, step: rung.id, stepName: rung.name, minutes: rung.minutes, cause: 'behaviour', behaviour, serveOn, adjustment: 'not-needed', checks: [] } },
      later('told', date, 930, mentor.id, { type: 'parents-told', on: date, how: 'telephone' }),
      ...(served ? [later('seen', serveOn, 745, world.lead.id, { type: 'seen' }), later('served', serveOn, 790, mentor.id, { type: 'served', on: serveOn })] : []),
    ]
  })
}

/** Two sanctions within ten school days: since then the pupil reports to the Lead Mentor when school ends. */
function reportRows(mentee: Mentee, { lead }: World): DemoRow[] {
  if (nameOf(mentee) !== REPORTS) return []
  const { pupil } = mentee
  const entered = moment('2026-12-04', 940)
  const { from, until, time, reported } = REPORT
  return [
    { t: 'endOfDayReport', id: `eo.${pupil.id}`, by: lead.id, at: entered, f: { pupilId: pupil.id, entered, from, until, time, checks: [...AFTER_SCHOOL_CHECKS] } },
    ...reported.map((date, index): DemoRow => {
      const now = moment(date, 905 + index * 2, 12)
      return { t: 'arrivalEvent', id: `ae.${pupil.id}.${date}`, by: lead.id, at: now, f: reportedEvent(pupil.id, date, time, { now, entered: now, wall: now, skew: 0 }) }
    }),
  ]
}

function absenceRows(mentee: Mentee, world: World): RowOf<'plannedAbsence'>[] {
  const planned = PLANNED[nameOf(mentee)]
  return planned ? [{ t: 'plannedAbsence', id: `pa.${mentee.pupil.id}`, by: mentee.mentor.id, at: moment(addDays(world.day, -2), 925), f: { pupilId: mentee.pupil.id, ...planned } }] : []
}

function commitmentRows(mentee: Mentee, world: World): RowOf<'commitment'>[] {
  const held = COMMITTED[nameOf(mentee)]
  return held ? [{ t: 'commitment', id: `ct.${mentee.pupil.id}`, by: mentee.mentor.id, at: moment(addDays(world.day, -1), 930), f: { pupilId: mentee.pupil.id, ...held } }] : []
}

/** One that is over and one that is to come; on the demo day itself everyone is there. */
export function coverRows({ lead, mentors }: World): RowOf<'cover'>[] {
  const idOf = (place: number): string => mentors[place - 1]?.id ?? ''
  const cover = (id: string, mentor: number, by: number, from: SchoolDate, until: SchoolDate): RowOf<'cover'> => ({ t: 'cover', id, by: lead.id, at: moment(addDays('2026-12-01', id === 'cover.1' ? -1 : 7), 850), f: { mentorId: idOf(mentor), coverId: idOf(by), from, until } })
  return [cover('cover.1', 5, 6, '2026-12-01', '2026-12-02'), cover('cover.2', 3, 4, '2026-12-16', '2026-12-17')]
}

function nextDay({ calendar }: World, date: SchoolDate): SchoolDate {
  let day = addDays(date, 1)
  while (!isSchoolDay(calendar, day)) day = addDays(day, 1)
  return day
}
