/** What whoever keeps the tablets does to one: a code for a new one, another name, out of use and back. */
import { shallowRef } from 'vue'
import { codeWords } from '../../domain/accounts.ts'
import { joinText, TABLET_WORDS, type TabletAct } from '../../domain/tablets.ts'
import { actOnTablet } from '../../sync/index.ts'

/** Shown once. */
export type TabletCode = { name: string; code: string; square: string; until: number }
export type Tablets = ReturnType<typeof useTablets>

export function useTablets(ask: () => Promise<void>) {
  const busy = shallowRef(false)
  const problem = shallowRef('')
  const given = shallowRef<TabletCode | undefined>()

  /** Resolves to whether it was done. */
  async function act(wanted: TabletAct): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = ''
    try {
      const reply = await actOnTablet(wanted)
      if (!reply) problem.value = 'The server could not be reached, so it is not known whether this was done. Ask again, and look at the list.'
      else if ('refused' in reply) problem.value = TABLET_WORDS[reply.refused]
      else {
        if (wanted.act === 'code' && reply.code !== undefined && reply.codeUntil !== undefined)
          given.value = { name: wanted.name, code: codeWords(reply.code), square: joinText(reply.code), until: reply.codeUntil }
        await ask()
        return true
      }
      return false
    } finally {
      busy.value = false
    }
  }
  const begin = (): void => void (problem.value = '')
  return { busy, problem, given, act, begin }
}
