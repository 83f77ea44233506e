/**
 * Figures about few pupils tell who they are. A group of fewer than the school's least is not shown, and neither is one more
 * where the hidden could be worked out from the rest and the whole.
 */
export type Group = { name: string; pupils: number }
export type Shown<G extends Group> = G & { isHidden: boolean }

/** Nobody is in a group of none, so a none is shown. */
export function withoutSmall<G extends Group>(groups: readonly G[], least: number): Shown<G>[] {
  const hidden = new Set(groups.filter(({ pupils }) => pupils > 0 && pupils < least))
  const sum = (): number => [...hidden].reduce((all, { pupils }) => all + pupils, 0)
  const rest = groups.filter((one) => !hidden.has(one) && one.pupils > 0).sort((a, b) => a.pupils - b.pupils || (a.name < b.name ? -1 : 1))
  // One alone, or few together, is what the whole lacks.
  while (hidden.size > 0 && (hidden.size === 1 || sum() < least)) {
    const next = rest.shift()
    if (!next) break
    hidden.add(next)
  }
  return groups.map((one) => ({ ...one, isHidden: hidden.has(one) }))
}
export const sayHidden = (least: number): string => `not shown: fewer than ${least}, or to be worked out from it`
