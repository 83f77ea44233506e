/**
 * The one list of what may wait for a person. To add a source: write what it finds beside its like, and one line here.
 * `weight`: what comes first within a day; 0 is before everything. `putOff`: a person may put it off with a reason; what
 * has its own way to be put off on its screen, or must not wait, may not.
 */
import { may } from '../../../domain/permission.ts'
import type { Actor } from '../../../domain/staff.ts'
import { background, closingCalls, looksBack, nextSteps, notesWaiting, paper, pausesToLookAt, repliesAwaited, replies, secondLetters, simsChecks, startedEarly, startLetters, stepsToTell, toBegin, toPrepare } from './caseTasks.ts'
import { beyondMentor, continues, dslToTell, earlyStarts, endOfDayReview, endOfDayToday, parentsToTell, toDecide, toInvestigate, toRead, toServe } from './conductTasks.ts'
import { answersAwaited, callBacks, decisions, decisionsAwaited, letterAwaited, letterHome, lookAgain, meetingsToCome, minutesToWrite, numbers, tellLead, toAnswer } from './homeTasks.ts'
import { alerts, filesDue, fileRequests } from './dutyTasks.ts'
import { listsAwaited, listsToRead, nextWeekList, overlappingTerms, policyReview, records, undecided } from './weekTasks.ts'
import { candidatesToLookAt, candidateTasks, dslToTellOfCandidate, yearMeetingTasks } from './meetingTasks.ts'
import type { At, Found, FoundAwaited } from './at.ts'

/** `own`: the pupils a person mentors. `known`: every mentee this person may read of. */
type Of = 'own' | 'known'
type Source = { name: string; weight: number; putOff?: true; for?: (me: Actor) => boolean }
export type PupilSource = Source & { of: Of; find: (at: At, pupilId: string) => Found[] }
export type CaseloadSource = Source & { of: Of; find: (at: At, pupilIds: readonly string[]) => Found[] }
export type PersonSource = Source & { find: (at: At) => Found[] }
export type AwaitedSource = { name: string; of: Of; for?: (me: Actor) => boolean; find: (at: At, pupilId: string) => FoundAwaited[] }

const lead = (me: Actor): boolean => may(me, 'be-informed')
const sendsLetters = (me: Actor): boolean => may(me, 'send-letter-home')

export const ABOUT_A_PUPIL: readonly PupilSource[] = [
  { name: 'dsl', weight: 0, of: 'own', find: dslToTell },
  { name: 'dsl', weight: 0, of: 'known', for: lead, find: dslToTell },
  { name: 'end-of-day', weight: 1, of: 'known', for: lead, find: endOfDayToday },
  { name: 'meeting', weight: 2, of: 'known', find: meetingsToCome },
  { name: 'answer', weight: 3, of: 'known', find: toAnswer },
  { name: 'call-back', weight: 4, putOff: true, of: 'own', find: callBacks },
  { name: 'start-letter', weight: 5, of: 'own', find: startLetters },
  { name: 'second-letter', weight: 5, putOff: true, of: 'own', find: secondLetters },
  { name: 'letter-home', weight: 5, putOff: true, of: 'known', for: sendsLetters, find: letterHome },
  { name: 'decision', weight: 6, putOff: true, of: 'known', find: decisions },
  { name: 'year-meeting', weight: 6, putOff: true, of: 'known', find: yearMeetingTasks },
  { name: 'tell-lead', weight: 7, putOff: true, of: 'own', find: tellLead },
  { name: 'missed', weight: 8, of: 'own', find: toInvestigate },
  { name: 'follows', weight: 9, of: 'own', find: toDecide },
  { name: 'follows', weight: 9, of: 'known', for: lead, find: beyondMentor },
  { name: 'continues', weight: 10, of: 'known', for: lead, find: continues },
  { name: 'end-of-day-review', weight: 10, of: 'known', for: lead, find: endOfDayReview },
  { name: 'parents', weight: 11, putOff: true, of: 'own', find: parentsToTell },
  { name: 'served', weight: 12, putOff: true, of: 'own', find: toServe },
  { name: 'minutes', weight: 13, putOff: true, of: 'known', find: minutesToWrite },
  { name: 'early-start', weight: 14, of: 'own', find: earlyStarts },
  { name: 'closing', weight: 15, putOff: true, of: 'own', find: closingCalls },
  { name: 'pause', weight: 20, putOff: true, of: 'known', for: lead, find: pausesToLookAt },
  { name: 'step', weight: 15, of: 'own', find: nextSteps },
  { name: 'step-told', weight: 16, putOff: true, of: 'own', find: stepsToTell },
  { name: 'note', weight: 17, of: 'own', find: notesWaiting },
  { name: 'prepare', weight: 18, putOff: true, of: 'own', find: toPrepare },
  { name: 'begin', weight: 18, putOff: true, of: 'known', for: lead, find: toBegin },
  { name: 'early', weight: 19, putOff: true, of: 'known', for: lead, find: startedEarly },
  { name: 'look-again', weight: 20, putOff: true, of: 'known', find: lookAgain },
  { name: 'reply', weight: 21, putOff: true, of: 'own', find: replies },
  { name: 'number', weight: 22, putOff: true, of: 'known', for: lead, find: numbers },
  { name: 'background', weight: 23, putOff: true, of: 'own', find: background },
  { name: 'sanction-read', weight: 24, of: 'known', for: lead, find: toRead },
]
/** Of whom nobody mentors, on the tablets of those who decide on them. */
export const ABOUT_A_CANDIDATE: readonly (Source & { find: (at: At, pupilId: string) => Found[] })[] = [
  { name: 'dsl', weight: 0, find: dslToTellOfCandidate },
  { name: 'year-meeting', weight: 6, putOff: true, find: candidateTasks },
  { name: 'watched', weight: 20, putOff: true, find: candidatesToLookAt },
]
export const ABOUT_A_CASELOAD: readonly CaseloadSource[] = [
  { name: 'sims', weight: 25, of: 'own', find: simsChecks },
  { name: 'paper', weight: 26, of: 'own', find: paper },
]
export const ABOUT_A_PERSON: readonly PersonSource[] = [
  { name: 'records', weight: 3, find: records },
  { name: 'next-week', weight: 4, find: nextWeekList },
  { name: 'lists', weight: 19, for: lead, find: listsToRead },
  { name: 'terms', weight: 28, for: (me) => may(me, 'set-rules'), find: overlappingTerms },
  { name: 'policy-review', weight: 30, for: (me) => may(me, 'set-rules'), find: policyReview },
  { name: 'look-back', weight: 20, for: lead, find: looksBack },
  { name: 'undecided', weight: 7, find: undecided },
  { name: 'alert', weight: 1, for: ({ role }) => role === 'dht', find: alerts },
  { name: 'retention', weight: 29, for: (me) => may(me, 'erase-files'), find: filesDue },
  { name: 'file-request', weight: 6, for: ({ role }) => role === 'dht', find: fileRequests },
]
export const AWAITED: readonly AwaitedSource[] = [
  { name: 'reply', of: 'own', find: repliesAwaited },
  { name: 'letter', of: 'own', find: letterAwaited },
  { name: 'answer', of: 'known', find: answersAwaited },
  { name: 'decision', of: 'own', find: decisionsAwaited },
]
/** What a person as such waits for. */
export const AWAITED_BY_LEAD: readonly { name: string; for: (me: Actor) => boolean; find: (at: At) => FoundAwaited[] }[] = [
  { name: 'list', for: lead, find: listsAwaited },
]
