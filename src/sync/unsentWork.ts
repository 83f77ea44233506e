/** All that a person has not sent, to be carried off the tablet in a sealed file. */
import { wall } from '../data/clock.ts'
import type { Records } from '../data/records.ts'
import type { UnsentWork } from '../domain/sync/handedIn.ts'
import { formerPhotos } from './formerPhotos.ts'
import { inLetters } from './photoHandIn.ts'
import { unsentPhotos } from './photoSending.ts'

export async function unsentWork(records: Records): Promise<UnsentWork> {
  const { sync, memory, me } = records
  await records.loadOlder()
  const rows = memory.all('sheetPhoto')
  const photos: UnsentWork['photos'] = []
  if (rows.length > 0 || (await records.hasPhotos())) {
    const kept = await records.photos()
    for (const { id, f } of [...unsentPhotos(rows, kept, sync.state().epoch), ...(await formerPhotos(records, kept))]) {
      const picture = await kept.picture(f.sha256)
      if (picture) photos.push({ id, f, jpeg: inLetters(picture) })
    }
  }
  return { unsent: 1, author: me.id, tablet: sync.clientId(), at: wall(), changes: sync.unsent(sync.state().ackN, Number.POSITIVE_INFINITY), photos }
}
