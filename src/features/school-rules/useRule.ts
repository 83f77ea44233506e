/** One of the school's rules: read live, changed as one record, by whoever may. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/school.ts'
import { may } from '../../domain/permission.ts'
import type { Settings } from '../../domain/setting.ts'
import { useToasts } from '../../ui/index.ts'

export type Rule<K extends keyof Settings> = { value: ComputedRef<Settings[K]>; maySet: boolean; busy: Ref<boolean>; failure: Ref<string>; save: (value: Settings[K]) => Promise<boolean> }

export function useRule<K extends 'safeguardingWords' | 'sanctionLadder' | 'targetStems' | 'sheetDesigns'>(key: K): Rule<K> {
  const { memory, me, commit } = useRecords()
  const { settings } = useSchool()
  const toasts = useToasts()
  const busy = ref(false)
  const failure = ref('')
  return {
    busy, failure, maySet: may(me, 'set-rules'),
    value: computed(() => settings.value[key]),
    async save(value) {
      if (busy.value) return false
      busy.value = true
      failure.value = ''
      try {
        const plain = JSON.parse(JSON.stringify(value)) as Settings[K]
        const row = memory.get('setting', key)
        await commit([row ? { kind: 'patch', t: 'setting', id: key, f: { value: plain }, saw: row } : { kind: 'add', t: 'setting', id: key, f: { key, value: plain } }])
        toasts.show({ text: 'Saved for the whole school', tone: 'good', key: 'rule', timeout: 4_000 })
        return true
      } catch (error) {
        failure.value = saveProblem(error)
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
