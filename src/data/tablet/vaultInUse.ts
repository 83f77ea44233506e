/**
 * Which vaults stand open in some window of this tablet. A window says so with a lock of the browser, which ends with the window
 * at the latest; no other window sends for such a vault, or forgets it.
 */
const nameOf = (vaultId: string): string => `blue-report open ${vaultId}`
/** Browsers without them have one window as a rule, and then nothing is known of another. */
const locks = (): LockManager | undefined => (globalThis.navigator as Navigator | undefined)?.locks

/** Until the returned function is called. */
export function holdInUse(vaultId: string): () => void {
  let release = (): void => undefined
  const held = new Promise<void>((done) => {
    release = done
  })
  locks()
    ?.request(nameOf(vaultId), { mode: 'shared' }, () => held)
    .catch((error: unknown) => console.error('An open vault was not made known', error instanceof Error ? error.name : 'unknown'))
  return release
}

/** Does it where no window has the vault open, and keeps others from opening it unseen meanwhile; else resolves to `otherwise`. */
export async function whereNotInUse<T>(vaultId: string, work: () => Promise<T>, otherwise: T): Promise<T> {
  const manager = locks()
  if (!manager) return work()
  return manager.request(nameOf(vaultId), { mode: 'exclusive', ifAvailable: true }, async (lock) => (lock ? work() : otherwise))
}
