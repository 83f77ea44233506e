import { describe, expect, it } from 'vitest'
import { ruleOf } from '../../src/domain/change.ts'
import { isKind, RECORDS } from '../../src/domain/records.ts'
import { SETTLED_BY } from '../../src/domain/sync/conflict.ts'
import { SET_BY_THE_APP, setAsideWords } from '../../src/domain/sync/setAsideWords.ts'

const staffName = (id: string): string => (id === 's1' ? 'Ms Who' : 'Someone who has left')
const fieldsOf = (t: string): string[] => {
  const { schema } = RECORDS[t as keyof typeof RECORDS]
  return 'shape' in schema ? Object.keys(schema.shape) : []
}
const kinds = Object.keys(RECORDS).filter((t) => isKind(t) && RECORDS[t].nature === 'record' && SETTLED_BY[t] === undefined)
const version = (value: unknown) => ({ value: value as string, stamp: 'a:1', by: 's1', at: 1, tablet: 'T' })
const say = (t: string, field: string, stands: unknown, aside: unknown) => setAsideWords({ about: { t, id: 'x' }, field, stands: version(stands), aside: version(aside) }, staffName)

describe('what two people set at once', () => {
  it('has words in every kind whose fields the later may set, but for what the app sets by itself', () => {
    for (const t of kinds)
      for (const field of fieldsOf(t).filter((one) => isKind(t) && ruleOf(t, one) === 'latest')) {
        const said = say(t, field, 'one', 'two')
        const isTheApps = field === 'pupilId' || SET_BY_THE_APP[t]?.includes(field) === true
        expect(said === undefined, `${t}.${field}`).toBe(isTheApps)
        if (!said) continue
        expect(said.field, `${t}.${field}`).toMatch(/^[A-Z‘“][^_{}]*$/)
        expect(said.stands, `${t}.${field}`).not.toBe('')
      }
  })
  it('names nothing as the app’s own that no record has', () => {
    for (const [t, fields] of Object.entries(SET_BY_THE_APP)) expect(fieldsOf(t), t).toEqual(expect.arrayContaining([...fields]))
  })
  it.each([
    ['contact', 'phone', '0113 496 0001', '', ['Phone', '0113 496 0001', 'Nothing']],
    ['contact', 'noContact', true, false, ['Must not be contacted', 'Yes', 'No']],
    ['commitment', 'weekdays', [1, 2], [3], [expect.any(String), 'Monday; Tuesday', 'Wednesday']],
    ['cover', 'coverId', 's1', 's9', ['Cover', 'Ms Who', 'Someone who has left']],
    ['yearMeeting', 'present', ['s1', 's1'], [], ['Present', 'Ms Who; Ms Who', 'Nothing']],
    ['term', 'to', '2026-12-18', '2026-12-17', ['To', '18 December 2026', '17 December 2026']],
    ['mentorCapacity', 'pupils', 6, 8, ['Pupils', '6', '8']],
    ['reportScore', 'said', { mark: '3' }, { none: 'absent' }, ['Score', '3', 'Absent']],
    ['reportScore', 'said', null, { mark: '1' }, ['Score', 'Blank', '1']],
    ['pupil', 'sen', 'K', 'N', ['Special educational needs', expect.not.stringMatching(/^K$/), expect.not.stringMatching(/^N$/)]],
    ['mentorship', 'mentorId', 's1', 's9', ['Mentor', 'Ms Who', 'Someone who has left']],
  ])('reads %s.%s as a screen would say it', (t, field, stands, aside, words) => {
    const said = say(t, field, stands, aside)
    expect([said?.field, said?.stands, said?.aside]).toEqual(words)
  })
})
