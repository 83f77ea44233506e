import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { Row } from '../../../src/domain/records.ts'
import ReviewPrintScreen from '../../../src/features/weekly-review/ReviewPrintScreen.vue'
import ReviewsScreen from '../../../src/features/weekly-review/ReviewsScreen.vue'
import { aDesk, aDeskPupil, expected, settleDisk, THURSDAY } from '../../support/aDesk.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'
import { aReview, LAST_WEEK, mentored, theWeek, WEEK } from './aWeek.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
const numbers = { expectedMornings: 4, arrivals: 3, onTime: 2, lateToMentor: 0, lateForRegister: 1, minutesLate: 7, notes: 1, dailyActions: 1 }
const signed = { by: aMentor.id, name: aMentor.name, at: 0, pupilInitials: '', numbers }
const others: Row[] = [
  aDeskPupil('p2', 'Łukasz', { form: '8C', year: 8 }), expected('p2', '08:45'), mentored('p2'), aReview({ wentWell: 'begun' }, WEEK, 'p2'),
  aDeskPupil('p3', 'Megan'), expected('p3', '08:45', 'mentor-b'), mentored('p3', 'mentor-b'),
  aDeskPupil('p4', 'Zara'), mentored('p4'),
]
async function open(rows: readonly Row[] = [], me = aMentor, props: Record<string, unknown> = {}, at: [string, string] = [THURSDAY, '15:20']): Promise<string> {
  const desk = await aDesk({ rows: [...theWeek, ...others, ...rows], me, at })
  screen = desk.look(ReviewsScreen, props)
  await settleDisk()
  return screen.text()
}
const lines = () => screen!.findAll('ul[aria-label="Reviews of the week"] > li').map((one) => one.text().replaceAll('\u00a0', ' '))

describe('the list of weekly reviews', () => {
  it('shows this week from Thursday on, my caseload alone, and how far each review is', async () => {
    const text = await open()
    expect(text).toContain('Mon 7 Dec to Fri 11 Dec')
    expect(text).toContain('Due by the end of Monday lunch, 13.20 on Monday 14 December.')
    expect(text).toContain('0 of 2 signed')
    expect(lines().map((one) => one.split(' ')[0])).toEqual(['Abdi', 'Łukasz', 'Zara'])
    expect(lines()[0]).toContain('3 of 4 mornings · 2 on time · 7 min late · 1 note')
    expect(lines()[0]).toContain('Not started')
    expect(lines()[1]).toContain('Draft')
    expect(lines()[2]).toContain('Not expected this week')
  })

  it('says plainly that a week is overdue, and which week before is still open', async () => {
    const text = await open([], aMentor, { weekStart: LAST_WEEK }, ['2026-12-08', '15:00'])
    expect(text).toContain('Overdue: was due by the end of Monday lunch, 13.20 on Monday 7 December. 2 reviews are not signed.')
    screen?.unmount()
    expect(await open()).toContain('2 reviews of the week before are not signed.')
  })

  it('shows a signed review, and one whose facts changed after sign-off', async () => {
    await open([aReview({ outcome: 1, wentWell: 'a', nextStep: 'b', signed })])
    expect(lines()[0]).toContain('Signed')
    screen?.unmount()
    await open([aReview({ outcome: 1, wentWell: 'a', nextStep: 'b', signed: { ...signed, numbers: { ...numbers, arrivals: 2 } } })])
    expect(lines()[0]).toContain('Changed after sign-off')
    expect(lines()[0]).toContain('2 of 4 mornings')
  })

  it('shows the Lead Mentor everyone, filtered by mentor, and finds a pupil by two letters', async () => {
    await open([], { ...aMentor, id: 'lead', role: 'lead-mentor' })
    expect(lines()).toHaveLength(4)
    await screen!.get('select').setValue('mentor-b')
    expect(lines().map((one) => one.split(' ')[0])).toEqual(['Megan'])
    await screen!.get('select').setValue('')
    await screen!.get('input[type="search"]').setValue('lu')
    expect(lines().map((one) => one.split(' ')[0])).toEqual(['Łukasz'])
    await screen!.get('input[type="search"]').setValue('nobody')
    expect(screen!.text()).toContain('Nobody found')
  })

  it('says so when nobody is mentored', async () => {
    const desk = await aDesk({ rows: [] })
    screen = desk.look(ReviewsScreen)
    await settleDisk()
    expect(screen.text()).toContain('No pupil was yours in this week')
  })

  it('offers only the print view where the school keeps PDFs off its tablets', async () => {
    await open([aRow('setting', 'savePdf', { key: 'savePdf', value: false })])
    await screen!.findAll('button').find((one) => one.text().startsWith('Export PDF'))!.trigger('click')
    await settleDisk()
    expect(screen!.text()).toContain('Your school has switched off saving PDFs on tablets.')
    expect(screen!.findAll('button').map((one) => one.text())).toContain('Open the print view')
  })
})

describe('the print view of reviews', () => {
  it('holds one sheet for each pupil with a review, or the one pupil asked for', async () => {
    const desk = await aDesk({ rows: [...theWeek, ...others], at: [THURSDAY, '15:20'] })
    screen = desk.look(ReviewPrintScreen, { weekStart: WEEK })
    await settleDisk()
    expect(document.querySelectorAll('.review-print .sheet')).toHaveLength(2)
    screen.unmount()
    screen = desk.look(ReviewPrintScreen, { weekStart: WEEK, pupil: 'p2' })
    await settleDisk()
    expect(document.querySelector('.review-print h2')?.textContent).toBe('Łukasz Surnamep2')
    expect(document.querySelectorAll('.review-print .sheet')).toHaveLength(1)
  })
})
