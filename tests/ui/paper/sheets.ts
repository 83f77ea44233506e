import { readFileSync } from 'node:fs'
import type { WeeklyReviewSheet } from '../../../src/ui/paper/model.ts'
import type { PaperFonts } from '../../../src/ui/paper/document.ts'

const bytesOf = (file: string): string => readFileSync(`public/fonts/${file}`).toString('latin1')

export function theFonts(): PaperFonts {
  return { regular: bytesOf('NotoSans-Regular.ttf'), bold: bytesOf('NotoSans-Bold.ttf'), arabic: bytesOf('NotoSansArabic-Regular.ttf') }
}

/** A usual week: late once, two targets, a comment of a few lines. */
export function aSheet(changes: Partial<WeeklyReviewSheet> = {}): WeeklyReviewSheet {
  return {
    schoolName: 'Northgate School',
    title: 'Weekly review',
    pupilName: 'Łukasz Şahin',
    form: '8K',
    year: 'Year 8',
    mentorName: 'Mrs C. Okafor',
    weekLabel: 'Week beginning Monday 7 December 2026',
    numbers: [
      { label: 'Arrivals', value: '5 of 5', note: '4 on time' },
      { label: 'Minutes late', value: '12', note: 'last week 31' },
      { label: 'Lessons returned', value: '21 of 25' },
      { label: 'Targets met', value: '76%', note: '16 of 21 lessons' },
      { label: 'Contacts home', value: '2' },
    ],
    arrivalDays: [
      { day: 'Mon 7 Dec', expected: '8.30', arrived: '8.27', mark: '/', minutes: '0' },
      { day: 'Tue 8 Dec', expected: '8.30', arrived: '8.42', mark: 'L', minutes: '12 late', note: 'Bus 14 did not come' },
      { day: 'Wed 9 Dec', expected: '8.30', arrived: '8.29', mark: '/', minutes: '0' },
      { day: 'Thu 10 Dec', expected: '8.45', arrived: '8.40', mark: '/', minutes: '0' },
      { day: 'Fri 11 Dec', expected: '8.30', arrived: '8.30', mark: '/', minutes: '0' },
    ],
    outcome: { value: 1, label: 'Better than last week' },
    wentWell: 'Four mornings on time, and a full set of equipment every day. Two teachers wrote that the start of the lesson was calm.',
    nextStep: 'Use the quiet exit before period 4 rather than leaving the room. Ask Mr Hughes for the science catch-up sheet on Monday.',
    pupilComment: 'I got up by myself on most days. Science is still hard when I sit at the back. I would like to move seat.',
    actionPlan: [
      { who: 'Mentor', what: 'Ask Mr Hughes about a seat at the front in science', byWhen: 'Mon 14 Dec', done: true },
      { who: 'Pupil', what: 'Bring the reading record to the meeting', byWhen: 'Wed 16 Dec', done: false },
      { who: 'Parent', what: 'Phone off by ten on school nights', byWhen: 'Fri 18 Dec' },
    ],
    targets: [
      { text: 'Arrive by 8.30 every day', pupilText: 'I will be at reception before the bell', counted: '4 of 5 mornings on time', result: 'Nearly' },
      { text: 'Start the first task within two minutes', pupilText: 'Pen out, first question done', counted: '76% met, 19 of 25 lessons returned', result: 'Met' },
    ],
    nextTargets: [
      { text: 'Arrive by 8.30 every day', pupilText: 'I will be at reception before the bell', by: 'Fri 18 Dec' },
      { text: 'Use the quiet exit instead of leaving the room', pupilText: 'Show my card, wait by the door', by: 'Fri 18 Dec' },
    ],
    signatures: [
      { role: 'Mentor', name: 'Mrs C. Okafor', at: 'Signed Friday 11 December 2026, 15.10' },
      { role: 'Pupil' },
      { role: 'Parent or carer' },
    ],
    trend: [
      { label: '2 Nov', value: -2 },
      { label: '9 Nov', value: -1 },
      { label: '16 Nov', value: null },
      { label: '23 Nov', value: -1 },
      { label: '30 Nov', value: 0 },
      { label: '7 Dec', value: 1 },
    ],
    footer: 'Northgate School · Confidential: for the pupil, home and staff who work with them',
    status: 'signed Friday 11 December 2026',
    ...changes,
  }
}

