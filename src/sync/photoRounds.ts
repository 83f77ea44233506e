/** After a round of changes: pictures that wait are sent, and those that have no business here any longer go. */
import { wall } from '../data/clock.ts'
import { openNow } from '../data/current.ts'
import type { Photos, PhotoState } from '../data/store/photos.ts'
import { keptAs } from '../data/store/pictureName.ts'
import type { Records } from '../data/records.ts'
import { mayWriteFor } from '../data/readings/standing.ts'
import { groupBy } from '../domain/group.ts'
import type { Row } from '../domain/records.ts'
import { formerPhotos, photosPutAside } from './formerPhotos.ts'
import { photoNet } from './photoNet.ts'
import { askAgain, sendOne, sendPhotos, type Photo, type PhotoNet } from './photoSending.ts'

/** Longer than the journal of changes is kept: a server that is put back to an earlier day is given both again. */
const KEEP_MS = 30 * 86_400_000
/** A picture is on the disk before its record is. */
const RECORD_FOLLOWS_MS = 10 * 60_000

/** How long the server's word that it has a picture is not asked for again, while this page lives. */
const ASK_AGAIN_MS = 86_400_000

const asked = new Map<string, number>()
let underWay: Records | undefined

export async function photoRound(records: Records, net: PhotoNet = photoNet(records.me.id)): Promise<void> {
  const { memory, me } = records
  if (underWay === records || (memory.all('sheetPhoto').length === 0 && !(await records.hasPhotos()))) return
  underWay = records
  try {
    const photos = await records.photos()
    const former = await formerPhotos(records, photos)
    await tidy(records, photos, former)
    const mine = memory.all('sheetPhoto').filter((row) => row.seq > 0 && (row.by === me.id || mayWriteFor(memory, me, 'sheetPhoto', row.f.pupilId)))
    const ports = { net, photos, epoch: records.sync.state().epoch }
    const nameOf = ({ id }: Pick<Row, 'id'>): string => keptAs(ports.epoch, id)
    const due = mine.filter((row) => photos.states.value.get(row.f.sha256)?.kept.includes(nameOf(row)) === true && wall() - (asked.get(nameOf(row)) ?? 0) > ASK_AGAIN_MS)
    if (await askAgain(ports, due)) return
    for (const row of due) asked.set(nameOf(row), wall())
    const { failure } = await sendPhotos(ports, mine)
    const aside = photosPutAside(memory)
    for (const photo of failure ? [] : former.filter((one) => !aside.has(one.f.sha256) && wall() - (asked.get(nameOf(one)) ?? 0) > ASK_AGAIN_MS)) {
      const done = await sendOne(ports, photo)
      if (typeof done !== 'string') return
      asked.set(nameOf(photo), wall())
      // One that is refused stays for a while: its record may be on its way again, to a server that was put back.
      if (done === 'sent' || wall() - (photos.states.value.get(photo.f.sha256)?.at ?? 0) > KEEP_MS) await photos.drop([photo.f.sha256])
    }
  } catch (error) {
    // Locked in the middle of it: it goes on when the records are open again.
    if (openNow.value === records) throw error
  } finally {
    underWay = undefined
  }
}

/** Erased, taken back or no longer this person's; or long at the server. `former`: still to be sent all the same. */
async function tidy(records: Records, photos: Photos, former: readonly Photo[]): Promise<void> {
  const now = wall()
  const named = () => groupBy(records.memory.all('sheetPhoto'), ({ f }) => f.sha256)
  const settled = [...photos.states.value.values()].filter(({ at }) => now - at > RECORD_FOLLOWS_MS)
  if (settled.some(({ sha256 }) => !named().has(sha256))) await records.loadOlder()
  const rows = named()
  const owed = new Set(former.map(({ f }) => f.sha256))
  const waiting = photosPutAside(records.memory)
  const { epoch } = records.sync.state()
  const isOver = ({ sha256, at, kept }: PhotoState): boolean => {
    const of = rows.get(sha256)
    if (!of) return !waiting.has(sha256) && !owed.has(sha256)
    return now - at > KEEP_MS && of.every(({ id }) => kept.includes(keptAs(epoch, id)))
  }
  await photos.drop(settled.filter(isOver).map(({ sha256 }) => sha256))
}
