/** Pinia's stores hold what a person was looking at: they go when the tablet locks. Sync stays; it follows the open vault. */
import { getStores, type Pinia } from 'pinia'

const STAYS = 'sync'

export function forgetStores(pinia: Pinia): void {
  for (const store of getStores(pinia)) {
    if (store.$id === STAYS) continue
    store.$dispose()
    delete pinia.state.value[store.$id]
  }
}
