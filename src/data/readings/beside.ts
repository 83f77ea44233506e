/** Works something out once for each list: memory hands out the same list until a row in it changes. */
export function beside<List extends object, T>(work: (list: List) => T): (list: List) => T {
  const known = new WeakMap<List, { answer: T }>()
  return (list) => {
    let kept = known.get(list)
    if (!kept) known.set(list, (kept = { answer: work(list) }))
    return kept.answer
  }
}
