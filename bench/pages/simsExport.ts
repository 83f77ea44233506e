/** A year's behaviour of a whole school, as one file: read, validated and compared in the worker the app uses, while the page is watched. */
import type { Known } from '../../src/features/sims/comparing.ts'
import { inWorker } from '../../src/features/sims/inWorker.ts'
import { DEFAULT_PERIODS } from '../../src/domain/time/period.ts'
import { addDays } from '../../src/domain/time/clock.ts'
import type { SimsFact } from '../../src/domain/school/sims.ts'
import { watched } from './watched.ts'

const TODAY = '2026-12-10'
const REASONS = ['Equipment missing', 'Late to lesson', 'Contribution to discussion', 'Improved work', 'Homework, two days late', 'Phone seen']
const LESSONS = ['English', 'Maths', 'Science', 'History', 'Art', 'PE']

export type ExportSize = { rows: number; pupils: number; mentees: number; before: number }
const admission = (pupil: number): string => String(10_000 + pupil).padStart(6, '0')
const british = (day: string): string => day.split('-').reverse().join('/')
const dayOf = (row: number): string => addDays('2026-09-02', row % 99)
const isGood = (row: number): boolean => row % 3 !== 0

/** One row in five hundred cannot be read; names have commas and are quoted, as SIMS writes them. */
function line(row: number, { pupils }: ExportSize): string {
  const pupil = (row * 7) % pupils
  const day = row % 500 === 499 ? '31/02/2026' : british(dayOf(row))
  return `${day},${admission(pupil)},"Surname${pupil}, Forename${pupil}",9,9B,${isGood(row) ? 'Positive' : 'Negative'},"${REASONS[row % REASONS.length] ?? ''} (${row})",${LESSONS[row % LESSONS.length] ?? ''},${isGood(row) ? 1 : -1},Mrs Hale`
}

const knownOf = ({ mentees, before }: ExportSize): Known => ({
  pupils: Array.from({ length: mentees }, (_, pupil) => ({
    id: `p${pupil}`, values: { preferredName: `Forename${pupil}`, surname: `Surname${pupil}`, form: '9B', year: 9 }, identity: { admissionNo: admission(pupil), said: {} },
  })),
  facts: Array.from({ length: before }, (_, row): Known['facts'][number] => {
    const fact: SimsFact = { set: 'behaviour', pupilId: `p${row % mentees}`, batch: 'b0', date: '2026-07-01', type: 'behaviour', reason: `Last year (${row})`, lesson: 'Art', points: -1, by: 'Mrs Hale' }
    return { id: `sims:before-${row}`, fact }
  }),
})

export type ReadExport = { ms: number; heldUp: number; longTasks: number; facts: number; problems: number; others: number; mB: number }
export async function readHundredThousand(size: ExportSize): Promise<ReadExport> {
  const head = 'Date,Admission No,Pupil Name,Year,Form,Type,Reason,Lesson,Points,Awarded By'
  const bytes = new TextEncoder().encode([head, ...Array.from({ length: size.rows }, (_, row) => line(row, size))].join('\r\n'))
  const known = knownOf(size)
  const { done, ms, heldUp, longTasks } = await watched(() => inWorker({ bytes, last: {}, known, today: TODAY, periods: DEFAULT_PERIODS }, () => undefined))
  if (done.kind !== 'plan') throw new Error(`The export was not read: ${done.kind}`)
  return { ms, heldUp, longTasks, facts: done.plan.facts.length, problems: done.plan.problems.length, others: done.plan.others, mB: bytes.length / 1_000_000 }
}
