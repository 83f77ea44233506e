import { describe, expect, it } from 'vitest'
import { ATTENDANCE_CODES, CLASS_WORDS, codeClass, codeWords, isAttendanceCode, type CodeClass } from '../../src/domain/mornings/attendanceCode.ts'
import { MentorMark } from '../../src/domain/mornings/registration.ts'

/** As the guidance has them, in force from 19 August 2024. */
const BY_CLASS: Record<CodeClass, string> = {
  present: '/ \\ L',
  approved: 'B K P V W',
  authorised: 'C C1 C2 E I J1 M R S T',
  unauthorised: 'G N O U',
  'not-possible': 'D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7',
  'not-collected': 'Z #',
}

describe('The codes of the attendance register', () => {
  it('are the thirty-four of the guidance, each counted as it says', () => {
    for (const [counted, codes] of Object.entries(BY_CLASS)) {
      expect(ATTENDANCE_CODES.filter((code) => codeClass(code) === counted).sort()).toEqual(codes.split(' ').sort())
      expect(CLASS_WORDS[counted as CodeClass]).toMatch(/^[A-Z]/)
    }
    expect(ATTENDANCE_CODES).toHaveLength(34)
  })

  it('each say in words what they mean, no two the same', () => {
    for (const code of ATTENDANCE_CODES) expect(codeWords(code), code).toMatch(/^[A-Z][a-z].{3,}$/)
    expect(new Set(ATTENDANCE_CODES.map(codeWords)).size).toBe(ATTENDANCE_CODES.length)
  })

  it('no longer hold those that were withdrawn', () => {
    for (const code of ['H', 'J', 'Y', 'F', '', 'l', '/ ', 'toString']) expect(isAttendanceCode(code), code).toBe(false)
  })

  it('are three for a mentor to write; the rest are the office’s', () => {
    expect(ATTENDANCE_CODES.filter((code) => MentorMark.safeParse(code).success)).toEqual(['/', 'L', 'U'])
  })
})
