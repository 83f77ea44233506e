/** What the school answers for over its records, for the Deputy Headteacher: it may be about a pupil whom nobody mentors any more. */
import type { Alert } from '../../../domain/tasks/alert.ts'
import { addDays, dateOf, mediumDate, spokenTime, timeOf } from '../../../domain/time/clock.ts'
import { requestsOf } from '../../../domain/people/fileRequest.ts'
import { groupBy } from '../../../domain/group.ts'
import { fullName } from '../../../domain/pupil.ts'
import { COMING_DAYS } from '../../../domain/tasks/task.ts'
import type { Memory } from '../../store/memory.ts'
import { dueFiles } from '../retention.ts'
import { count, type At, type Found } from './at.ts'

const nameOf = (memory: Memory, pupilId: string): string => {
  const pupil = (memory.get('deskPupil', pupilId) ?? memory.get('candidate', pupilId))?.f
  return pupil ? `${fullName(pupil)}, ${pupil.form}` : 'A pupil'
}

export function filesDue({ memory }: At): Found[] {
  const due = dueFiles(memory).filter(({ hold }) => hold === undefined)
  const [first] = due
  return first ? [{ to: '/retention', what: `Decide on ${count(due.length, 'file', 'files')} due for erasing`, why: `${first.name}${due.length > 1 ? ` and ${due.length - 1} more` : ''}: the School rules keep it no longer` }] : []
}

/** What the server told, until it is read. */
export function alerts({ memory, me, now, staffName }: At): Found[] {
  const seen = new Set(memory.all('alertSeen').map(({ f }) => f.alertId))
  return memory.all('alert').filter(({ id, f }) => f.to === me.id && !seen.has(id)).map(({ id, f }) => ({
    key: id, ...(f.what === 'glass' ? glassBroken(memory, f, staffName(f.by), now) : { to: '/today', what: 'Ask why so much was to leave at once', why: `${staffName(f.by)} wanted a fourth bulk export within an hour, ${mediumDate(dateOf(f.at))} at ${spokenTime(timeOf(f.at))}; it was refused` }),
    done: () => ({ kind: 'add', t: 'alertSeen', id: `seen:${id}`.slice(0, 120), f: { by: me.id, alertId: id, at: now } }),
  }))
}

/** Why, and the way to end it, stand with who opened the file. */
function glassBroken(memory: Memory, { pupilId = '', until = 0, at }: Alert, who: string, now: number): Pick<Found, 'to' | 'what' | 'why'> {
  const open = now < until
  return {
    to: `/pupils/${pupilId}/opened`, what: open ? 'A file is open in an emergency: read why' : 'A file was opened in an emergency: read why',
    why: `${who} broke the glass for ${nameOf(memory, pupilId)}, ${mediumDate(dateOf(at))} at ${spokenTime(timeOf(at))}${open ? `; it ends at ${spokenTime(timeOf(until))}, or when you end it` : ''}`,
  }
}

export const fileRequests = ({ memory, today }: At): Found[] =>
  [...groupBy(memory.all('fileRequest').map(({ f }) => f), ({ pupilId }) => pupilId)].flatMap(([pupilId, facts]) =>
    requestsOf(facts, today).filter(({ state }) => state !== 'answered').map(({ requestId, receivedOn, due, state }) => ({
      // It stands there from the first day on, and not only in its last week.
      key: requestId, due: due <= addDays(today, COMING_DAYS) ? due : undefined, to: `/pupils/${pupilId}/file`, what: 'Answer a request to see a file', why: `${nameOf(memory, pupilId)}: received ${mediumDate(receivedOn)}, by ${mediumDate(due)}${state === 'paused' ? '; the clock stands still' : ''}`,
    })),
  )
