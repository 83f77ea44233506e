/** A rule that is a list of sentences, typed one a line: what is empty or stands there twice is left out. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useRuleForm } from './useRuleForm.ts'

type LinesRule = {
  typed: Ref<string>
  isDirty: ComputedRef<boolean>
  error: ComputedRef<string | undefined>
  busy: Ref<boolean>
  failure: Ref<string>
  save: () => Promise<void>
}

/** `more`: what else is wrong with the text as it is typed. */
export function useLinesRule(key: 'targetStems' | 'letterReasons', limits: { line: number; lines: number }, more: (typed: string) => string | undefined = () => undefined): LinesRule {
  const { value, typed, busy, failure, putBack, save: keep } = useRuleForm(key, (lines) => lines.join('\n'))
  const lines = computed(() => [...new Set(typed.value.split('\n').map((line) => line.trim()).filter(Boolean))])
  const tooMuch = (): string | undefined => {
    if (lines.value.some((one) => one.length > limits.line)) return `Keep each line to ${limits.line} characters.`
    return lines.value.length > limits.lines ? `Keep the list to ${limits.lines} lines.` : undefined
  }
  const error = computed(() => more(typed.value) ?? tooMuch())
  return {
    typed, error, busy, failure,
    isDirty: computed(() => lines.value.join('\n') !== value.value.join('\n')),
    async save() {
      if (!error.value && (await keep(lines.value))) putBack()
    },
  }
}
