/** The open records, while a vault is open. Screens exist only then, so they may ask for them without a question mark. */
import { shallowRef } from 'vue'
import type { Records } from './records.ts'

export const openNow = shallowRef<Records | undefined>()

/** The open records. A screen that is mounted while the tablet is locked is a bug, so this throws. */
export function useRecords(): Records {
  if (!openNow.value) throw new Error('The records are locked')
  return openNow.value
}
