/** Three school years: terms with half-term as the gap between their halves, INSET days, bank holidays. */
import type { DayException, EarlyFinish, Term } from '../../src/domain/time/calendar.ts'
import { DEFAULT_PERIODS, type PeriodsFrom } from '../../src/domain/time/period.ts'

const term = (name: string, from: string, to: string): Term => ({ name, from, to })

export const TERMS: readonly Term[] = [
  term('Autumn term 2025, first half', '2025-09-01', '2025-10-24'),
  term('Autumn term 2025, second half', '2025-11-03', '2025-12-19'),
  term('Spring term 2026, first half', '2026-01-05', '2026-02-13'),
  term('Spring term 2026, second half', '2026-02-23', '2026-03-27'),
  term('Summer term 2026, first half', '2026-04-13', '2026-05-22'),
  term('Summer term 2026, second half', '2026-06-01', '2026-07-20'),
  term('Autumn term 2026, first half', '2026-09-01', '2026-10-23'),
  term('Autumn term 2026, second half', '2026-11-02', '2026-12-18'),
  term('Spring term 2027, first half', '2027-01-04', '2027-02-12'),
  term('Spring term 2027, second half', '2027-02-22', '2027-03-25'),
  term('Summer term 2027, first half', '2027-04-12', '2027-05-28'),
  term('Summer term 2027, second half', '2027-06-07', '2027-07-21'),
  term('Autumn term 2027, first half', '2027-09-01', '2027-10-22'),
  term('Autumn term 2027, second half', '2027-11-01', '2027-12-17'),
  term('Spring term 2028, first half', '2028-01-04', '2028-02-18'),
  term('Spring term 2028, second half', '2028-02-28', '2028-03-31'),
  term('Summer term 2028, first half', '2028-04-18', '2028-05-26'),
  term('Summer term 2028, second half', '2028-06-05', '2028-07-21'),
]

const on = (kind: DayException['kind'], name: string, ...dates: string[]): DayException[] => dates.map((date) => ({ date, kind, name }))

export const EXCEPTIONS: readonly DayException[] = [
  ...on('inset', 'INSET day', '2025-09-01', '2025-09-02', '2025-11-03', '2026-01-05', '2026-07-20'),
  ...on('inset', 'INSET day', '2026-09-01', '2026-09-02', '2026-11-02', '2026-11-27', '2027-01-04'),
  ...on('inset', 'INSET day', '2027-09-01', '2027-09-02', '2027-11-01', '2028-01-04', '2028-07-21'),
  ...on('bank-holiday', 'Christmas Day', '2025-12-25', '2026-12-25', '2027-12-27'),
  ...on('bank-holiday', 'Boxing Day', '2025-12-26', '2026-12-28', '2027-12-28'),
  ...on('bank-holiday', 'New Year’s Day', '2026-01-01', '2027-01-01', '2028-01-03'),
  ...on('bank-holiday', 'Good Friday', '2026-04-03', '2027-03-26', '2028-04-14'),
  ...on('bank-holiday', 'Easter Monday', '2026-04-06', '2027-03-29', '2028-04-17'),
  ...on('bank-holiday', 'Early May bank holiday', '2026-05-04', '2027-05-03', '2028-05-01'),
  ...on('bank-holiday', 'Spring bank holiday', '2026-05-25', '2027-05-31', '2028-05-29'),
]

export const EARLY_FINISHES: readonly EarlyFinish[] = [{ date: '2026-12-18', at: '12:30', name: 'Last day of term' }]

/** Decided and not yet here: lunch is earlier from January on. */
export const AFTER_CHRISTMAS: PeriodsFrom[] = [{
  from: '2027-01-04',
  periods: DEFAULT_PERIODS.map((one) => (one.key === 'P4' ? { ...one, from: '13:05', to: '14:05' } : one.key === 'P5' ? { ...one, from: '14:05', to: '15:05' } : one)),
}]
