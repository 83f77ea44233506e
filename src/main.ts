/** The composition root: open the tablet's own database, set the clock, mount the shell. */
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { startClock } from './data/clock.ts'
import { someoneElse, startSession } from './data/tablet/session.ts'
import { SIGNED_ON } from './domain/people/signOnPath.ts'
import { savedTheme, showTheme } from './ui/theme.ts'
import './style.css'
import './shell/cover.css'
import App from './shell/App.vue'
import { hereKey, makeHere } from './shell/here.ts'
import { listenForInstallOffer } from './shell/install.ts'
import { catchProblems, meet } from './shell/problems.ts'
import { makeRouter } from './shell/router.ts'
import { standUp } from './shell/standing.ts'
import UnsupportedScreen from './shell/UnsupportedScreen.vue'
import { watchForUpdates } from './shell/update.ts'

async function start(): Promise<void> {
  showTheme(savedTheme())
  listenForInstallOffer()
  const stood = await standUp()
  if ('standing' in stood) {
    createApp(UnsupportedScreen, { standing: stood.standing }).mount('#app')
    return
  }
  const here = await makeHere(stood.tablet)
  startClock(here.offset(), here.demoOffset())
  await startSession(stood.tablet)
  // Back from the school's provider: signing in goes on, whoever else is on this tablet.
  if (location.pathname === SIGNED_ON) someoneElse()

  const app = createApp(App)
  catchProblems(app)
  app.use(createPinia())
  app.use(makeRouter())
  app.provide(hereKey, here)
  app.mount('#app')

  // The first screen is drawn before anything more is fetched; nobody has typed a secret by then.
  await new Promise((drawn) => setTimeout(drawn, 50))
  const { guardTablet } = await import('./shell/guardTablet.ts')
  guardTablet(here)
  const { useSync } = await import('./sync/index.ts')
  useSync().start()
  const { startLockedRounds } = await import('./sync/lockedRounds.ts')
  startLockedRounds(here.tabletId)
  await watchForUpdates()
}

start().catch(meet)
