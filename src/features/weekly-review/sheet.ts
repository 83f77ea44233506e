/** A weekly review as paper shows it: the full name inside, never a number that identifies the pupil elsewhere. */
import { shortDate, dateOf, longDate, spokenTime, timeOf } from '../../domain/time/clock.ts'
import { fullName } from '../../domain/pupil.ts'
import { percentMet, percentWords, returnedWords } from '../../domain/week/reportScore.ts'
import { weekLabel } from '../../domain/week/reviewWeek.ts'
import { sessionTitle } from '../../domain/week/session.ts'
import { sessionResult } from '../../domain/week/sessionWeek.ts'
import { RESULT_WORDS, targetSentence } from '../../domain/week/target.ts'
import { OUTCOME_WORDS, type WeeklyReview } from '../../domain/week/weeklyReview.ts'
import type { ArrivalDay, Figure, WeeklyReviewSheet } from '../../ui/paper/model.ts'
import type { MorningOfWeek, ReviewFacts } from './facts.ts'

export function reviewSheet(facts: ReviewFacts, schoolName: string): WeeklyReviewSheet {
  const { pupil, review } = facts
  return {
    schoolName,
    title: 'Weekly review',
    pupilName: fullName(pupil),
    form: pupil.form,
    year: `Year ${pupil.year}`,
    mentorName: facts.mentorName,
    weekLabel: weekLabel(facts.weekStart),
    numbers: figures(facts),
    arrivalDays: facts.mornings.map(arrivalDay),
    sessions: facts.sessions.map((one) => ({ what: sessionTitle(one), when: `${shortDate(one.date)}, ${spokenTime(one.starts)} to ${spokenTime(one.ends)}`, where: one.venue, ledBy: one.leads, result: sessionResult(one) })),
    outcome: review.outcome === null ? null : { value: review.outcome, label: OUTCOME_WORDS[`${review.outcome}`] },
    wentWell: review.wentWell,
    nextStep: review.nextStep,
    pupilComment: review.pupilComment,
    actionPlan: plan(review),
    targets: facts.targets.map((target) => ({ text: `${targetSentence(target.f)}, by ${shortDate(target.f.by)}`, pupilText: target.f.pupilWording, counted: counted(facts, target), result: target.f.result === 'open' ? 'Not decided yet' : RESULT_WORDS[target.f.result] })),
    nextTargets: facts.nextTargets.map(({ f }) => ({ text: targetSentence(f), pupilText: f.pupilWording, by: shortDate(f.by) })),
    signatures: [
      review.signed ? { role: 'Mentor', name: review.signed.name, at: `Signed ${longDate(dateOf(review.signed.at))}, ${spokenTime(timeOf(review.signed.at))}` } : { role: 'Mentor', name: facts.mentorName },
      review.signed?.pupilInitials ? { role: 'Pupil', name: review.signed.pupilInitials } : { role: 'Pupil' },
      { role: 'Parent or carer' },
    ],
    trend: facts.trend,
    weeks: facts.weeks,
    footer: `${schoolName} · Confidential: for the pupil, home and the staff who work with them`,
    status: statusOf(review),
  }
}

const statusOf = ({ signed, version, amendedReason }: WeeklyReview): string => {
  const amended = version > 1 ? `version ${version}${amendedReason ? `, amended: ${amendedReason}` : ''}` : ''
  if (signed) return [`signed ${longDate(dateOf(signed.at))}`, amended].filter(Boolean).join(' · ')
  return 'draft'
}

const plan = ({ actionPlan, planInPlanner }: WeeklyReview): WeeklyReviewSheet['actionPlan'] => [
  ...actionPlan.map((one) => ({ ...one })),
  ...(planInPlanner ? [{ who: '', what: 'The plan is recorded in the pupil’s planner.', byWhen: '' }] : []),
]

