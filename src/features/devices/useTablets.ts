/** What whoever keeps the tablets does to one: a code for a new one, another name, out of use and back. */
import { shallowRef } from 'vue'
import { codeWords } from '../../domain/people/accounts.ts'
import { joinText, TABLET_WORDS, type TabletAct } from '../../domain/people/tablets.ts'
import { actOnTablet, useAct } from '../../sync/index.ts'

/** Shown once. */
export type TabletCode = { name: string; code: string; square: string; until: number }
export type Tablets = ReturnType<typeof useTablets>

export function useTablets(ask: () => Promise<void>) {
  const { busy, problem, run, begin } = useAct(TABLET_WORDS, ask)
  const given = shallowRef<TabletCode | undefined>()

  /** Resolves to whether it was done. */
  const act = (wanted: TabletAct): Promise<boolean> =>
    run(() => actOnTablet(wanted), ({ code, codeUntil }) => {
      if (wanted.act === 'code' && code !== undefined && codeUntil !== undefined) given.value = { name: wanted.name, code: codeWords(code), square: joinText(code), until: codeUntil }
    })
  return { busy, problem, given, act, begin }
}
