/** What missed times, sanctions and a start at 8.30 leave to do. */
import { withFinish } from '../../../domain/time/calendar.ts'
import { minutesFromTime, minutesOf, shortDate, shortMoment, spokenTime } from '../../../domain/time/clock.ts'
import { sinceSchoolDays } from '../../../domain/tasks/endOfDay.ts'
import { isOpenMissed, MISSED_WORDS, missedWord } from '../../../domain/mornings/missed.ts'
import { sanctionFor, suggestStep } from '../../../domain/conduct/sanction.ts'
import { isRepeating, missedOf, orderOf, sanctionsOf, toldFor } from '../conduct.ts'
import { readPunctuality } from '../punctual.ts'
import { count, schoolOf, type At, type Found } from './at.ts'

export function dslToTell({ memory }: At, pupilId: string): Found[] {
  const { openSince } = toldFor(memory, pupilId)
  return openSince === undefined ? [] : [{ key: String(openSince), to: `/arrivals/${pupilId}`, what: 'Tell a DSL', why: `Since ${shortMoment(openSince)}; nobody has put down that it was done` }]
}

const missedPath = (pupilId: string, word: string): string => `/pupils/${pupilId}/missed/${word}`
export function toInvestigate(at: At, pupilId: string): Found[] {
  const open = missedOf(at.memory, schoolOf(at), pupilId, at.now).filter(isOpenMissed)
  const oldest = open.at(-1)
  if (!oldest) return []
  const said = open.map(({ what, date }) => `${MISSED_WORDS[what].toLowerCase()} ${shortDate(date)}`)
  return [{ to: missedPath(pupilId, missedWord(oldest)), what: open.length === 1 ? 'Find out why a time was missed' : `Find out why ${open.length} times were missed`, why: `Missed: ${said.slice(0, 3).join(', ')}${said.length > 3 ? ` and ${said.length - 3} more` : ''}` }]
}
const unanswered = (at: At, pupilId: string) => {
  const given = sanctionsOf(at.memory, pupilId)
  return missedOf(at.memory, schoolOf(at), pupilId, at.now).filter((one) => one.state === 'unexplained' && !sanctionFor(given, one))
}
const suggested = ({ memory, settings, calendar, today }: At, pupilId: string) => suggestStep(settings.sanctionLadder, 'missed', sanctionsOf(memory, pupilId), sinceSchoolDays(calendar, today, settings.ladderDays), 'mentor')
/** The mentor's, where the ladder's next step is theirs to give. */
export const toDecide = (at: At, pupilId: string): Found[] =>
  suggested(at, pupilId)?.permitted === false ? [] : unanswered(at, pupilId).map((one) => ({ key: missedWord(one), to: missedPath(pupilId, missedWord(one)), what: 'Decide what follows', why: `Unexplained: ${MISSED_WORDS[one.what].toLowerCase()} ${shortDate(one.date)}` }))
/** The Lead Mentor's, where it is not. */
export function beyondMentor(at: At, pupilId: string): Found[] {
  const step = suggested(at, pupilId)
  return !step || step.permitted ? [] : unanswered(at, pupilId).map((one) => ({ key: missedWord(one), to: missedPath(pupilId, missedWord(one)), what: 'Decide what follows', why: `Unexplained ${shortDate(one.date)}; the ladder suggests ${step.step.name.toLowerCase()}, which a mentor may not issue` }))
}

export const toServe = ({ memory, today }: At, pupilId: string): Found[] =>
  sanctionsOf(memory, pupilId).filter(({ state, f }) => state === 'to-serve' && f.serveOn <= today && f.minutes > 0)
    .map(({ id, f }) => ({ key: id, due: f.serveOn, to: `/pupils/${pupilId}/sanctions`, what: 'Put down whether the sanction was served', why: `${f.stepName}, for ${shortDate(f.serveOn)}` }))
export const parentsToTell = ({ memory, me }: At, pupilId: string): Found[] =>
  sanctionsOf(memory, pupilId).filter(({ state, f, parentsTold, by }) => by === me.id && state === 'to-serve' && !parentsTold && f.minutes > 0)
    .map(({ id, f }) => ({ key: id, due: f.date, to: `/pupils/${pupilId}/sanctions`, what: 'Tell home of the sanction', why: `${f.stepName}, given ${shortDate(f.date)}` }))
/** "The Lead Mentor should be informed." */
export const toRead = ({ memory, me, staffName }: At, pupilId: string): Found[] =>
  sanctionsOf(memory, pupilId).filter(({ seen, state, by }) => !seen && state !== 'withdrawn' && by !== me.id).map(({ id, f, by }) => ({ key: id, to: '/lead', what: `Read of a sanction: ${f.stepName.toLowerCase()}`, why: `Given ${shortDate(f.date)} by ${staffName(by)}` }))
/** "…and if this continues." */
export function continues(at: At, pupilId: string): Found[] {
  const order = orderOf(at.memory, pupilId, at.today)
  return (order === undefined || order.state === 'ended') && isRepeating(at.memory, schoolOf(at), pupilId, at.today) ? [{ to: '/lead', what: 'Decide about a report at the end of the day', why: `${at.settings.repeatCount} sanctions or more in ${at.settings.repeatDays} school days` }] : []
}
export function endOfDayReview({ memory, today }: At, pupilId: string): Found[] {
  const order = orderOf(memory, pupilId, today)
  return order?.state === 'review' ? [{ key: order.id, due: order.until, to: '/lead', what: 'Continue or end the report at the end of the day', why: `Its review was set for ${shortDate(order.until)}` }] : []
}
export function endOfDayToday(at: At, pupilId: string): Found[] {
  const order = orderOf(at.memory, pupilId, at.today)
  const moved = (time: string): string => withFinish(at.calendar, at.today, time, at.settings.dayEnds)
  const isOver = minutesOf(at.now) > minutesFromTime(moved(at.settings.endOfDayCloses))
  return order?.holdsOn(at.today) && !isOver && !at.memory.ofPupil('arrivalEvent', pupilId).some(({ f }) => f.session === 'eod' && f.date === at.today) ? [{ key: `${order.id}:${at.today}`, due: at.today, to: '/lead', what: `Expect at ${spokenTime(moved(order.time))}`, why: 'Reports at the end of the school day' }] : []
}

export function earlyStarts(at: At, pupilId: string): Found[] {
  const { asks, early, rolling } = readPunctuality(at.memory, pupilId, schoolOf(at), at.now)
  const to = `/pupils/${pupilId}/expected`
  if (asks === 'review') return [{ key: `review:${early.review?.on ?? ''}`, due: early.review?.on, to, what: `Look at the ${spokenTime(at.settings.earlyReport)} start again`, why: 'Its review date has come' }]
  return asks === 'concern' ? [{ key: 'concern', to, what: 'Look at punctuality', why: `Late on ${rolling.late} of ${count(rolling.came, 'morning', 'mornings')}` }] : []
}
