/** What was handed in, as the server has it, and what this person has done with each meanwhile. */
import { computed, shallowRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { groupBy } from '../../domain/group.ts'
import { HANDED_IN_WORDS, type HandedIn, type HandedInAct } from '../../domain/sync/handedIn.ts'
import { actOnHandedIn, countHandedIn, handedIn, useAsked } from '../../sync/index.ts'
import { sayUnsent, type Said } from './handedInWords.ts'
import type { Unsent } from './takingIn.ts'

export type Item = HandedIn & { op?: Unsent; said?: Said }
export type Group = { key: string; author: HandedIn['author']; tablet: string; items: Item[] }

export function useHandedIn() {
  const records = useRecords()
  const { known, isAsking, failed, ask } = useAsked(handedIn)
  const gone = shallowRef<ReadonlySet<string>>(new Set())
  const busy = shallowRef('')
  const problem = shallowRef<{ id: string; text: string }>()
  const search = shallowRef('')

  const items = computed(() => (known.value?.items ?? []).filter(({ id }) => !gone.value.has(id)).map((one): Item => {
    const op: Unsent | undefined = one.what.sort === 'change' ? { ...one.what.op, ref: `${one.author.id}:${one.what.op.hlc}` } : undefined
    return op ? { ...one, op, said: sayUnsent(op, records) } : one
  }))
  const shown = computed(() => {
    const wanted = search.value.trim().toLocaleLowerCase('en-GB')
    return items.value.filter(({ author, tablet, said }) => [author.name, tablet, said?.title, said?.pupil, ...(said?.lines ?? [])].join('\n').toLocaleLowerCase('en-GB').includes(wanted))
  })
  const order = ({ what }: Item): number => (what.sort === 'change' ? what.op.n : Number.MAX_SAFE_INTEGER)
  const groups = computed(() => [...groupBy(shown.value, ({ author, tablet }) => `${author.id} ${tablet}`)].flatMap(([key, [first, ...more]]): Group[] =>
    first ? [{ key, author: first.author, tablet: first.tablet, items: [first, ...more].sort((a, b) => order(a) - order(b)) }] : []))

  /** Resolves to what came back where it was done. */
  async function act(said: HandedInAct): Promise<{ content?: string | undefined } | undefined> {
    busy.value = said.id
    problem.value = undefined
    const reply = await actOnHandedIn(said)
    busy.value = ''
    if (reply && 'done' in reply) {
      if (said.act !== 'look') leave(said.id)
      return reply
    }
    problem.value = { id: said.id, text: reply ? HANDED_IN_WORDS[reply.refused] : 'The server could not be reached. What was handed in stays here until it can be told.' }
    return undefined
  }
  function leave(id: string): void {
    gone.value = new Set(gone.value).add(id)
    void countHandedIn()
    // What did not fit into the last answer.
    if (items.value.length === 0 && known.value?.more) void ask()
  }
  return { known, isAsking, failed, ask, items, groups, search, busy, problem, act }
}
