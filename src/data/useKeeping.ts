/** Saving from a sheet: one at a time, and a failure is a sentence that stays until the next try. Nothing typed is lost by it. */
import { ref, type Ref } from 'vue'
import { saveProblem } from './saveProblem.ts'

export type Keeping = {
  busy: Ref<boolean>
  problem: Ref<string>
  /** Resolves to whether it was kept; `kept` says so on the screen. */
  keep: (write: () => Promise<void>, kept: () => void) => Promise<boolean>
}

export function useKeeping(): Keeping {
  const busy = ref(false)
  const problem = ref('')
  return {
    busy, problem,
    async keep(write, kept) {
      if (busy.value) return false
      busy.value = true
      problem.value = ''
      try {
        await write()
        kept()
        return true
      } catch (error) {
        problem.value = saveProblem(error)
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
