/** What the case itself leaves to do: preparing, replies, notes that wait, steps of withdrawal, background, SIMS. */
import { addDays, addMonths, dateOf, shortDate } from '../../../domain/time/clock.ts'
import { isStale } from '../../../domain/cases/background.ts'
import { sayMissing } from '../../../domain/cases/readiness.ts'
import { fullName } from '../../../domain/pupil.ts'
import { owesSecondLetter } from '../../../domain/home/startLetter.ts'
import { isCheckDue } from '../../../domain/school/sims.ts'
import { inSentence } from '../../../domain/cases/withdrawalStage.ts'
import { pauseFor } from '../caseChanges.ts'
import { followUpsDue, groundFor } from '../closing.ts'
import { askedFor } from '../feedback.ts'
import { mentorshipOf, raiseFor } from '../mentoring.ts'
import { papersOf } from '../paperFile.ts'
import { preparingOf, startedBefore } from '../preparing.ts'
import { lastSimsCheck } from '../sims.ts'
import { readWithdrawal } from '../withdrawing.ts'
import { count, schoolOf, type At, type Found, type FoundAwaited } from './at.ts'

const REMIND_AFTER_DAYS = 5
/** How many mornings a note may wait before it is a task of its own; until then it stands on the meeting card. */
const RAISE_AFTER_DAYS = 3

export function startLetters({ memory, today }: At, pupilId: string): Found[] {
  const preparing = preparingOf(memory, pupilId, today)
  if (!preparing || preparing.letter.state === 'sent' || preparing.letter.state === 'waived') return []
  const isPrinted = preparing.letter.state === 'printed'
  return [{ key: preparing.mentorship.id, due: preparing.mentorship.f.startedOn, to: `/pupils/${pupilId}/start-letter`, what: isPrinted ? 'Send the letter home' : 'Write the letter home', why: `Mentoring begins ${shortDate(preparing.mentorship.f.startedOn)}, and not without it` }]
}
/** Where the school sends two. */
export function secondLetters({ memory }: At, pupilId: string): Found[] {
  const of = mentorshipOf(memory, pupilId)
  return of && owesSecondLetter(memory.ofPupil('startLetter', pupilId), { id: of.id, state: of.f.state })
    ? [{ key: `second:${of.id}`, due: of.f.startedOn, to: `/pupils/${pupilId}/start-letter`, what: 'Send the second letter home', why: 'The school sends one before mentoring and one at its start' }] : []
}
export function toPrepare({ memory, today }: At, pupilId: string): Found[] {
  const preparing = preparingOf(memory, pupilId, today)
  const missing = preparing?.readiness.missing.filter((item) => item !== 'letter') ?? []
  return preparing && missing.length > 0 ? [{ key: preparing.mentorship.id, due: preparing.mentorship.f.startedOn, to: `/pupils/${pupilId}`, what: 'Finish preparing', why: sayMissing({ ...preparing.readiness, missing }) }] : []
}
/** For the Lead Mentor, who begins it. */
export function toBegin({ memory, today }: At, pupilId: string): Found[] {
  const preparing = preparingOf(memory, pupilId, today)
  if (!preparing || preparing.readiness.missing.includes('letter')) return []
  const { readiness: { missing }, mentorship } = preparing
  return [{ key: mentorship.id, due: mentorship.f.startedOn, to: `/pupils/${pupilId}`, what: 'Begin the mentoring', why: missing.length === 0 ? 'Everything before the first meeting is there' : `The letter home is settled; ${sayMissing(preparing.readiness)}` }]
}
/** For the Lead Mentor: marked before it was complete. */
export function startedEarly({ memory, today }: At, pupilId: string): Found[] {
  const started = startedBefore(memory, pupilId, today)
  return started ? [{ to: `/pupils/${pupilId}`, what: 'Started before preparation', why: `Marked on ${shortDate(started.on)}; ${sayMissing(started.readiness)}` }] : []
}

const outstanding = ({ memory, today }: At, pupilId: string) => askedFor(memory, pupilId, today).filter(({ state }) => state === 'outstanding')
export const replies = (at: At, pupilId: string): Found[] =>
  outstanding(at, pupilId).filter(({ waitingDays, reminders }) => waitingDays >= REMIND_AFTER_DAYS * (reminders + 1))
    .map(({ id, f, reminders }) => ({ key: `${id}:${reminders}`, to: `/pupils/${pupilId}/feedback`, what: `Remind ${f.teacher} (${f.subject})`, why: `Asked ${shortDate(dateOf(f.asked))}, no reply yet` }))
export const repliesAwaited = (at: At, pupilId: string): FoundAwaited[] =>
  outstanding(at, pupilId).map(({ id, f }) => ({ key: id, what: `Reply about ${f.subject}`, on: f.teacher, since: dateOf(f.asked), to: `/pupils/${pupilId}/feedback` }))

