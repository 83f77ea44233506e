/** One of the school's rules: read live, changed as one record, by whoever may. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { shortMoment } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { changedSetting, DEFAULT_SETTINGS, type Settings } from '../../domain/setting.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

/** The rule as a form opened on it; no row while nobody had set it. */
export type RuleStood = { row: Readonly<Row<'setting'>> | undefined }
export type Rule<K extends keyof Settings> = {
  value: ComputedRef<Settings[K]>
  isUsual: ComputedRef<boolean>
  /** "Anita Deshmukh, Thu 10 Dec, 8.41"; empty while nobody has changed it. */
  changed: ComputedRef<string>
  busy: Ref<boolean>
  failure: Ref<string>
  stands: () => RuleStood
  /** `opened`: what the form showed when it was begun; what another sets meanwhile is then kept beside it. Without: a tap on what stands. */
  save: (value: Settings[K], opened?: RuleStood) => Promise<boolean>
}

export function useRule<K extends keyof Settings>(key: K): Rule<K> {
  const { now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, staffName } = useSchool()
  const toasts = useToasts()
  const busy = ref(false)
  const failure = ref('')
  /** The sheet it was changed on may be closed by now: what goes wrong is said where Undo was. */
  async function takeBack(before: Settings[K], saved: RuleStood): Promise<void> {
    try {
      const row = memory.get('setting', key)
      await commit([{ kind: 'patch', t: 'setting', id: key, f: changedSetting(row?.f ?? { key, value: settings.value[key] }, before, me.id, now()), saw: saved.row }])
      toasts.show({ text: 'As it was before, for the whole school', tone: 'info', key: 'rule', timeout: 4_000 })
    } catch (error) {
      toasts.show({ text: saveProblem(error), tone: 'bad', key: 'rule', timeout: 0 })
    }
  }
  const stands = (): RuleStood => ({ row: memory.get('setting', key) })
  return {
    busy, failure, stands,
    value: computed(() => settings.value[key]),
    isUsual: computed(() => JSON.stringify(settings.value[key]) === JSON.stringify(DEFAULT_SETTINGS[key])),
    changed: computed(() => {
      const row = memory.get('setting', key)
      if (!row) return ''
      const at = row.f.changedAt ?? row.at
      return `${staffName(row.f.changedBy ?? row.by)}, ${shortMoment(at)}`
    }),
    async save(value, opened = stands()) {
      if (busy.value) return false
      busy.value = true
      failure.value = ''
      try {
        const plain = JSON.parse(JSON.stringify(value)) as Settings[K]
        const row = memory.get('setting', key)
        const before = JSON.parse(JSON.stringify(settings.value[key])) as Settings[K]
        const changed = changedSetting({ key, value: before, ...(row?.f.earlier ? { earlier: row.f.earlier } : {}) }, plain, me.id, now())
        await commit([row ? { kind: 'patch', t: 'setting', id: key, f: changed, saw: opened.row ?? { ...row, s: {} } } : { kind: 'add', t: 'setting', id: key, f: { key, ...changed } }])
        const saved = stands()
        toasts.show({ text: 'Saved for the whole school', tone: 'good', key: 'rule', action: { label: 'Undo', run: () => void takeBack(before, saved) } })
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
