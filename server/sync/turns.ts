/**
 * One at a time for each school. Its writers would wait for each other at the school's row anyway, but there each of
 * them would hold a connection that another school could use.
 */
export type InTurn = <T>(schoolId: string, work: () => Promise<T>) => Promise<T>

export function turns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return (schoolId, work) => {
    const mine = (last.get(schoolId) ?? Promise.resolve()).then(work, work)
    last.set(schoolId, mine)
    const leave = (): void => {
      if (last.get(schoolId) === mine) last.delete(schoolId)
    }
    mine.then(leave, leave)
    return mine
  }
}
