import type { LogDay, LogSheet } from '../../../src/ui/paper/model.ts'
import { addDays, longDate } from '../../../src/domain/time/clock.ts'

const line = { when: '8.28', title: 'Arrived: / on time', text: '', notes: [], by: 'Mrs C. Okafor' }
export const aLogDay = (date: string, more: Partial<LogDay> = {}): LogDay => ({ day: longDate(date), lines: [line], ...more })

export const aLog = (more: Partial<LogSheet> = {}): LogSheet => ({
  schoolName: 'Northgate School', title: 'Mentoring log', pupilName: 'Łukasz Şahin', form: '8K', year: 'Year 8', mentorName: 'Mrs C. Okafor', period: 'The whole log, to 10 December 2026', contains: 'Everything: 4 entries',
  days: [
    aLogDay('2026-12-07', { lines: [line, { when: '10.15', title: 'From staff · Edited', text: 'Science coursework handed in on time.', notes: ['Discussed Tue 8 Dec, Mrs C. Okafor: pleased', 'Before (Entered Mon 7 Dec, 10.20, Mrs C. Okafor): Science coursework handed in.'], by: 'Mrs C. Okafor' }] }),
    aLogDay('2026-12-08'), aLogDay('2026-12-09'),
  ],
  footer: 'Northgate School · Confidential: for the paper file of the pupil’s mentor · Made 10 December 2026 by Mrs C. Okafor', ...more,
})

/** Three years of school days, an arrival on each and a long note on every third. */
export const threeYears = (): LogDay[] =>
  Array.from({ length: 3 * 190 }, (_, at) => {
    const note = { when: '14.10', title: 'From staff', text: `Note ${at}: ${'started the task at once, asked when stuck, and helped to tidy up. '.repeat(4)}`, notes: [], by: 'Mrs C. Okafor' }
    return aLogDay(addDays('2023-09-04', at), { lines: at % 3 === 0 ? [line, note] : [line] })
  })
