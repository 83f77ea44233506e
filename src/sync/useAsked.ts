/** What the server alone knows, for a screen: asked when it opens and again on wish. What was known stands while it cannot be asked. */
import { onMounted, shallowRef, type ShallowRef } from 'vue'

export type Asked<Reply> = {
  known: Readonly<ShallowRef<Reply | undefined>>
  isAsking: Readonly<ShallowRef<boolean>>
  failed: Readonly<ShallowRef<boolean>>
  ask: () => Promise<void>
}

/** `question` resolves to undefined where there was no answer. */
export function useAsked<Reply>(question: () => Promise<Reply | undefined>): Asked<Reply> {
  const known = shallowRef<Reply | undefined>()
  const isAsking = shallowRef(true)
  const failed = shallowRef(false)

  async function ask(): Promise<void> {
    isAsking.value = true
    const reply = await question()
    failed.value = reply === undefined
    if (reply !== undefined) known.value = reply
    isAsking.value = false
  }
  onMounted(() => void ask())
  return { known, isAsking, failed, ask }
}
