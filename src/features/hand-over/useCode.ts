/**
 * The code of one hand-over, kept as a sealed draft until the office has it: a tablet that locks while it is held up
 * shows the same code again, and its receipt still fits.
 */
import { ref, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { signersOn } from '../../data/tablet/handOverKeys.ts'
import { toBase32 } from '../../domain/sync/base32.ts'
import type { Instant, SchoolDate } from '../../domain/time/clock.ts'
import { receiptOf, writeCode, type CodeLine } from '../../domain/mornings/handOverCode.ts'
import type { HandOverLine } from '../../domain/mornings/handOverLines.ts'
import { z } from '../../domain/schema.ts'

/** `said`: what the lines said when the code was made; with other lines it is another hand-over. */
const Kept = z.object({ handOver: z.string(), madeAt: z.number(), said: z.string() })

export type ShownCode = { handOver: string; pages: string[]; receipt: string }
export type CodeState = { code: Ref<ShownCode | undefined>; noKey: Ref<boolean>; make: (lines: readonly HandOverLine[], date: SchoolDate, now: Instant) => Promise<void>; forget: (date: SchoolDate) => Promise<void> }

const codeLine = ({ entry, arrival, standing, events }: HandOverLine): CodeLine =>
  ({ pupilId: entry.pupilId, ...standing, clockVerified: arrival?.clockVerified ?? true, amended: arrival?.amended ?? false, events })
const draftKey = (date: SchoolDate): string => `hand-over:${date}`

export function useCode(): CodeState {
  const { memory, me, drafts } = useRecords()
  const code = ref<ShownCode>()
  const noKey = ref(false)

  return {
    code, noKey,
    async make(lines, date, now) {
      const [signer] = await signersOn(memory, date)
      noKey.value = signer === undefined
      if (!signer) return
      const coded = lines.map(codeLine)
      const said = JSON.stringify(coded)
      const before = Kept.safeParse(await drafts.read(draftKey(date)))
      const kept = before.success && before.data.said === said ? before.data : { handOver: toBase32(crypto.getRandomValues(new Uint8Array(6))), madeAt: now, said }
      await drafts.write(draftKey(date), kept)
      const { handOver, madeAt } = kept
      code.value = { handOver, pages: await writeCode(coded, { handOver, date, madeAt, makerId: me.id }, signer), receipt: await receiptOf({ handOver, date }, signer) }
    },
    forget: (date) => drafts.clear(draftKey(date)),
  }
}
