/** What the Heads of Year and others said of a few pupils before and since: one kept to few, one not written, one of long ago. */
import type { Background } from '../../src/domain/cases/background.ts'
import type { DemoRow, Mentee, World } from './shape.ts'
import { moment } from './times.ts'

type Said = Omit<Background, 'pupilId' | 'entered'> & { by: 'mentor' | 'head-of-year' }
const SAID: Record<string, readonly Said[]> = {
  'Layla Al-Hashimi': [
    { by: 'head-of-year', source: 'head-of-year', who: '', on: '2026-10-22', reach: 'case', text: 'Two older sisters did well here, and she is compared with them. Praise for her own work helps most.' },
    { by: 'head-of-year', source: 'home', who: 'Her mother', on: '2026-11-12', reach: 'restricted', text: 'The family moves house in January and stays in the catchment. Layla does not want it talked about yet.' },
  ],
  'Kacper Wójcik': [{ by: 'mentor', source: 'earlier-school', who: 'Mr Baines, Year 6', on: '2025-09-16', reach: 'case', text: 'Settled when he had a job to do first thing, such as giving out the registers.' }],
  'Harvey Pickersgill': [{ by: 'head-of-year', source: 'agency', who: '', on: '2026-11-24', reach: 'ask', text: '' }],
  'Ffion Bowen': [{ by: 'mentor', source: 'tutor', who: 'Miss Adeyemi', on: '2026-12-07', reach: 'case', text: 'Reads to the younger ones at lunch on Tuesdays and is proud of it.' }],
}

export const backgroundRows = (mentees: readonly Mentee[], { accounts }: World): DemoRow[] =>
  mentees.flatMap(({ plan, pupil, mentor }) => (SAID[`${plan.preferredName} ${plan.surname}`] ?? []).map(({ by, ...said }, index): DemoRow => {
    const entered = moment(said.on, 930, index * 7)
    const head = accounts.find(({ role, year }) => role === 'head-of-year' && year === pupil.year)
    return { t: 'background', id: `bg.${pupil.id}.${index + 1}`, by: (by === 'mentor' ? mentor : (head ?? mentor)).id, at: entered, f: { pupilId: pupil.id, ...said, entered } }
  }))
