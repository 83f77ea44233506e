/** Something done on the server from a screen: one at a time, with what it said when it was not done. */
import { shallowRef } from 'vue'

/** `words`: why the server would not. `ask`: the list, read again once it was done. */
export function useAct<Reason extends string>(words: Readonly<Record<Reason, string>>, ask: () => Promise<void>) {
  const busy = shallowRef(false)
  const problem = shallowRef('')

  /** Resolves to whether it was done; `done` is told first what came back. */
  async function run<Reply extends object>(question: () => Promise<Reply | { refused: Reason } | undefined>, done: (reply: Reply) => void): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = ''
    try {
      const reply = await question()
      if (!reply) problem.value = 'The server could not be reached, so it is not known whether this was done. Ask again, and look at the list.'
      else if ('refused' in reply) problem.value = words[reply.refused]
      else {
        done(reply)
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
  return { busy, problem, run, begin }
}
