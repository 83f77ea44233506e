/** The accounts as the server knows them, and what an administrator does to one. Nothing is kept on the tablet. */
import { computed, shallowRef } from 'vue'
import { ACCOUNT_WORDS, codeWords, type AccountAct, type KeptAccount } from '../../domain/people/accounts.ts'
import type { Door } from '../../domain/people/door.ts'
import { ROLE_WORDS } from '../../domain/staff.ts'
import { accounts, actOnAccount, useAct, useAsked } from '../../sync/index.ts'

/** A code that has just been made: shown once. */
export type GivenCode = { name: string; username: string; code: string; until: number; /** For linking with this provider; otherwise for a passphrase. */ signOn?: string | undefined }
export type People = ReturnType<typeof usePeople>

export const roleOf = ({ role, year }: Pick<KeptAccount, 'role' | 'year'>): string => (year === undefined ? ROLE_WORDS[role] : `${ROLE_WORDS[role]}, Year ${year}`)

export function usePeople() {
  const { known, isAsking, failed, ask } = useAsked(accounts)
  const { busy, problem, run, begin } = useAct(ACCOUNT_WORDS, ask)
  const given = shallowRef<GivenCode | undefined>()
  const search = shallowRef('')

  /** Resolves to whether it was done. A code that comes with it is shown until it is put away. */
  const act = (wanted: AccountAct, of: { name: string; username: string; door: Door }): Promise<boolean> =>
    run(() => actOnAccount(wanted), ({ code, codeUntil }) => {
      if (code !== undefined && codeUntil !== undefined) given.value = { name: of.name, username: of.username, signOn: of.door === 'passphrase' ? undefined : (known.value?.signOn ?? 'single sign-on'), code: codeWords(code), until: codeUntil }
    })

  const shown = computed(() => {
    const asked = search.value.trim().toLocaleLowerCase('en-GB')
    return (known.value?.accounts ?? [])
      .filter((one) => `${one.name} ${one.username} ${roleOf(one)}`.toLocaleLowerCase('en-GB').includes(asked))
      .sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || a.name.localeCompare(b.name, 'en-GB'))
  })
  return { known, isAsking, failed, busy, problem, given, search, shown, ask, act, begin }
}
