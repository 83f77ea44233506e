import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute, type PrecacheEntry } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] }

const app = new PrecacheController()
app.addToCacheList(self.__WB_MANIFEST)
registerRoute(new PrecacheRoute(app))
cleanupOutdatedCaches()
self.addEventListener('install', (event) => event.waitUntil(keepAll(event)))
self.addEventListener('activate', (event) => event.waitUntil(app.activate(event)))

/** As many as leave room on the line for the person who signs in meanwhile. */
const AT_ONCE = 4

/** The library fetches one file after another, and until the last is here the tablet cannot go without a network. */
async function keepAll(event: ExtendableEvent): Promise<void> {
  const left = [...app.getURLsToCacheKeys()]
  const next = async (): Promise<void> => {
    for (let one = left.shift(); one; one = left.shift()) {
      const [url, cacheKey] = one
      // A name that carries its content's hash is never another content; what has a revision beside its name must come from the server.
      const request = new Request(url, { cache: cacheKey === url ? 'default' : 'reload', credentials: 'same-origin' })
      await Promise.all(app.strategy.handleAll({ params: { cacheKey }, request, event }))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

// Every address of the app is the same shell; the API's answers are never kept here.
registerRoute(new NavigationRoute(app.createHandlerBoundToURL('/index.html'), { denylist: [/^\/api\//] }))

// A tablet open since its first visit has no controller; without the claim it would never hear of an update.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

// The new version waits until a person agrees to it on screen.
self.addEventListener('message', (event) => {
  const message = event.data as { type?: unknown } | null
  if (message?.type === 'SKIP_WAITING') void self.skipWaiting()
})
