/** A form over one rule: it opens on the rule as it stands, follows it while nothing is typed, and is saved against what it showed. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { Settings } from '../../domain/setting.ts'
import { useRule, type Rule } from './useRule.ts'

export type RuleForm<K extends keyof Settings, F> = Omit<Rule<K>, 'stands' | 'save'> & {
  typed: Ref<F>
  isDirty: ComputedRef<boolean>
  /** What was typed goes, and what stands is shown. */
  putBack: () => void
  save: (value: Settings[K]) => Promise<boolean>
}

/** `formOf`: what the form binds to, made new each time. */
export function useRuleForm<K extends keyof Settings, F>(key: K, formOf: (value: Settings[K]) => F): RuleForm<K, F> {
  const { stands, save, ...rule } = useRule(key)
  const typed = ref(formOf(rule.value.value)) as Ref<F>
  let opened = stands()
  const isTyped = (from: Settings[K]): boolean => JSON.stringify(typed.value) !== JSON.stringify(formOf(from))
  function putBack(): void {
    typed.value = formOf(rule.value.value)
    opened = stands()
  }
  watch(rule.value, (_, before) => {
    if (!isTyped(before)) putBack()
  })
  return { ...rule, typed, putBack, isDirty: computed(() => isTyped(rule.value.value)), save: (value) => save(value, opened) }
}
