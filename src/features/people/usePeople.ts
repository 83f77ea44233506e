/** The accounts as the server knows them, and what an administrator does to one. Nothing is kept on the tablet. */
import { computed, shallowRef } from 'vue'
import { ACCOUNT_WORDS, codeWords, type AccountAct, type KeptAccount } from '../../domain/accounts.ts'
import { ROLE_WORDS } from '../../domain/staff.ts'
import { accounts, actOnAccount, useAsked } from '../../sync/index.ts'

/** A code that has just been made: shown once. */
export type GivenCode = { name: string; username: string; code: string; until: number }
export type People = ReturnType<typeof usePeople>

export const roleOf = ({ role, year }: Pick<KeptAccount, 'role' | 'year'>): string => (year === undefined ? ROLE_WORDS[role] : `${ROLE_WORDS[role]}, Year ${year}`)

export function usePeople() {
  const { known, isAsking, failed, ask } = useAsked(accounts)
  const busy = shallowRef(false)
  const problem = shallowRef('')
  const given = shallowRef<GivenCode | undefined>()
  const search = shallowRef('')

  /** Resolves to whether it was done. A code that comes with it is shown until it is put away. */
  async function act(wanted: AccountAct, of: { name: string; username: string }): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = ''
    try {
      const reply = await actOnAccount(wanted)
      if (!reply) problem.value = 'The server could not be reached, so it is not known whether this was done. Ask again, and look at the list.'
      else if ('refused' in reply) problem.value = ACCOUNT_WORDS[reply.refused]
      else {
        if (reply.code !== undefined && reply.codeUntil !== undefined) given.value = { ...of, code: codeWords(reply.code), until: reply.codeUntil }
        await ask()
        return true
      }
      return false
    } finally {
      busy.value = false
    }
  }

  /** A sheet is opened: what was said in the last one is over. */
  const begin = (): void => void (problem.value = '')

  const shown = computed(() => {
    const asked = search.value.trim().toLocaleLowerCase('en-GB')
    return (known.value?.accounts ?? [])
      .filter((one) => `${one.name} ${one.username} ${roleOf(one)}`.toLocaleLowerCase('en-GB').includes(asked))
      .sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || a.name.localeCompare(b.name, 'en-GB'))
  })
  return { known, isAsking, failed, busy, problem, given, search, shown, ask, act, begin }
}
