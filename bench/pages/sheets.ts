/** Reviews as a school's are: some short, some long, names from many places, one page each and now and then two. */
import type { WeeklyReviewSheet } from '../../src/ui/paper/model.ts'
import { generate, type Workload } from '../workload.ts'

const NAMES = ['Łukasz Şahin', 'Siân Ŵynne', 'محمد العلي', 'Zoë O’Brien', 'Nguyễn Thị Ánh']
const DAYS = ['Mon 7 Dec', 'Tue 8 Dec', 'Wed 9 Dec', 'Thu 10 Dec', 'Fri 11 Dec']

function sheet(pupil: Workload['pupils'][number], at: number, texts: readonly string[]): WeeklyReviewSheet {
  const said = (n: number): string => texts[(at + n) % texts.length] ?? ''
  return {
    schoolName: 'Northgate School', title: 'Weekly review', pupilName: at % 6 === 0 ? (NAMES[(at / 6) % NAMES.length] ?? pupil.name) : pupil.name,
    form: pupil.form, year: `Year ${Number.parseInt(pupil.form, 10)}`, mentorName: 'Mrs C. Okafor', weekLabel: 'Week beginning Monday 7 December 2026',
    numbers: [
      { label: 'Arrivals', value: '5 of 5', note: '4 on time' }, { label: 'Minutes late', value: '12', note: 'last week 31' },
      { label: 'Notes', value: '6' }, { label: 'Targets met', value: '2 of 3' },
    ],
    arrivalDays: DAYS.map((day, n) => ({ day, expected: '8.30', arrived: n === 1 ? '8.42' : '8.28', mark: n === 1 ? 'L' : '/', minutes: n === 1 ? '12 late' : '0' })),
    outcome: { value: 1, label: 'Better week' },
    // A long review fills a second page; one in five is long.
    wentWell: at % 5 === 0 ? [0, 1, 2].map(said).join(' ') : said(0).slice(0, 200),
    nextStep: said(3).slice(0, 160), pupilComment: said(4).slice(0, 140),
    actionPlan: [{ who: 'Mentor', what: said(5).slice(0, 50), byWhen: 'Mon 14 Dec', done: true }, { who: 'Pupil', what: said(6).slice(0, 50), byWhen: 'Wed 16 Dec', done: false }],
    targets: [0, 1].map((n) => ({ text: said(n).slice(0, 45), pupilText: said(n + 1).slice(0, 40), measure: '4 of 5', result: 'Met' })),
    nextTargets: [0, 1].map((n) => ({ text: said(n + 2).slice(0, 45), pupilText: said(n + 3).slice(0, 40), by: 'Fri 18 Dec' })),
    signatures: [{ role: 'Mentor', name: 'Mrs C. Okafor', at: 'Signed Friday 11 December 2026, 15.10' }, { role: 'Pupil' }, { role: 'Parent or carer' }],
    trend: [-2, -1, null, -1, 0, 1].map((value, n) => ({ label: `${2 + n} Nov`, value })),
    footer: 'Northgate School · Confidential: for the pupil, home and staff who work with them', status: 'signed Friday 11 December 2026',
  }
}

export function sheets(count: number): WeeklyReviewSheet[] {
  const { pupils, reviews } = generate('mentor')
  const texts = reviews.map(({ text }) => text)
  return pupils.slice(0, count).map((pupil, at) => sheet(pupil, at, texts))
}