/** A comment of exactly this many characters in which every word can be told from every other. */
export function aComment(length: number): string {
  let text = ''
  for (let word = 1; text.length < length; word++) text += `thing${word} went well, `
  return `${text.slice(0, length - 4)} end`
}

/** A full week: eight figures, two sessions, three targets on each side, three actions, the weeks before. */
export const aFullSheet = (changes: Partial<WeeklyReviewSheet> = {}): WeeklyReviewSheet => aSheet({
  numbers: [
    { label: 'Arrivals', value: '5 of 5', note: '3 on time' },
    { label: 'Late to mentor', value: '1' },
    { label: 'Late for register', value: '1', note: '12 min in all, before: 31' },
    { label: 'Organised', value: '4 of 5', note: 'ready for the day' },
    { label: 'Scores met', value: '78%', note: '23 of 25 lessons returned' },
    { label: 'Sessions', value: '2 of 2', note: 'attended' },
    { label: 'Contacts home', value: '2', note: '1 reached' },
    { label: 'Notes', value: '4', note: '5 daily actions' },
  ],
  sessions: [
    { what: 'Mentoring', when: 'Tue 8 Dec, 13.10 to 13.30', where: 'Room 14', ledBy: 'Mrs C. Okafor', result: 'Came' },
    { what: 'Catch-up: Science', when: 'Thu 10 Dec, 15.10 to 16.00', where: 'Science lab 2', ledBy: 'Mr Hughes', result: 'Came, 5 minutes late' },
  ],
  targets: [
    { text: 'arrives at reception on time, at least 4 times, this week’s mornings, by Fri 11 Dec', pupilText: 'I get to the desk on time', counted: '3 of 5 mornings on time', result: 'Partly met' },
    { text: 'puts a hand up before speaking, at least 5 times, in English and Geography, by Fri 11 Dec', pupilText: 'I put my hand up first', counted: '80% met, 20 of 25 lessons returned', result: 'Met' },
    { text: 'meets all report targets, at least 80%, of lessons signed, by Fri 11 Dec', pupilText: 'I meet my targets in most lessons', counted: '78% met, 23 of 25 lessons returned', result: 'Not met' },
  ],
  nextTargets: [
    { text: 'arrives at reception on time, at least 5 times, this week’s mornings', pupilText: 'I get to the desk on time', by: 'Fri 18 Dec' },
    { text: 'uses the quiet pass instead of arguing, at least 2 times, whenever it is needed', pupilText: 'I take a break instead of arguing', by: 'Fri 18 Dec' },
    { text: 'meets all report targets, at least 80%, of lessons signed', pupilText: 'I meet my targets in most lessons', by: 'Fri 18 Dec' },
  ],
  weeks: [
    { label: '2 Nov', onTime: 40, onTimeText: '2 of 5', met: 52, metText: '52%' },
    { label: '9 Nov', onTime: 60, onTimeText: '3 of 5', met: 61, metText: '61%' },
    { label: '16 Nov', onTime: 60, onTimeText: '3 of 5', met: null, metText: '–' },
    { label: '23 Nov', onTime: 80, onTimeText: '4 of 5', met: 70, metText: '70%' },
    { label: '30 Nov', onTime: 80, onTimeText: '4 of 5', met: 74, metText: '74%' },
    { label: '7 Dec', onTime: 60, onTimeText: '3 of 5', met: 78, metText: '78%' },
  ],
  ...changes,
})
