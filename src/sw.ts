import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

// Every address of the app is the same shell; the API's answers are never kept here.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/api\//] }))

// A tablet open since its first visit has no controller; without the claim it would never hear of an update.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

// The new version waits until a person agrees to it on screen.
self.addEventListener('message', (event) => {
  const message = event.data as { type?: unknown } | null
  if (message?.type === 'SKIP_WAITING') void self.skipWaiting()
})
