import { describe, expect, it } from 'vitest'
import { instantAt } from '../../src/domain/time/clock.ts'
import { proposeMark, secondsToClose } from '../../src/domain/mornings/registration.ts'

const register = { registerStart: '08:45', registerClose: '09:15' }

describe('the proposed morning mark', () => {
  it.each([
    // arrived, expected, mark, punctuality, minutes late, minutes late to mentor
    ['08:20', '08:30', '/', 'on-time', 0, 0],
    ['08:30', '08:30', '/', 'on-time', 0, 0],
    ['08:31', '08:30', '/', 'late-to-mentor', 0, 1],
    ['08:41', '08:30', '/', 'late-to-mentor', 0, 11],
    ['08:45', '08:30', '/', 'late-to-mentor', 0, 15],
    ['08:46', '08:30', 'L', 'late', 1, 16],
    ['08:41', '08:45', '/', 'on-time', 0, 0],
    ['08:45', '08:45', '/', 'on-time', 0, 0],
    ['08:46', '08:45', 'L', 'late', 1, 1],
    ['08:52', '08:45', 'L', 'late', 7, 7],
    ['09:15', '08:45', 'L', 'late', 30, 30],
    ['09:16', '08:45', 'U', 'after-close', 31, 31],
    ['09:20', '08:30', 'U', 'after-close', 35, 50],
    ['14:02', '08:45', 'U', 'after-close', 317, 317],
  ] as const)('for %s when %s was expected is %s', (arrived, expected, mark, punctuality, minutesLate, minutesLateToMentor) => {
    expect(proposeMark(arrived, expected, register)).toEqual({ mark, punctuality, minutesLate, minutesLateToMentor, officeConfirms: mark === 'U' })
  })

  it('follows a school that closes its register at nine', () => {
    expect(proposeMark('09:01', '08:45', { registerStart: '08:45', registerClose: '09:00' }).mark).toBe('U')
  })

  it('counts down to the end of the closing minute, as long as a tap still gives L', () => {
    const at = (time: string, seconds = 0) => secondsToClose('2026-12-10', instantAt('2026-12-10', time) + seconds * 1000, register)
    expect(Math.floor(at('08:30') / 60), 'a minute as the clock on the wall counts').toBe(45)
    expect(at('09:15', 30)).toBe(29)
    expect(at('09:16')).toBeLessThan(0)
  })
})
