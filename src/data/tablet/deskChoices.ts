/** What this tablet does at the desk. A choice of the tablet, about nobody, so it is kept in the clear like light or dark. */
import { readonly, ref, type Ref } from 'vue'
import { z } from '../../domain/schema.ts'

const DeskChoices = z.object({
  /** The screen does not go dark in the morning while Arrivals is open. */
  awake: z.boolean().default(true),
  /** A tile says that a pupil is here, and not how late. */
  hidesMarks: z.boolean().default(false),
  sound: z.boolean().default(false),
  vibration: z.boolean().default(false),
})
export type DeskChoices = z.infer<typeof DeskChoices>

const KEY = 'blue-report-desk'

function kept(): DeskChoices {
  try {
    return DeskChoices.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'))
  } catch {
    return DeskChoices.parse({}) // not ours, or of another version
  }
}

const choices = ref<DeskChoices>(kept())
export const deskChoices = readonly(choices) as Readonly<Ref<DeskChoices>>

export function chooseAtDesk(change: Partial<DeskChoices>): void {
  choices.value = { ...choices.value, ...change }
  localStorage.setItem(KEY, JSON.stringify(choices.value))
}
