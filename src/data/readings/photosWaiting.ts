/** How many photos taken here have not reached the server: their own queue, their own number. */
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { useRecords } from '../current.ts'
import type { Photos } from '../store/photos.ts'
import { keptAs } from '../store/pictureName.ts'

export function usePhotosWaiting(): ComputedRef<number> {
  const records = useRecords()
  const open = shallowRef<Photos>()
  const rows = computed(() => records.memory.all('sheetPhoto'))
  watch(() => rows.value.length > 0, (any) => {
    if (any) records.photos().then((photos) => (open.value = photos)).catch((error: unknown) => console.error('Photos were not opened', error instanceof Error ? error.name : 'unknown'))
  }, { immediate: true })
  return computed(() => {
    const { epoch } = records.sync.state()
    return rows.value.filter(({ id, f }) => open.value?.states.value.get(f.sha256)?.kept.includes(keptAs(epoch, id)) === false).length
  })
}
export const photosWaitingWords = (count: number): string => (count === 1 ? '1 photo of a blue report' : `${count} photos of blue reports`)
