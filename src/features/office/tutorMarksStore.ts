/** The form tutors' marks of one day: read from a file, kept sealed on this screen alone, never sent anywhere. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { isAttendanceCode } from '../../domain/mornings/attendanceCode.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { discrepancies, type Discrepancy } from '../../domain/mornings/discrepancy.ts'
import { z } from '../../domain/schema.ts'
import type { OfficeEntry } from '../../data/readings/handOvers.ts'
import { decodeText } from '../../ui/csv.ts'
import { readTutorMarks, type TutorFile } from './tutorMarks.ts'

const Kept = z.object({
  marks: z.array(z.object({ pupilId: z.string(), code: z.string().refine(isAttendanceCode).nullable(), line: z.number() })),
  problems: z.array(z.object({ line: z.number(), text: z.string() })),
  others: z.number(),
})
const MOST_BYTES = 2_000_000

export type TutorMarks = {
  file: Ref<TutorFile | undefined>
  refused: Ref<string>
  differences: ComputedRef<Discrepancy<OfficeEntry>[]>
  read: (file: File) => Promise<void>
  forget: () => Promise<void>
}

export function useTutorMarks(date: () => SchoolDate, entries: () => readonly OfficeEntry[], isClosed: () => boolean): TutorMarks {
  const { memory, drafts } = useRecords()
  const file = ref<TutorFile>()
  const refused = ref('')
  const key = (): string => `tutor-marks:${date()}`

  watch(date, (day) => {
    file.value = undefined
    refused.value = ''
    void drafts.read(`tutor-marks:${day}`).then((kept) => {
      const parsed = Kept.safeParse(kept)
      if (parsed.success && day === date()) file.value = parsed.data
    })
  }, { immediate: true })

  return {
    file, refused,
    differences: computed(() => discrepancies(entries(), file.value?.marks ?? [], isClosed())),
    async read(given) {
      refused.value = ''
      if (given.size > MOST_BYTES) {
        refused.value = 'This file is far larger than a morning’s marks.'
        return
      }
      const result = readTutorMarks(decodeText(new Uint8Array(await given.arrayBuffer())), date(), memory.all('deskPupil'))
      if ('refused' in result) {
        refused.value = result.refused
        return
      }
      file.value = result
      await drafts.write(key(), result)
    },
    async forget() {
      file.value = undefined
      await drafts.clear(key())
    },
  }
}
