/** Whether this browser can keep records safely at all, and if not, why. */
import { openTablet, type Tablet } from '../data/tablet/tablet.ts'

/** `insecure`: no HTTPS, so no cryptography. `no-storage`: blocked, private or Lockdown Mode. `no-wasm`: no key derivation. `lost`: it does not answer just now. `newer`: a newer version was at work here. */
export type Standing = 'fit' | 'insecure' | 'no-storage' | 'no-wasm' | 'lost' | 'newer'

export const STANDING_WORDS: Record<Exclude<Standing, 'fit'>, { title: string; text: string; todo: string }> = {
  insecure: {
    title: 'This address is not secure',
    text: 'Blue Report seals everything it keeps, and the browser allows that on secure (https) addresses only.',
    todo: 'Ask your administrator for the https address of Blue Report.',
  },
  'no-storage': {
    title: 'This browser cannot keep records',
    text: 'It does not let Blue Report store anything: it may be a private window, a blocked setting, or Lockdown Mode.',
    todo: 'Open Blue Report in an ordinary window. In Lockdown Mode, switch it off for this site in the browser’s settings.',
  },
  'no-wasm': {
    title: 'This browser cannot open the vault',
    text: 'It does not run WebAssembly, which turns your passphrase into a key. Lockdown Mode and very old browsers switch it off.',
    todo: 'In Lockdown Mode, allow this site in the browser’s settings; or use a newer browser.',
  },
  lost: {
    title: 'The tablet’s storage does not answer',
    text: 'What you saved is still there. The browser has lost touch with it for now.',
    todo: 'Try again. If it stays like this, close the browser and open it again, or restart the tablet.',
  },
  newer: {
    title: 'Update to go on',
    text: 'A newer version of Blue Report has been at work on this tablet. What you saved is safe, and this version leaves it alone.',
    todo: 'If this comes back after the update, connect to the school’s network and update once more; then tell whoever looks after Blue Report.',
  },
}

type Globals = { indexedDB?: unknown; WebAssembly?: unknown; crypto?: { subtle?: unknown } }

export function standingOf(browser: Globals): Standing {
  if (browser.crypto?.subtle === undefined) return 'insecure'
  if (!browser.indexedDB) return 'no-storage'
  return browser.WebAssembly === undefined ? 'no-wasm' : 'fit'
}

/** Opens the tablet's own small database, or says why it cannot be. */
export async function standUp(): Promise<{ tablet: Tablet } | { standing: Exclude<Standing, 'fit'> }> {
  const standing = standingOf(globalThis)
  if (standing !== 'fit') return { standing }
  try {
    return { tablet: await openTablet() }
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    console.error('The tablet database did not open:', name)
    return { standing: name === 'DatabaseLost' ? 'lost' : name === 'NewerDatabase' ? 'newer' : 'no-storage' }
  }
}
