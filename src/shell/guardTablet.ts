/** Everything that watches over an open vault: the automatic lock, the other windows, and the connection to the disk. */
import { watch } from 'vue'
import { now, wall } from '../data/clock.ts'
import { openNow } from '../data/current.ts'
import { phase, removedElsewhere, removedHere, toDesk } from '../data/tablet/session.ts'
import { may } from '../domain/permission.ts'
import { receptionIsOpen } from '../domain/mornings/reception.ts'
import { makeAutoLock, watchForLeaving } from './autoLock.ts'
import type { Here } from './here.ts'
import { isInstalled, thisBrowser } from './install.ts'
import { lock } from './leaving.ts'
import { meet } from './problems.ts'
import { calendarNow, settingsNow } from './school.ts'

const OPENED = 'opened'
const REMOVED = 'removed '

async function letGoOf(vaultId: string): Promise<void> {
  const wasOpen = openNow.value?.vaultId === vaultId
  if (wasOpen) await lock()
  await removedElsewhere(vaultId, wasOpen)
}

export function guardTablet(here: Pick<Here, 'demoOffset'>): void {
  // One window of this tablet holds an open vault: opening here locks the others, so that their numbers never cross.
  const windows = new BroadcastChannel('blue-report')
  watch(openNow, (records) => {
    if (records) windows.postMessage(OPENED)
  }, { immediate: true })
  windows.addEventListener('message', ({ data }) => {
    if (data === OPENED && openNow.value) void lock()
    if (typeof data === 'string' && data.startsWith(REMOVED)) void letGoOf(data.slice(REMOVED.length))
  })
  // What one window has removed no other may go on showing, or open again with the PIN.
  watch(removedHere, (vaultId) => {
    if (vaultId !== undefined) windows.postMessage(`${REMOVED}${vaultId}`)
  })

  const autoLock = makeAutoLock({
    // The tablet's own clock, which a demo's beginning does not make jump.
    clock: () => wall() - here.demoOffset(),
    phase: () => phase.value,
    idleSeconds: () => settingsNow.value.lockAfterSeconds,
    atReception: () => {
      const me = openNow.value?.me
      return me !== undefined && may(me, 'see-desk') && receptionIsOpen(now(), settingsNow.value, calendarNow.value)
    },
    toDesk,
    lock: () => void lock(),
  })
  watchForLeaving(autoLock, { isInstalled: isInstalled(thisBrowser()) })

  // An iPad drops the connection while the app is in the background: it is brought back before anyone types.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') openNow.value?.probe().catch(meet)
  })
}
