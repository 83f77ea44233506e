/** What is said of the unsent work of somebody whose vault is locked: whose by initials, how much, and where it is. */
import { sentOf, type LockedWork } from '../data/tablet/lockedWork.ts'
import { changes } from './syncWords.ts'

/** Undefined where nothing of theirs is unsent, or nobody ever said. */
export function lockedWords(initials: string, work: LockedWork | undefined): string | undefined {
  if (!work || (work.changes === 0 && work.photos === 0)) return undefined
  const sent = sentOf(work)
  const photos = work.photos === 0 ? '' : ` ${work.photos === 1 ? 'A photo waits' : `${work.photos} photos wait`} until ${initials} unlocks.`
  if (work.changes === 0) return `${initials}:${photos}`
  const all = changes(work.changes)
  if (sent === work.changes) return `${initials}: ${all} sent from here.${photos}`
  if (sent > 0) return `${initials}: ${all} kept here, sealed; ${sent.toLocaleString('en-GB')} sent.${photos}`
  return `${initials}: ${all} kept here, sealed, and sent while Blue Report is open and the network is there.${photos}`
}
