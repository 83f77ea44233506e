/** Why a change could not be kept, as a sentence for the person who made it. What they typed stays on the screen. */
import { RecordGone } from './store/commitErrors.ts'
import { ConnectionSilent, DatabaseLost, DatabaseShut, StorageFull } from './store/healing.ts'
import { OutboxTaken } from './store/outbox.ts'

/** Anything else is a bug, and goes on to the one handler. */
export function saveProblem(error: unknown): string {
  if (error instanceof StorageFull) return 'This tablet is full, so this was not saved. It is still on the screen. Make some room on the tablet, then save again.'
  if (error instanceof DatabaseShut) return 'The tablet was locked before this was saved. Unlock it and save again.'
  if (error instanceof DatabaseLost || error instanceof ConnectionSilent) return 'The tablet lost touch with its own storage, so this was not saved. It is still on the screen. Try once more; if that does not help, reload.'
  if (error instanceof OutboxTaken) return 'Blue Report saved something in another window just now, so this was not saved. It is still on the screen. Reload, then save again.'
  if (error instanceof RecordGone) return 'This has just left your tablet: the pupil was handed to a colleague, or their records were erased. It was not saved, and is still on the screen.'
  throw error
}
