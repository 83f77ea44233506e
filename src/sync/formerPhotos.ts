/**
 * Photos that were taken here of a pupil who went to somebody else before the pictures had gone. The record has left this tablet with the
 * pupil; the journal still names it, and whoever took it brings what was promised (docs/decisions/0022).
 */
import type { Records } from '../data/records.ts'
import type { Photos } from '../data/store/photos.ts'
import { opOf } from '../domain/sync/parked.ts'
import { SheetPhoto } from '../domain/week/sheetPhoto.ts'
import { unsentPhotos, type Photo } from './photoSending.ts'

/** What was put aside waits for its author with its picture. */
export const photosPutAside = (memory: Records['memory']): ReadonlySet<unknown> => new Set(memory.all('parked').flatMap(({ f }) => (f.closed === null ? (opOf(f)?.f?.['sha256'] ?? []) : [])))

/** Those that this server was not said to have; what was put aside among them. */
export async function formerPhotos({ memory, outbox, sync, loadOlder }: Records, photos: Photos): Promise<Photo[]> {
  const isShown = (): boolean => {
    const shown = new Set(memory.all('sheetPhoto').map(({ f }) => f.sha256))
    return [...photos.states.value.keys()].every((sha256) => shown.has(sha256))
  }
  if (isShown()) return []
  await loadOlder()
  if (isShown()) return []
  const ops = (await outbox.journal()).filter(({ t }) => t === 'sheetPhoto')
  const takenBack = new Set(ops.filter(({ kind }) => kind === 'void').map(({ id }) => id))
  const aside = memory.all('parked').flatMap(({ f }) => (f.closed === null ? (opOf(f) ?? []) : [])).filter(({ t }) => t === 'sheetPhoto')
  const gone = [...ops, ...aside.filter(({ id }) => !ops.some((op) => op.id === id))].flatMap(({ id, kind, f }) => {
    const photo = SheetPhoto.safeParse(f).data
    return kind === 'add' && photo && !takenBack.has(id) && !memory.serverRow({ t: 'sheetPhoto', id }) && !memory.get('sheetPhoto', id) ? [{ id, f: photo }] : []
  })
  return unsentPhotos(gone, photos, sync.state().epoch)
}
