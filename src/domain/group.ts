/** Groups in order of first appearance. (`Map.groupBy` is newer than the oldest iPads we serve.) */
export function groupBy<T, K>(all: Iterable<T>, key: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const one of all) {
    const at = key(one)
    const group = groups.get(at)
    if (group) group.push(one)
    else groups.set(at, [one])
  }
  return groups
}
