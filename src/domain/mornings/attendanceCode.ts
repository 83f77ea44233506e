/**
 * The register's codes, with what each means and how it is counted. Source: Working together to improve school attendance,
 * in force in England from 19 August 2024. A mentor writes `/`, `L` and `U` alone; here the others are only read, from what
 * a form tutor put down, and shown to the office. H, J, Y and F were withdrawn and are no code any more.
 */
export type CodeClass = 'present' | 'approved' | 'authorised' | 'unauthorised' | 'not-possible' | 'not-collected'

export const CLASS_WORDS: Record<CodeClass, string> = {
  present: 'Present', approved: 'Approved educational activity', authorised: 'Authorised absence', unauthorised: 'Unauthorised absence',
  'not-possible': 'Not a possible attendance', 'not-collected': 'Not collected',
}

const CODES = {
  '/': ['Present, morning', 'present'],
  '\\': ['Present, afternoon', 'present'],
  L: ['Late, before the register closed', 'present'],
  B: ['Off-site approved educational activity', 'approved'],
  K: ['Provision arranged by the local authority', 'approved'],
  P: ['Approved sporting activity', 'approved'],
  V: ['Educational visit or trip', 'approved'],
  W: ['Work experience', 'approved'],
  C: ['Leave in exceptional circumstances', 'authorised'],
  C1: ['Leave for a regulated performance or employment abroad', 'authorised'],
  C2: ['Leave for a temporary part-time timetable', 'authorised'],
  E: ['Suspended or permanently excluded', 'authorised'],
  I: ['Illness', 'authorised'],
  J1: ['Interview', 'authorised'],
  M: ['Medical or dental appointment', 'authorised'],
  R: ['Religious observance', 'authorised'],
  S: ['Study leave', 'authorised'],
  T: ['Parent travelling for occupational purposes', 'authorised'],
  G: ['Holiday not granted by the school', 'unauthorised'],
  N: ['Reason not yet established', 'unauthorised'],
  O: ['Absent in other or unknown circumstances', 'unauthorised'],
  U: ['Arrived after the register closed', 'unauthorised'],
  D: ['Dual registered at another school', 'not-possible'],
  X: ['Not required: non-compulsory school age', 'not-possible'],
  Q: ['Lack of access arrangements', 'not-possible'],
  Y1: ['Transport not available', 'not-possible'],
  Y2: ['Widespread disruption to travel', 'not-possible'],
  Y3: ['Part of the premises closed', 'not-possible'],
  Y4: ['Whole school site unexpectedly closed', 'not-possible'],
  Y5: ['In criminal justice detention', 'not-possible'],
  Y6: ['Public health guidance or law', 'not-possible'],
  Y7: ['Any other unavoidable cause', 'not-possible'],
  Z: ['Prospective pupil, not on admission register', 'not-collected'],
  '#': ['Planned whole-school closure', 'not-collected'],
} as const satisfies Record<string, readonly [words: string, counted: CodeClass]>

export type AttendanceCode = keyof typeof CODES
export const ATTENDANCE_CODES = Object.keys(CODES) as AttendanceCode[]
export const isAttendanceCode = (text: string): text is AttendanceCode => Object.hasOwn(CODES, text)
export const codeWords = (code: AttendanceCode): string => CODES[code][0]
export const codeClass = (code: AttendanceCode): CodeClass => CODES[code][1]
