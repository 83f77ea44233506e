import { PRESETS, directionWords, type PresetName } from '../../../src/domain/week/scoreScale.ts'
import { sheetCode } from '../../../src/domain/week/paperFile.ts'
import type { BlueReportSheet, SheetCell } from '../../../src/ui/paper/model.ts'

export const CODE = 'ABCDEFGH234567AB'
const cell = (more: Partial<SheetCell> = {}): SheetCell => ({ subject: '', marks: [], none: '', initials: '', ...more })

/** A week with an INSET day, printed on its Tuesday. */
export function aBlueReport(more: Partial<BlueReportSheet> = {}, { preset = 'one-best', periods = 5 }: { preset?: PresetName; periods?: number } = {}): BlueReportSheet {
  const { scale } = PRESETS[preset]
  const names = Array.from({ length: periods }, (_, at) => ({ name: `P${at + 1}`, from: `${9 + at}.05` }))
  const blank = names.map(() => cell())
  return {
    codes: { front: sheetCode(CODE, 'front'), back: sheetCode(CODE, 'back') },
    schoolName: 'Northgate School', title: 'Blue report', pupilName: 'Łukasz Şahin', form: '8K', year: 'Year 8', mentorName: 'Mrs C. Okafor', weekLabel: 'Week beginning Monday 7 December 2026',
    targets: [{ text: 'I get my planner signed', measure: 'at least 4 times, in every lesson' }, { text: 'I start the first task straight away', measure: 'in Maths' }, { text: 'I come on time', measure: '5 times' }],
    scale: { marks: scale.marks, direction: directionWords(scale) }, per: 'lesson', periods: names,
    days: [
      { day: 'Mon', date: '7 Dec', expected: '8.30', arrived: '8.28', off: '', cells: names.map((_, at) => cell({ marks: [scale.marks[at % scale.marks.length]?.mark ?? ''], initials: 'MK' })) },
      { day: 'Tue', date: '8 Dec', expected: '8.30', arrived: '', off: '', cells: names.map((_, at) => cell(at === 0 ? { none: 'Absent' } : {})) },
      { day: 'Wed', date: '9 Dec', expected: '8.30', arrived: '', off: '', cells: blank }, { day: 'Thu', date: '10 Dec', expected: '8.30', arrived: '', off: '', cells: blank },
      { day: 'Fri', date: '11 Dec', expected: '', arrived: '', off: 'INSET day', cells: [] },
    ],
    sessions: [{ when: 'Tue 12.30', what: 'Mentoring', where: 'Library' }, { when: 'Thu P6', what: 'Catch-up Maths', where: 'L12' }],
    signatures: [{ role: 'Mentor', name: 'Mrs C. Okafor' }, { role: 'Pupil' }, { role: 'Parent or carer' }],
    actions: [
      { day: 'Mon 7 Dec', off: '', lines: [{ text: 'Planner checked; targets talked through', by: 'CO' }] }, { day: 'Tue 8 Dec', off: '', lines: [{ text: 'Check-in at lunch', by: 'CO' }] },
      { day: 'Wed 9 Dec', off: '', lines: [] }, { day: 'Thu 10 Dec', off: '', lines: [] }, { day: 'Fri 11 Dec', off: 'INSET day', lines: [] },
    ],
    printed: 'Printed 8 December 2026, 8.31', footer: 'Northgate School · Confidential: for the pupil, home and the staff who work with them', ...more,
  }
}
