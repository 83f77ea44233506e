/**
 * A hand-over as a code that the office's screen scans, with no network between: marks and times, signed, and of the
 * pupils only a reference that means nothing without the school's key and nothing tomorrow. At most twenty marks a page.
 *
 * A page, in bytes: version 1 · day 2 · hand-over 6 · made at 4 · maker 5 · part 1 · parts 1 · lines 1, then eight for
 * each line (pupil 5 · time, mark and signs 2 · records 1), then the signature 16. As text `BLUE:` and base 32.
 */
import { fromBase32, toBase32 } from '../sync/base32.ts'
import { addDays, daysBetween, minutesFromTime, timeFromMinutes, type Instant, type SchoolDate } from '../time/clock.ts'
import type { About } from './handOver.ts'
import type { MentorMark } from './registration.ts'
import { ok, refused, type Result } from '../result.ts'

export const LINES_A_PAGE = 20
const BEGINS = 'BLUE:'
const VERSION = 1
const EPOCH: SchoolDate = '2020-01-01'
const HEAD = 21
const LINE = 8
const REF = 5
const SIGNATURE = 16
const NO_TIME = 0x7ff
const MARKS: readonly (MentorMark | null)[] = [null, '/', 'L', 'U']

/** A reference of five bytes as text, to compare by. */
export type Ref = string
/** The school's key for one day. `sign` gives sixteen bytes. */
export type Signer = { refOf: (kind: 'pupil' | 'staff', id: string) => Promise<Ref>; sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> }

type Told = About & { clockVerified: boolean; amended: boolean; events: number }
export type CodeLine = Told & { pupilId: string }
export type PageLine = Told & { pupil: Ref }
export type HandOverHead = { handOver: string; date: SchoolDate; madeAt: Instant }
export type HandOverPage = HandOverHead & { maker: Ref; part: number; parts: number; lines: readonly PageLine[] }

/** `handOver`: ten letters made of six random bytes. */
export async function writeCode(lines: readonly CodeLine[], head: HandOverHead & { makerId: string }, signer: Signer): Promise<string[]> {
  const parts = Math.max(1, Math.ceil(lines.length / LINES_A_PAGE))
  const maker = await signer.refOf('staff', head.makerId)
  return Promise.all(Array.from({ length: parts }, async (_, part) => {
    const some = lines.slice(part * LINES_A_PAGE, (part + 1) * LINES_A_PAGE)
    const refs = await Promise.all(some.map(({ pupilId }) => signer.refOf('pupil', pupilId)))
    const bytes = new Uint8Array(HEAD + some.length * LINE + SIGNATURE)
    const view = new DataView(bytes.buffer)
    bytes[0] = VERSION
    view.setUint16(1, daysBetween(EPOCH, head.date))
    bytes.set(bytesOf(head.handOver), 3)
    view.setUint32(9, Math.floor(head.madeAt / 1000))
    bytes.set(bytesOf(maker), 13)
    bytes.set([part, parts, some.length], 18)
    some.forEach((line, index) => {
      const at = HEAD + index * LINE
      bytes.set(bytesOf(refs[index] ?? ''), at)
      view.setUint16(at + REF, packed(line))
      bytes[at + REF + 2] = Math.min(255, line.events)
    })
    bytes.set(await signer.sign(bytes.slice(0, -SIGNATURE)), bytes.length - SIGNATURE)
    return BEGINS + toBase32(bytes)
  }))
}

export type CodeRefusal = 'not-ours' | 'newer-version' | 'not-signed'

/** `signersOf`: the keys the school has, for a day. Nothing of a page is believed before its signature is checked. */
export async function readCode(text: string, signersOf: (date: SchoolDate) => Promise<readonly Signer[]>): Promise<Result<HandOverPage & { signer: Signer }, CodeRefusal>> {
  const tidy = text.replaceAll(/\s+/g, '').toUpperCase()
  const bytes = tidy.startsWith(BEGINS) ? fromBase32(tidy.slice(BEGINS.length)) : undefined
  if (!bytes || bytes.length < HEAD + SIGNATURE) return refused('not-ours')
  if (bytes[0] !== VERSION) return refused('newer-version')
  const count = bytes[20] ?? 0
  if (bytes.length !== HEAD + count * LINE + SIGNATURE) return refused('not-ours')
  const view = new DataView(bytes.buffer)
  const date = addDays(EPOCH, view.getUint16(1))
  const signed = bytes.slice(0, -SIGNATURE)
  for (const signer of await signersOf(date)) {
    if (!sameInFull(await signer.sign(signed), bytes.slice(-SIGNATURE))) continue
    return ok({
      handOver: toBase32(bytes.slice(3, 9)), date, madeAt: view.getUint32(9) * 1000, maker: toBase32(bytes.slice(13, 13 + REF)), part: bytes[18] ?? 0, parts: bytes[19] ?? 1, signer,
      lines: Array.from({ length: count }, (_, index) => lineAt(bytes, view, HEAD + index * LINE)),
    })
  }
  return refused('not-signed')
}

/** Eleven bits of minutes, two of the mark, one each for a verified clock and an amendment. */
function packed({ at, mark, clockVerified, amended }: CodeLine): number {
  const minutes = at === null ? NO_TIME : minutesFromTime(at)
  return (minutes << 5) | (MARKS.indexOf(mark) << 3) | (Number(clockVerified) << 2) | (Number(amended) << 1)
}
function lineAt(bytes: Uint8Array, view: DataView, at: number): PageLine {
  const word = view.getUint16(at + REF)
  const minutes = word >> 5
  const mark = MARKS[(word >> 3) & 3] ?? null
  return {
    pupil: toBase32(bytes.slice(at, at + REF)), mark, at: mark === null || minutes === NO_TIME ? null : timeFromMinutes(minutes),
    clockVerified: (word & 4) !== 0, amended: (word & 2) !== 0, events: bytes[at + REF + 2] ?? 1,
  }
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase32(text)
  if (!bytes) throw new Error('Not a reference')
  return bytes
}

const sameInFull = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.reduce((differs, byte, index) => differs | (byte ^ (b[index] ?? 0)), 0) === 0

/** Six letters that only a tablet of the school can say of a hand-over: `K7F 2QX`. */
export async function receiptOf({ handOver, date }: Pick<HandOverHead, 'handOver' | 'date'>, signer: Signer): Promise<string> {
  const letters = toBase32(await signer.sign(new TextEncoder().encode(`receipt ${date} ${handOver}`)))
  return `${letters.slice(0, 3)} ${letters.slice(3, 6)}`
}
export const isReceipt = (typed: string, receipt: string): boolean => tidyReceipt(typed) === tidyReceipt(receipt)
/** What an eye mistakes for another letter; base 32 knows neither 0, 1 nor 8. */
const tidyReceipt = (text: string): string => text.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('8', 'B').replaceAll(/[^A-Z2-7]/g, '')
