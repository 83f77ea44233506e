import { describe, expect, it } from 'vitest'
import type { Morning, MorningKind } from '../../src/domain/mornings/morning.ts'
import { shareSafe, type SharedSource } from '../../src/domain/week/sitTogether.ts'

const signed = (pupilInitials: string) => ({ by: 'mentor-a', name: 'Ms A. Mentor', at: 1, pupilInitials, numbers: { expectedMornings: 5, arrivals: 5, onTime: 5, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 } })
const mornings = (...kinds: MorningKind[]): Morning[] => kinds.map((kind, index) => ({ date: `2026-12-0${7 + index}`, kind, word: '', sentence: '' }))
const nothing: SharedSource = {
  pupil: { preferredName: 'Kacper', surname: 'Wójcik' }, others: [{ preferredName: 'Jack', surname: 'Thornley' }, { preferredName: 'Will', surname: 'Wójcik' }],
  targets: [], mornings: [], review: undefined, replies: [], actions: [], ahead: [],
}
const shared = (more: Partial<SharedSource>) => shareSafe({ ...nothing, ...more })

describe('What pupil and mentor look at together', () => {
  it('is the targets in the pupil’s wording; one without it stays with the mentor', () => {
    const targets = [{ pupilWording: 'I get my planner signed', result: 'open' as const }, { pupilWording: ' ', result: 'open' as const }, { pupilWording: 'An old one', result: 'retired' as const }]
    expect(shared({ targets })).toMatchObject({ targets: [{ words: 'I get my planner signed', result: 'open' }], keptBack: 1 })
  })

  it('has what teachers wrote for the pupil to read, by subject, and keeps back what names somebody else', () => {
    const replies = [{ subject: 'Science', shareSafe: ' Your practical work is careful. ' }, { subject: 'Maths', shareSafe: undefined }, { subject: 'Art', shareSafe: 'Sit apart from Jack.' }]
    expect(shared({ replies })).toMatchObject({ staff: [{ subject: 'Science', words: 'Your practical work is careful.' }], keptBack: 1 })
  })

  it('takes from a review only what the pupil has put initials to', () => {
    const review = { wentWell: 'Homework on time in Maths.', nextStep: 'Ask for help earlier.' }
    expect(shared({ review: { ...review, signed: null } })).toMatchObject({ wentWell: [], next: [], keptBack: 0 })
    expect(shared({ review: { ...review, signed: signed('') } })).toMatchObject({ wentWell: [], next: [] })
    expect(shared({ review: { ...review, signed: signed('KW') }, ahead: ['Tomorrow, 8.30, at reception'] })).toMatchObject({ wentWell: ['Homework on time in Maths.'], next: ['Tomorrow, 8.30, at reception', 'Ask for help earlier.'] })
  })

  it('keeps back a line that names another pupil, by first name or surname, also with ’s', () => {
    expect(shared({ actions: ['Sit apart from Jack'] })).toMatchObject({ today: [], keptBack: 1 })
    expect(shared({ actions: ['Give back Thornley’s ruler'] })).toMatchObject({ today: [], keptBack: 1 })
    expect(shared({ targets: [{ pupilWording: 'I work without Jack', result: 'open' }] })).toMatchObject({ targets: [], keptBack: 1 })
  })

  it('takes neither the pupil’s own surname for another’s, nor "will" for Will', () => {
    expect(shared({ actions: ['Kacper Wójcik will show the planner'] }).today).toEqual(['Kacper Wójcik will show the planner'])
  })

  it('says of the mornings what went well, and nothing where nothing did', () => {
    expect(shared({ mornings: mornings('on-time', 'late', 'on-time', 'to-come') }).wentWell).toEqual(['On time on 2 of 3 mornings this week'])
    expect(shared({ mornings: mornings('on-time', 'on-time') }).wentWell).toEqual(['On time on all 2 mornings this week'])
    expect(shared({ mornings: mornings('late', 'not-arrived', 'to-come') }).wentWell).toEqual([])
  })
})
