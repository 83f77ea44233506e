/**
 * That a pupil's file was opened, or left this tablet, or many left it at once, is told to the school's audit: at once when there is a network, and
 * else when there is one again. It waits sealed beside the drafts, so that no lock and no dead battery forgets it; and it
 * never keeps anybody waiting who reads or saves.
 */
import { z } from '../../domain/schema.ts'
import { isSameReading, Telling, type BulkExport, type Opening, type OpeningAct } from '../../domain/people/audit.ts'
import type { Instant } from '../../domain/time/clock.ts'
import type { Drafts } from '../store/drafts.ts'
import { inOneTurn } from '../store/inOneTurn.ts'

const KEY = 'openings'
const Kept = z.array(Telling)

export type Openings = {
  note: (act: OpeningAct, pupilId: string, at: Instant) => Promise<void>
  /** A bulk export that was made without a network. */
  noteExport: (what: BulkExport['what'], at: Instant) => Promise<void>
  /** The oldest first. */
  unsent: () => Promise<readonly Telling[]>
  /** The server has these. */
  sent: (refs: readonly string[]) => Promise<void>
}

export function openOpenings(drafts: Pick<Drafts, 'read' | 'write' | 'clear'>, newRef: () => string): Openings {
  let held: Promise<Telling[]> | undefined
  const oneAfterAnother = inOneTurn()
  /** Told already while these records are open, so that a second look a minute later is not told again. */
  const told: Opening[] = []
  const read = (): Promise<Telling[]> => (held ??= drafts.read(KEY).then((kept) => Kept.catch([]).parse(kept ?? [])))

  /** Each sees what the last one left. */
  const inTurn = <T>(work: (list: Telling[]) => Promise<T>): Promise<T> => oneAfterAnother(async () => work(await read()))
  async function keep(list: Telling[]): Promise<void> {
    await (list.length === 0 ? drafts.clear(KEY) : drafts.write(KEY, list))
    held = Promise.resolve(list)
  }

  return {
    note: (act, pupilId, at) =>
      inTurn(async (list) => {
        const next = { ref: newRef(), act, pupilId, at }
        if ([...list, ...told].some((known) => known.act !== 'exported' && isSameReading(known, next))) return
        told.push(next)
        await keep([...list, next])
      }),
    noteExport: (what, at) => inTurn((list) => keep([...list, { ref: newRef(), act: 'exported', what, at }])),
    unsent: () => inTurn(async (list) => list),
    sent: (refs) => inTurn((list) => keep(list.filter(({ ref }) => !refs.includes(ref)))),
  }
}
