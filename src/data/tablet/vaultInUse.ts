/**
 * Which vaults stand open in some window of this tablet. A window says so with a lock of the browser, which ends with the window
 * at the latest; no other window sends for such a vault, or forgets it.
 */
const OPEN = 'blue-report open '
const nameOf = (vaultId: string): string => `${OPEN}${vaultId}`
/** Browsers without them have one window as a rule, and then nothing is known of another. */
const locks = (): LockManager | undefined => (globalThis.navigator as Navigator | undefined)?.locks

/** Until the returned function is called, which resolves once every window can know. */
export function holdInUse(vaultId: string): () => Promise<void> {
  let release = (): void => undefined
  const held = new Promise<void>((done) => {
    release = done
  })
  const given = locks()
    ?.request(nameOf(vaultId), { mode: 'shared' }, () => held)
    .catch((error: unknown) => console.error('An open vault was not made known', error instanceof Error ? error.name : 'unknown'))
  return async () => {
    release()
    await given
  }
}

/** The vaults that stand open in some window. Only looked at: to ask for the lock would keep it from whoever asks at the same time. */
export async function vaultsInUse(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks()?.query()) ?? {}
  return new Set(held.flatMap(({ name, mode }) => (mode === 'shared' && name?.startsWith(OPEN) ? [name.slice(OPEN.length)] : [])))
}

/** Does it where no window has the vault open, and keeps others from opening it unseen meanwhile; else resolves to `otherwise`. */
export async function whereNotInUse<T>(vaultId: string, work: () => Promise<T>, otherwise: T): Promise<T> {
  const manager = locks()
  if (!manager) return work()
  return manager.request(nameOf(vaultId), { mode: 'exclusive', ifAvailable: true }, async (lock) => (lock ? work() : otherwise))
}
