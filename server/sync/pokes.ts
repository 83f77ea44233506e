/**
 * "There is something new": said to the tablets that hold an open line, after the commit. It carries nothing, so a lost
 * one costs nothing. This is the part within one process; PostgreSQL's store carries it to the other processes.
 */
export type Listener = { schoolId: string; audiences: readonly string[]; session: string; poke: () => void }
export type Pokes = {
  listen: (listener: Listener) => () => void
  /** `from`: the session that made the change, which need not be told. */
  tell: (schoolId: string, audiences: readonly string[], from: string) => void
}

/** `tellAll`: for when something may have been missed. */
export function pokesInProcess(): Pokes & { tellAll: () => void } {
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
    tellAll: () => {
      for (const one of listeners) one.poke()
    },
  }
}
