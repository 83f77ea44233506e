/**
 * A tablet whose person's account was closed is emptied. What it still holds of pictures is handed in before that, whole,
 * with the record each belongs to, for a person of the school to look at: the usual way is closed to it.
 */
import type { Photos } from '../data/store/photos.ts'
import { keptAs } from '../data/store/pictureName.ts'
import type { NetFailure } from './engine.ts'
import { unsentPhotos, type Photo } from './photoSending.ts'

type Ports = { photos: Photos; epoch: string; clientId: string; handIn: (text: string) => Promise<'stored' | NetFailure> }

/** Resolves to why it ended early, where it did; what was handed in is not handed in again. */
export async function handInPhotos({ photos, epoch, clientId, handIn }: Ports, rows: readonly Photo[]): Promise<NetFailure | undefined> {
  for (const photo of unsentPhotos(rows, photos, epoch)) {
    const picture = await photos.picture(photo.f.sha256)
    if (!picture) continue
    const answer = await handIn(JSON.stringify({ clientId, photo: { id: photo.id, f: photo.f, jpeg: inLetters(picture) } }))
    if (answer !== 'stored') return answer
    await photos.mark(photo.f.sha256, keptAs(epoch, photo.id), true)
  }
  return undefined
}

const AT_ONCE = 8192
/** As base64; a picture is too long to be spread into one call. */
export function inLetters(bytes: Uint8Array): string {
  let raw = ''
  for (let from = 0; from < bytes.length; from += AT_ONCE) raw += String.fromCharCode(...bytes.subarray(from, from + AT_ONCE))
  return btoa(raw)
}