export function notesWaiting({ memory, today }: At, pupilId: string): Found[] {
  const waiting = raiseFor(memory, pupilId, today).filter(({ waitingDays }) => waitingDays >= RAISE_AFTER_DAYS)
  const [longest] = waiting
  return longest ? [{ key: longest.note.id, to: `/arrivals/${pupilId}`, what: `Raise ${count(waiting.length, 'note', 'notes')} at the morning meeting`, why: `The longest waits since ${shortDate(dateOf(longest.note.f.occurredAt))}` }] : []
}

export function nextSteps(at: At, pupilId: string): Found[] {
  const one = readWithdrawal(at.memory, schoolOf(at), pupilId, at.now)
  const to = `/pupils/${pupilId}/withdrawal`
  if (one?.asks === 'ready') return [{ key: `ready:${one.at.index}:${one.at.since}`, to, what: one.next ? `Decide whether ${inSentence(one.next.name)} is next` : 'Decide whether the mentoring may end', why: `The rule of “${one.at.stage.name}” is met, since ${shortDate(one.at.since)}` }]
  return one?.asks === 'hard' ? [{ key: `hard:${one.at.index}:${one.at.since}`, to, what: 'Think about more support for a while', why: 'The last weeks were hard' }] : []
}
export const stepsToTell = (at: At, pupilId: string): Found[] =>
  ((at.memory.ofPupil('withdrawalEvent', pupilId).length === 0 ? undefined : readWithdrawal(at.memory, schoolOf(at), pupilId, at.now))?.toTell ?? []).map(({ id, f }) => ({ key: id, due: f.from, to: `/pupils/${pupilId}/withdrawal`, what: 'Tell home of the step', why: `${f.stage} from ${shortDate(f.from)}` }))

export function background({ memory, settings, today }: At, pupilId: string): Found[] {
  const last = memory.ofPupil('background', pupilId).map(({ f }) => f).sort((a, b) => (a.on < b.on ? 1 : -1))[0]
  return last && isStale(last, settings.backgroundMonths, today) ? [{ key: last.on, due: addMonths(last.on, settings.backgroundMonths), to: `/pupils/${pupilId}`, what: 'Ask the Head of Year again for background', why: `Last asked ${shortDate(last.on)} ${last.on.slice(0, 4)}` }] : []
}

/** Beside one another, these would drown the rest: one task for all of a caseload. */
export function simsChecks({ memory, settings, today }: At, pupilIds: readonly string[]): Found[] {
  const due = pupilIds.filter((id) => mentorshipOf(memory, id) !== undefined && isCheckDue(lastSimsCheck(memory, id)?.f.date, addDays(today, -settings.simsCheckDays)))
  const [first] = due
  return first === undefined ? [] : [{ to: `/pupils/${first}`, what: `Look at SIMS for ${count(due.length, 'pupil', 'pupils')}`, why: `Not looked at for ${count(settings.simsCheckDays, 'day', 'days')} or more${due.length > 1 ? '; this opens the first' : ''}` }]
}
export function paper({ memory }: At, pupilIds: readonly string[]): Found[] {
  const toFile = pupilIds.reduce((sum, id) => sum + papersOf(memory, id).filter(({ state }) => state === 'to-file').length, 0)
  return toFile === 0 ? [] : [{ to: '/paper', what: `File ${count(toFile, 'paper', 'papers')}`, why: 'They came back and are not in the paper file yet' }]
}

/** Who is in closing waits for the call home. */
export function closingCalls({ memory }: At, pupilId: string): Found[] {
  const row = mentorshipOf(memory, pupilId)
  if (row?.f.state !== 'closing') return []
  const isTold = groundFor(memory, row) !== undefined
  return [{ key: row.id, to: `/pupils/${pupilId}/closing`, what: isTold ? 'Close the case' : 'Make the call home about the end', why: isTold ? 'Home knows that mentoring ends' : 'No case is closed without it' }]
}
/** For the Lead Mentor. */
export function pausesToLookAt({ memory, today }: At, pupilId: string): Found[] {
  const row = mentorshipOf(memory, pupilId)
  const pause = row && pauseFor(memory, { pupilId }, row)
  return row && pause?.lookAgainOn !== undefined && pause.lookAgainOn <= today ? [{ key: `${row.id}:${pause.lookAgainOn}`, due: pause.lookAgainOn, to: `/pupils/${pupilId}/case`, what: 'Look at the pause again', why: pause.reason }] : []
}
export const looksBack = ({ memory, today }: At): Found[] =>
  followUpsDue(memory, today).map(({ mentorship: { id, f }, due }) => {
    const pupil = memory.get('deskPupil', f.pupilId)?.f
    return { key: `${id}:${due.weeks}`, due: due.on, to: `/pupils/${f.pupilId}/closing`, what: `Look back, ${due.weeks} weeks on`, why: `${pupil ? `${fullName(pupil)}, ${pupil.form}. ` : ''}Mentoring ended${f.endedOn === undefined ? '' : ` on ${shortDate(f.endedOn)}`}` }
  })