/** Eight at most: they stand in one row on paper. */
function figures({ numbers, changes, lastWeek }: ReviewFacts): Figure[] {
  const before = lastWeek?.signed?.numbers
  const later = (...keys: (keyof typeof numbers)[]): string =>
    changes.filter(({ number }) => keys.includes(number)).map(({ words, from, to }) => `${words} now ${to}, signed as ${from}`).join('; ')
  const figure = (label: string, value: string, ...notes: string[]): Figure => {
    const note = notes.filter(Boolean).join('; ')
    return note ? { label, value, note } : { label, value }
  }
  return [
    figure('Arrivals', `${numbers.arrivals} of ${numbers.expectedMornings}`, `${numbers.onTime} on time`, later('arrivals', 'expectedMornings', 'onTime')),
    figure('Late to mentor', String(numbers.lateToMentor), later('lateToMentor')),
    figure('Late for register', String(numbers.lateForRegister), `${numbers.minutesLate} min in all${before ? `, before: ${before.minutesLate}` : ''}`, later('lateForRegister', 'minutesLate')),
    ...(numbers.checked === undefined ? [] : [figure('Organised', `${numbers.organised ?? 0} of ${numbers.checked}`, 'ready for the day', later('organised', 'checked'))]),
    ...(numbers.lessonsReturned === undefined ? [] : [figure('Scores met', `${percentMet({ marks: numbers.marks ?? 0, met: numbers.marksMet ?? 0 }) ?? 0}%`, returnedWords({ returned: numbers.lessonsReturned, lessons: numbers.lessons ?? 0 }), later('lessonsReturned', 'lessons', 'marks', 'marksMet'))]),
    ...(numbers.sessions === undefined ? [] : [figure('Sessions', `${numbers.sessionsCame ?? 0} of ${numbers.sessions}`, 'attended', later('sessionsCame', 'sessions'))]),
    ...(numbers.contacts === undefined ? [] : [figure('Contacts home', String(numbers.contacts), `${numbers.contactsReached ?? 0} reached`, later('contacts', 'contactsReached'))]),
    figure('Notes', String(numbers.notes), `${numbers.dailyActions} daily ${numbers.dailyActions === 1 ? 'action' : 'actions'}`, later('notes', 'dailyActions')),
  ]
}

/** `4 of 5 mornings on time`; `80% met, 12 of 25 lessons returned` */
function counted({ scoreOf, progressOf }: ReviewFacts, target: ReviewFacts['targets'][number]): string {
  const score = scoreOf(target.id)
  const mornings = target.f.evidence === 'arrivals' ? progressOf(target)?.words : undefined
  return [mornings, score && `${percentWords(score)}, ${returnedWords(score)}`].filter(Boolean).join('; ')
}

const NO_ARRIVAL: Partial<Record<MorningOfWeek['kind'], string>> = { 'not-arrived': 'No arrival', 'not-expected': 'Not expected', 'no-school': 'No school', 'to-come': '' }

function arrivalDay({ date, kind, arrival, expectedAt }: MorningOfWeek): ArrivalDay {
  const isExpected = expectedAt !== undefined && kind !== 'no-school' && kind !== 'not-expected'
  const day: ArrivalDay = {
    day: shortDate(date),
    expected: isExpected || arrival ? spokenTime(expectedAt ?? arrival?.expectedAt ?? '') : '',
    arrived: arrival ? spokenTime(arrival.at) : '',
    mark: arrival?.mark ?? '',
    minutes: arrival ? minutesOf(arrival) : '',
  }
  const note = [arrival ? '' : NO_ARRIVAL[kind], kind === 'late-to-mentor' ? 'late to mentor' : '', arrival?.reason, arrival?.amended ? 'amended' : ''].filter(Boolean).join('; ')
  return note ? { ...day, note } : day
}

/** The mark has a column of its own; here only how late. */
const minutesOf = ({ mark, minutesLate, minutesLateToMentor }: NonNullable<MorningOfWeek['arrival']>): string => {
  const minutes = mark === '/' ? minutesLateToMentor : minutesLate
  return minutes === 0 ? 'on time' : String(minutes)
}
