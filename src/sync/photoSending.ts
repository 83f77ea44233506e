/**
 * Pictures travel in a queue of their own, after the records that name them. Pure over its ports: each goes on from where
 * the server ends, so a cut, a kill or a second try adds nothing twice; a server that lost them is given them again.
 */
import type { Photos } from '../data/store/photos.ts'
import { keptAs, pictureName } from '../data/store/pictureName.ts'
import { BLOB_PART, type BlobReply } from '../domain/sync/blob.ts'
import type { Row } from '../domain/records.ts'
import { nextPart } from '../domain/week/sheetPhoto.ts'
import type { NetFailure } from './engine.ts'

/** What a picture goes by. */
export type Photo = Pick<Row<'sheetPhoto'>, 'id' | 'f'>
/** `none`: the server has no such record, or none for this person. */
export type PhotoNet = {
  have: (photo: Photo) => Promise<number | 'none' | NetFailure>
  put: (photo: Photo, off: number, part: Uint8Array<ArrayBuffer>) => Promise<BlobReply | 'none' | NetFailure>
  get: (photo: Photo) => Promise<Uint8Array<ArrayBuffer> | 'none' | NetFailure>
}
export type PhotoPorts = { net: PhotoNet; photos: Photos; epoch: string }

const isFailure = (answer: unknown): answer is NetFailure => typeof answer === 'object' && answer !== null && 'fail' in answer
/** No picture goes on for ever, whatever the server answers. */
const MOST_STEPS = 40

/** Those that lie here and of which it is not known that this server has them. */
export const unsentPhotos = (rows: readonly Photo[], photos: Pick<Photos, 'states'>, epoch: string): Photo[] =>
  rows.filter(({ id, f }) => photos.states.value.get(f.sha256)?.kept.includes(keptAs(epoch, id)) === false)

/** Resolves to how many went, and to why it ended early where it did. A picture that the server will not have stops no other. */
export async function sendPhotos(ports: PhotoPorts, rows: readonly Photo[]): Promise<{ sent: number; failure?: NetFailure }> {
  let sent = 0
  for (const photo of unsentPhotos(rows, ports.photos, ports.epoch)) {
    const done = await sendOne(ports, photo)
    if (isFailure(done)) return { sent, failure: done }
    if (done === 'sent') sent++
  }
  return { sent }
}

/** A backup may be of before a picture came, whatever was said of it then: what is no longer there counts as unsent again. */
export async function askAgain({ net, photos, epoch }: PhotoPorts, rows: readonly Photo[]): Promise<NetFailure | undefined> {
  for (const photo of rows) {
    const have = await net.have(photo)
    if (isFailure(have)) return have
    if (typeof have === 'number' && have < photo.f.bytes) await photos.mark(photo.f.sha256, keptAs(epoch, photo.id), false)
  }
  return undefined
}

export async function sendOne({ net, photos, epoch }: PhotoPorts, photo: Photo): Promise<'sent' | 'refused' | NetFailure> {
  const { sha256, bytes } = photo.f
  let have = await net.have(photo)
  let picture: Uint8Array<ArrayBuffer> | undefined
  let wrong = 0
  for (let step = 0; step < MOST_STEPS; step++) {
    if (typeof have !== 'number') return have === 'none' ? 'refused' : have
    const part = nextPart(bytes, have, BLOB_PART)
    if (!part) {
      await photos.mark(sha256, keptAs(epoch, photo.id), true)
      return 'sent'
    }
    picture ??= await photos.picture(sha256)
    if (picture?.length !== bytes) return 'refused'
    const answer = await net.put(photo, part.from, picture.slice(part.from, part.to))
    if (answer === 'none') return 'refused'
    if (isFailure(answer)) return answer
    // Somebody else's parts may have stood before ours; twice the same is no accident.
    if (answer.err === 'wrong' && ++wrong > 1) return 'refused'
    have = answer.have
  }
  return 'refused'
}

/** A picture that was taken elsewhere, kept here once it is what its name says. */
export async function bringPhoto({ net, photos, epoch }: PhotoPorts, photo: Photo, at: number): Promise<Uint8Array<ArrayBuffer> | 'none' | NetFailure> {
  const picture = await net.get(photo)
  if (picture === 'none' || isFailure(picture)) return picture
  if (picture.length !== photo.f.bytes || (await pictureName(picture)) !== photo.f.sha256) return { fail: 'not-ours' }
  await photos.keep(photo.f.sha256, picture, at, keptAs(epoch, photo.id))
  return picture
}
