/** A picture for the screen: from this tablet, or else from the server. What that takes is fetched when it is first asked for. */
import { wall } from '../data/clock.ts'
import type { Records } from '../data/records.ts'
import type { Row } from '../domain/records.ts'

/** `elsewhere`: it has not left the tablet it was taken with. `offline`: the server was not reached. */
export type PhotoMissing = 'elsewhere' | 'offline'

export async function fetchPhoto(records: Records, photo: Row<'sheetPhoto'>): Promise<Uint8Array<ArrayBuffer> | PhotoMissing> {
  const photos = await records.photos()
  const here = await photos.picture(photo.f.sha256)
  if (here) return here
  const [{ photoNet }, { bringPhoto }] = await Promise.all([import('./photoNet.ts'), import('./photoSending.ts')])
  const brought = await bringPhoto({ net: photoNet(records.me.id), photos, epoch: records.sync.state().epoch }, photo, wall())
  return brought === 'none' ? 'elsewhere' : 'fail' in brought ? 'offline' : brought
}
