/**
 * What came to the server by no usual way, for a person to look at: unsent work of somebody whose account was closed or whose
 * tablet was lost, a change that would not go through, a picture that was still to be sent, a sealed file.
 */
import { z } from '../schema.ts'
import { OpShape, type Op } from '../protocol.ts'
import { opOf, Parked } from './parked.ts'
import { isTrap } from './trap.ts'
import { SheetPhoto } from '../week/sheetPhoto.ts'

const id = z.string().min(1).max(120)

/** `unreadable`: whatever it is, whoever looks after the server can save it as a file. */
const Sort = z.discriminatedUnion('sort', [
  z.object({ sort: z.literal('change'), op: OpShape }),
  z.object({ sort: z.literal('photo'), id, f: SheetPhoto }),
  z.object({ sort: z.literal('file') }),
  z.object({ sort: z.literal('unreadable') }),
])
export const HandedIn = z.object({
  id,
  /** When the server got it. */
  at: z.number(),
  author: z.object({ id: z.string(), name: z.string(), isClosed: z.boolean() }),
  tablet: z.string(),
  size: z.int(),
  what: Sort,
})
export type HandedIn = z.infer<typeof HandedIn>
export type HandedInSort = HandedIn['what']['sort']
export const SORT_WORDS: Record<HandedInSort, string> = { change: 'A change', photo: 'A photo', file: 'A sealed file', unreadable: 'Something that cannot be read' }

/** `GET /api/sync/v1/handed-in`: the oldest first. `more`: what is dealt with makes room for it. */
export const HandedInReply = z.object({ at: z.number(), items: z.array(HandedIn), more: z.boolean() })
export type HandedInReply = z.infer<typeof HandedInReply>

/** `GET /api/sync/v1/handed-in/waiting`: how many of them wait, said without showing one. */
export const HandedInWaiting = z.object({ waiting: z.int().min(0) })
export type HandedInWaiting = z.infer<typeof HandedInWaiting>

export const PUT_AWAY_LIMIT = 300
/** `POST` there. `took-in`: it has been written anew by whoever says so. */
export const HandedInAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('took-in'), id }),
  z.strictObject({ act: z.literal('put-away'), id, why: z.string().trim().min(1).max(PUT_AWAY_LIMIT) }),
  z.strictObject({ act: z.literal('look'), id }),
])
export type HandedInAct = z.infer<typeof HandedInAct>
/** `content`: of a photo its JPEG in base64, of a sealed file its text. `gone`: somebody else has dealt with it. */
export const HandedInActReply = z.union([z.object({ done: z.literal(true), content: z.string().optional() }), z.object({ refused: z.literal('gone') })])
export type HandedInActReply = z.infer<typeof HandedInActReply>
export const HANDED_IN_WORDS = { gone: 'Somebody else has dealt with this in the meantime.' } as const

/** As the writers put it: an operation, or a picture with its record, each beside the name its tablet synced under. */
const Change = z.object({ clientId: z.string(), op: OpShape })
const Photo = z.object({ clientId: z.string(), photo: z.object({ id, f: SheetPhoto, jpeg: z.string() }) })
const File = z.looseObject({ blueReport: z.literal('sealed') })

/** `sent`: the operation as it came, by which a repeat is told. */
export type ReadIn =
  | { sort: 'change'; clientId: string; op: Op; sent: unknown }
  | { sort: 'photo'; clientId: string; id: string; f: SheetPhoto; jpeg: string }
  | { sort: 'file' }
  | { sort: 'unreadable' }

export function readHandedIn(text: string): ReadIn {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return { sort: 'unreadable' }
  }
  // It is kept as it came, whatever it is: one that cannot be looked at must not hide the others.
  if (isTrap(said)) return { sort: 'unreadable' }
  const change = Change.safeParse(said)
  if (change.success) return { sort: 'change', ...change.data, sent: (said as { op: unknown }).op }
  const photo = Photo.safeParse(said)
  if (photo.success) return { sort: 'photo', clientId: photo.data.clientId, ...photo.data.photo }
  return { sort: File.safeParse(said).success ? 'file' : 'unreadable' }
}

/**
 * What a person carries off a tablet as a sealed file: unsent work, or one change that was not accepted, which is a record of
 * its own and stands in the file as it is.
 */
export const UnsentWork = z.object({
  unsent: z.literal(1),
  author: z.string(),
  tablet: z.string(),
  at: z.number(),
  changes: z.array(OpShape),
  photos: z.array(z.object({ id, f: SheetPhoto, jpeg: z.string() })),
})
export type UnsentWork = z.infer<typeof UnsentWork>

export type Exported = { author: string; at: number; changes: Op[]; photos: UnsentWork['photos'] }
/** Undefined where an opened file holds neither. */
export function readExported(value: unknown): Exported | undefined {
  const work = UnsentWork.safeParse(value)
  if (work.success) return work.data
  const parked = Parked.safeParse(value)
  if (!parked.success) return undefined
  const op = opOf(parked.data)
  return op && { author: parked.data.author, at: parked.data.at, changes: [op], photos: [] }
}
