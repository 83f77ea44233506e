/**
 * What this tablet knows before anyone unlocks it: its own few settings, whether a Blue Report server answers, and in a
 * demo the rehearsal's clock. Made once by main.ts and handed down.
 */
import { computed, inject, shallowRef, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import { moveClock, wall } from '../data/clock.ts'
import type { Tablet } from '../data/tablet/tablet.ts'
import type { Instant } from '../domain/time/clock.ts'
import { newId } from '../domain/id.ts'
import type { Health } from '../domain/protocol.ts'

/** `not-ours`: something answered that is no Blue Report server, such as the page of a public network. */
export type Server = 'unknown' | 'looking' | 'answers' | 'unreachable' | 'not-ours' | 'trouble'

export type Here = {
  tablet: Tablet
  tabletId: string
  server: Readonly<Ref<Server>>
  health: Readonly<Ref<Health | undefined>>
  /** Known offline too, since the demo's clock is kept on the tablet. */
  isDemo: ComputedRef<boolean>
  /** A person has moved the rehearsal's clock away from the demo's own. */
  isMoved: ComputedRef<boolean>
  /** How far the school's time is from the tablet's, in ms: 0 but in a rehearsal. */
  offset: () => number
  /** The same by the demo's own clock, which a rehearsal goes back to. */
  demoOffset: () => number
  look: () => Promise<void>
  /** Rehearses another moment; kept on the tablet, so that it survives a reload. */
  rehearse: (moment: Instant) => Promise<void>
  backToDemoClock: () => Promise<void>
}

const KEY: InjectionKey<Here> = Symbol('here')
export const hereKey = KEY
export function useHere(): Here {
  const here = inject(KEY)
  if (!here) throw new Error('The shell stands outside its app')
  return here
}

async function ownId(tablet: Tablet): Promise<string> {
  const kept = await tablet.setting('tabletId')
  if (kept !== undefined) return kept
  const tabletId = newId((bytes) => crypto.getRandomValues(bytes))
  await tablet.saveSetting('tabletId', tabletId)
  return tabletId
}

export async function makeHere(tablet: Tablet): Promise<Here> {
  const [tabletId, demoClock, rehearsed] = await Promise.all([ownId(tablet), tablet.setting('demoOffset'), tablet.setting('rehearsalOffset')])
  const server = shallowRef<Server>('unknown')
  const health = shallowRef<Health | undefined>()
  /** What the demo server last said its clock is; undefined where no demo was ever met. */
  const demoOffset = shallowRef(demoClock)
  /** Added to the tablet's clock for the school's time; the demo's own part of it is sync's time too. */
  const offset = shallowRef(rehearsed ?? demoClock ?? 0)

  /** Both at once, so that nobody sees a time in between; then to the disk. */
  async function setClocks(ms: number, demo: number | undefined): Promise<void> {
    offset.value = ms
    demoOffset.value = demo
    moveClock(ms, demo)
    await tablet.saveSetting('rehearsalOffset', ms)
    if (demo !== undefined) await tablet.saveSetting('demoOffset', demo)
  }

  async function follow(given: number): Promise<void> {
    const wasMoved = demoOffset.value !== undefined && offset.value !== demoOffset.value
    if (given !== demoOffset.value) await setClocks(wasMoved ? offset.value : given, given)
  }

  async function look(): Promise<void> {
    if (server.value === 'looking') return
    server.value = 'looking'
    // The screen that asks is there before more is fetched for it.
    await new Promise((built) => setTimeout(built, 0))
    const { lookForServer } = await import('../sync/index.ts')
    const found = await lookForServer()
    if ('health' in found) {
      health.value = found.health
      server.value = 'answers'
      if (found.health.demo) await follow(Math.round(found.health.demo.offset))
      return
    }
    server.value = found.fail === 'unreachable' || found.fail === 'not-ours' ? found.fail : 'trouble'
  }

  return {
    tablet, tabletId, server, health, look,
    offset: () => offset.value,
    demoOffset: () => demoOffset.value ?? 0,
    isDemo: computed(() => Boolean(health.value?.demo) || demoOffset.value !== undefined),
    isMoved: computed(() => demoOffset.value !== undefined && offset.value !== demoOffset.value),
    rehearse: (moment) => setClocks(moment - wall() + (demoOffset.value ?? 0), demoOffset.value),
    backToDemoClock: () => setClocks(demoOffset.value ?? 0, demoOffset.value),
  }
}
