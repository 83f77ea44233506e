/** What the school answers for over its records, for the Deputy Headteacher: it may be about a pupil whom nobody mentors any more. */
import { addDays, mediumDate } from '../../domain/clock.ts'
import { requestsOf } from '../../domain/fileRequest.ts'
import { groupBy } from '../../domain/group.ts'
import { fullName } from '../../domain/pupil.ts'
import { COMING_DAYS } from '../../domain/task.ts'
import type { Memory } from '../memory.ts'
import type { At, Found } from './at.ts'

const nameOf = (memory: Memory, pupilId: string): string => {
  const pupil = (memory.get('deskPupil', pupilId) ?? memory.get('candidate', pupilId))?.f
  return pupil ? `${fullName(pupil)}, ${pupil.form}` : 'A pupil'
}

export const fileRequests = ({ memory, today }: At): Found[] =>
  [...groupBy(memory.all('fileRequest').map(({ f }) => f), ({ pupilId }) => pupilId)].flatMap(([pupilId, facts]) =>
    requestsOf(facts, today).filter(({ state }) => state !== 'answered').map(({ requestId, receivedOn, due, state }) => ({
      // It stands there from the first day on, and not only in its last week.
      key: requestId, due: due <= addDays(today, COMING_DAYS) ? due : undefined, to: `/pupils/${pupilId}/file`, what: 'Answer a request to see a file', why: `${nameOf(memory, pupilId)}: received ${mediumDate(receivedOn)}, by ${mediumDate(due)}${state === 'paused' ? '; the clock stands still' : ''}`,
    })),
  )
