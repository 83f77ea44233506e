/** Who may go where, what the window is called, and where the focus goes when the screen changes. */
import { nextTick } from 'vue'
import { createRouter, createWebHistory, START_LOCATION, type RouteLocationNormalized, type Router, type RouterHistory } from 'vue-router'
import { now } from '../data/clock.ts'
import { openNow } from '../data/current.ts'
import { phase } from '../data/tablet/session.ts'
import { may } from '../domain/permission.ts'
import { askForPin } from './deskGate.ts'
import { deskPathFor, landingFor, mayGo, opensWithoutLease, staysOnDesk } from './places.ts'
import { routes } from './routes.ts'

export const titleOf = ({ meta }: Pick<RouteLocationNormalized, 'meta'>): string => (meta.title ? `${meta.title} · Blue Report` : 'Blue Report')

export function makeRouter(history: RouterHistory = createWebHistory()): Router {
  const router = createRouter({ history, routes, scrollBehavior: (_to, from, saved) => saved ?? (from === START_LOCATION ? false : { top: 0 }) })

  router.beforeEach((to, from) => {
    const me = openNow.value?.me
    const { place } = to.meta
    // The address of a first visit stands until there is somebody to ask about.
    if (!me) return true
    if (!place) return landingFor(me)
    if (!mayGo(me, place)) return landingFor(me)
    if (phase.value === 'desk' && !staysOnDesk(to.path, me)) {
      askForPin(to.fullPath)
      return staysOnDesk(from.path, me) ? false : deskPathFor(me)
    }
    return true
  })

  router.afterEach((to, from, failure) => {
    document.title = titleOf(to)
    if (!failure) noteOpening(to)
    // A filter or a tab in the address is not another screen.
    if (!failure && from.matched.length > 0 && to.path !== from.path) void nextTick(focusOnScreen)
  })
  return router
}

/** A screen of one pupil's file: the school's audit will know of it. The reader never waits for that. What the lease keeps closed is not read. */
export function noteOpening({ path, params: { pupilId } }: Pick<RouteLocationNormalized, 'path' | 'params'>): void {
  const records = openNow.value
  if (!records || typeof pupilId !== 'string' || !may(records.me, 'see-caseload')) return
  if (records.lease.now.value.standing !== 'stands' && !opensWithoutLease(path, records.me)) return
  records.openings.note('file-opened', pupilId, now()).catch((error: unknown) => console.error('Not noted for the audit', error instanceof Error ? error.name : 'unknown'))
}

/** To the heading, so that the new screen is announced and the next Tab is in it. */
function focusOnScreen(): void {
  const target = document.querySelector<HTMLElement>('#main h1[tabindex="-1"]') ?? document.querySelector<HTMLElement>('#main')
  target?.focus({ preventScroll: true })
}
