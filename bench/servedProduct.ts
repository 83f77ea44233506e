/** Our store with our own server behind it: sync as the app runs it, schedule and open line and all. */
import { createPinia, setActivePinia } from 'pinia'
import { nextTick, watch } from 'vue'
import { openNow } from '../src/data/current.ts'
import { askHealth, askSignIn } from '../src/sync/http.ts'
import { useSync } from '../src/sync/index.ts'
import type { SyncingPeer } from './peer.ts'
import { noteFields } from './productRows.ts'
import { PASSPHRASE, personOf } from './people.ts'
import { openProduct, product, theRecords } from './product.ts'

setActivePinia(createPinia())

async function signedIn(username: string, tabletId: string): Promise<string | null> {
  const health = await askHealth(Date.now)
  // Without a server only the store itself is measured.
  if ('fail' in health) return null
  const reply = await askSignIn({ username, passphrase: PASSPHRASE, clientId: tabletId, tabletId })
  if ('fail' in reply) throw new Error(`Signing in: ${reply.fail}`)
  if ('second' in reply) throw new Error('Signing in: a phone is asked for')
  return reply.refresh
}

async function settled(): Promise<void> {
  const { waiting, reached } = await useSync().syncNow()
  if (waiting > 0 || !reached) throw new Error(`The round of sync left ${waiting} changes waiting`)
}

export const servedProduct: SyncingPeer = {
  ...product,
  note: 'sealed, strict; the key is derived before opening',
  open({ scope }) {
    const account = personOf(scope)
    return openProduct(account, (tabletId) => signedIn(account.username, tabletId))
  },
  async firstSync() {
    openNow.value = theRecords()
    useSync().start()
    await settled()
  },
  async offline() {
    openNow.value = undefined
    await nextTick()
    // A round that is under way would take what is written next along.
    await useSync().syncNow()
  },
  async work(changes) {
    // Each is an action of its own, as it is when a person taps.
    for (const change of changes) {
      if (change.coll === 'arrivals') await product.markArrival(change.rec)
      else await theRecords().commit([{ kind: 'add', t: 'note', id: change.rec.id, f: noteFields(change.rec) }])
    }
  },
  async push() {
    openNow.value = theRecords()
    await settled()
  },
  listen: (changes) => {
    const { memory } = theRecords()
    const isHere = (): boolean => changes.every(({ coll, rec }) => memory.get(coll === 'arrivals' ? 'arrivalEvent' : 'note', rec.id) !== undefined)
    return new Promise((here) => {
      const stop = watch(isHere, (all) => {
        if (!all) return
        stop()
        here()
      }, { flush: 'sync' })
    })
  },
}
