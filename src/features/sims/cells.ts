/** What SIMS writes of a pupil's year and support, as the value it means. */
import { isAttendanceCode, type AttendanceCode } from '../../domain/mornings/attendanceCode.ts'
import type { Pupil } from '../../domain/pupil.ts'
import { tidy } from '../../ui/cells.ts'

/** `7`, `Year 7`, `Yr 07`. */
export function yearIn(text: string): number | undefined {
  const found = /^(?:(?:nc )?y(?:ea)?r? ?(?:group )?)?0?(\d{1,2})$/i.exec(tidy(text))
  const year = Number(found?.[1])
  return year >= 7 && year <= 13 ? year : undefined
}

/** `F`, `Female`, `Girl`; whatever else stands there says neither. */
export function sexIn(text: string): 'F' | 'M' | undefined {
  const cell = tidy(text).toUpperCase()
  return /^(F|FEMALE|GIRL)$/.test(cell) ? 'F' : /^(M|MALE|BOY)$/.test(cell) ? 'M' : undefined
}

/** `K`, `K - SEN Support`; a blank is no SEN. The letters of before 2014 mean nothing any more. */
export function senIn(text: string): Pupil['sen'] | undefined {
  const cell = tidy(text).toUpperCase()
  if (cell === '' || /^NO\b/.test(cell)) return 'N'
  const found = /^([NKE])(?:$|[ -–:(])/.exec(cell)
  if (found) return found[1] as Pupil['sen']
  return cell.startsWith('SEN SUPPORT') ? 'K' : cell.startsWith('EHC') || cell.startsWith('EDUCATION, HEALTH') ? 'E' : undefined
}

/** `AM`, `Morning`, `Mon:AM`, `1`. */
export function halfIn(text: string): 'am' | 'pm' | undefined {
  const cell = tidy(text).toLowerCase().replaceAll('.', '')
  if (/(?:^|[\s:])(?:am|morning)(?:$|[\s:])/.test(cell) || cell === '1') return 'am'
  return /(?:^|[\s:])(?:pm|afternoon)(?:$|[\s:])/.test(cell) || cell === '2' ? 'pm' : undefined
}

/** `I`, `i`, `I - Illness`, `Y1 (transport)`. What was withdrawn from the register is no code. */
export function markIn(text: string): AttendanceCode | undefined {
  const code = /^([a-z]\d?|[/\\#])(?:$|[ :(–-])/i.exec(tidy(text))?.[1]?.toUpperCase()
  return code !== undefined && isAttendanceCode(code) ? code : undefined
}
