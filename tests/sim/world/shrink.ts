/** The shortest story that still breaks the same promise: events are left out, half by half and then one by one. */
import type { Mutant } from './mutant.ts'
import type { Event, Plan } from './plan.ts'
import { runWorld, type Outcome } from './run.ts'

export async function shrink(plan: Plan, mutant?: Mutant): Promise<Outcome & { plan: Plan }> {
  let best = await runWorld(plan, mutant)
  const rule = best.broken[0]?.rule
  let events: readonly Event[] = plan.events
  for (let size = Math.ceil(events.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < events.length; ) {
      const fewer = [...events.slice(0, at), ...events.slice(at + size)]
      const tried = await runWorld({ ...plan, events: fewer }, mutant)
      if (tried.broken[0]?.rule === rule) {
        events = fewer
        best = tried
      } else at += size
    }
  return { ...best, plan: { ...plan, events: [...events] } }
}
