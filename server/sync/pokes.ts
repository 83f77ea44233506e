/**
 * "There is something new": said to the tablets that hold an open line, after the commit. It carries nothing, so a lost
 * one costs nothing. Within one process; several servers over one database would listen to the database instead.
 */
export type Listener = { schoolId: string; audiences: readonly string[]; session: string; poke: () => void }
export type Pokes = {
  listen: (listener: Listener) => () => void
  /** `from`: the session that made the change, which need not be told. */
  tell: (schoolId: string, audiences: readonly string[], from: string) => void
}

export function pokesInProcess(): Pokes {
  const listeners = new Set<Listener>()
  return {
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: (schoolId, audiences, from) => {
      const wanted = new Set(audiences)
      for (const one of listeners) if (one.schoolId === schoolId && one.session !== from && one.audiences.some((audience) => wanted.has(audience))) one.poke()
    },
  }
}
