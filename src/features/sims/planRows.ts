/** What an export would bring, in a line for each kind of it. Whatever is counted as a change is named in one of them or listed below. */
import { mediumDate } from '../../domain/time/clock.ts'
import type { Plan } from './comparing.ts'

type Line = { label: string; value: string | undefined }
export const count = (many: number, of: string, more = `${of}s`): string => `${many.toLocaleString('en-GB')} ${many === 1 ? of : more}`

export function planRows(plan: Plan, fileName: string): Line[] {
  const gone = plan.missing.filter(({ since }) => since !== null).length
  const back = plan.missing.length - gone
  return [
    { label: 'File', value: fileName },
    { label: 'Up to', value: plan.newest && mediumDate(plan.newest) },
    { label: 'New', value: newIn(plan) },
    { label: 'Taken in before', value: count(plan.before, plan.set === 'pupils' ? 'value' : 'row') },
    { label: 'Of pupils who are not mentored', value: `${count(plan.others, 'row')}; ${plan.set === 'register' ? 'nothing of them is kept' : 'of them only whom the school’s sentences find is kept'}` },
    ...(plan.identities.length > 0 ? [{ label: 'To know them by', value: `${count(plan.identities.length, 'pupil')}: number, date of birth and what SIMS last said` }] : []),
    ...(plan.sexes.length > 0 ? [{ label: 'Sex', value: `${count(plan.sexes.length, 'pupil')}: asked only when it is told who is picked` }] : []),
    ...(plan.roll.length > 0 ? [{ label: 'On roll', value: `${count(plan.roll.length, 'year')} counted: how many, and how many of each group; no names` }] : []),
    ...(plan.passedOver > 0 ? [plan.set === 'register' ? { label: 'Afternoons, and no mark', value: `${count(plan.passedOver, 'row')}, passed over` } : { label: 'Registration', value: `${count(plan.passedOver, 'row')}, passed over: it is no lesson` }] : []),
    ...(gone > 0 ? [{ label: 'Not in it any more', value: `${count(gone, 'pupil')} of ours: they stand under Turn of the year, for you to say whether they have left` }] : []),
    ...(back > 0 ? [{ label: 'In it again', value: `${count(back, 'pupil')} of ours` }] : []),
    ...(plan.leavers > 0 ? [{ label: 'Off roll', value: `${count(plan.leavers, 'row')}, passed over` }] : []),
  ]
}

function newIn({ set, changes, timetables, codes, facts }: Plan): string {
  if (set === 'pupils') return count(changes.length, 'change')
  if (set === 'timetable') return count(timetables.length, 'pupil’s timetable', 'pupils’ timetables')
  return set === 'register' ? count(codes.length, 'morning') : count(facts.length, 'row')
}
