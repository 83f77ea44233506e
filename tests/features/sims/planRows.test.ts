import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../src/features/sims/comparing.ts'
import { planRows } from '../../../src/features/sims/planRows.ts'

const empty: Plan = { set: 'pupils', rows: 2, problems: [], others: 0, leavers: 0, passedOver: 0, before: 0, newest: undefined, links: [], changes: [], identities: [], facts: [], timetables: [], codes: [], gone: [], candidates: [], unnamed: 0, roll: [], sexes: [], missing: [] }
const said = (plan: Partial<Plan>): string[] => planRows({ ...empty, ...plan }, 'pupils.csv').map(({ label, value }) => `${label}: ${value ?? '–'}`)

describe('Nothing is changed before it has been seen what would change', () => {
  it('numbers by which SIMS knows a pupil are named where no field of the pupil changes', () => {
    expect(said({ identities: [{ pupilId: 'p1', f: { admissionNo: '4411', said: {} } }] })).toContain('To know them by: 1 pupil: number, date of birth and what SIMS last said')
  })
  it('so is the sex that an export says, and a pupil who stands in it again', () => {
    const rows = said({ sexes: [{ pupilId: 'p1', sex: 'F' }, { pupilId: 'p2', sex: 'M' }], missing: [{ pupilId: 'p3', since: null }, { pupilId: 'p4', since: '2026-12-10' }] })
    expect(rows).toContain('Sex: 2 pupils: asked only when it is told who is picked')
    expect(rows).toContain('In it again: 1 pupil of ours')
    expect(rows.find((row) => row.startsWith('Not in it any more'))).toContain('1 pupil of ours')
  })
  it('a file that brings nothing of these has no line for them', () => {
    expect(said({})).toHaveLength(5)
  })
})
