/** Older half-terms, read from the disk when they are asked for. */
import { ref, type Ref } from 'vue'
import { useRecords } from './current.ts'
import { DatabaseLost, DatabaseShut } from './store/healing.ts'

export type Older = {
  isReading: Ref<boolean>
  problem: Ref<string>
  /** Resolves to whether all of it is here now. */
  readOlder: () => Promise<boolean>
}

export function useOlder(): Older {
  const { loadOlder, olderLoaded } = useRecords()
  const isReading = ref(false)
  const problem = ref('')
  return {
    isReading, problem,
    async readOlder() {
      if (olderLoaded.value || isReading.value) return olderLoaded.value
      isReading.value = true
      problem.value = ''
      try {
        await loadOlder()
      } catch (error) {
        if (!(error instanceof DatabaseLost || error instanceof DatabaseShut)) throw error
        problem.value = 'The older records could not be read just now. Everything of this half-term is here. Try again, and if that does not help, reload.'
      } finally {
        isReading.value = false
      }
      return olderLoaded.value
    },
  }
}
