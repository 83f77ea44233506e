/** What sign-in says when it does not work. The same for every wrong name or passphrase, so that nothing can be guessed from it. */
import type { SignInRefused } from '../sync/index.ts'
import type { Server } from './here.ts'

const wait = (seconds: number): string => (seconds < 90 ? `${Math.max(1, Math.ceil(seconds))} seconds` : `${Math.ceil(seconds / 60)} minutes`)

export function refusalWords({ refused, retryAfter }: SignInRefused): string {
  switch (refused) {
    case 'wrong':
    case 'sign-in':
      return 'That username and passphrase do not go together. Check both and try again.'
    case 'busy':
      return retryAfter === undefined ? 'Too many tries just now. Wait a few minutes, then try again.' : `Too many tries just now. Wait ${wait(retryAfter)}, then try again.`
    case 'old-passphrase':
      return 'Your passphrase has changed since you last used this tablet. Unlock this tablet with your earlier one: what you saved here is safe. Under This tablet you then sign in again with the new one, and from then on it opens the tablet too.'
    case 'damaged':
      return 'What this tablet keeps for you is damaged and cannot be opened. Please show this to your Lead Mentor; do not clear the browser.'
    case 'unreachable':
      return 'The school’s server does not answer. Check the Wi-Fi, then try again.'
    case 'not-ours':
      return 'This network is showing its own page. Sign in to the network first, then try again.'
    case 'update':
      return 'The school’s server needs a newer Blue Report. Reload to get it, then try again.'
    case 'too-large':
    case 'server':
      return 'The school’s server has a problem of its own. Try again in a minute; if it stays, tell your administrator.'
  }
}

/** What stands above the form when there is no server to sign in to. */
export const serverWords: Partial<Record<Server, { title: string; text: string }>> = {
  unreachable: { title: 'The school’s server does not answer.', text: 'Signing in for the first time needs the network. Check the Wi-Fi, then try again.' },
  'not-ours': { title: 'This network is showing its own page.', text: 'Sign in to the network first.' },
  trouble: { title: 'The school’s server has a problem of its own.', text: 'Try again in a minute; if it stays, tell your administrator.' },
}

/** What stands above the form on a tablet that the school does not know, or no longer. */
export const tabletWords = {
  strange: { title: 'This tablet is not the school’s yet.', text: 'Join it with a code from your administrator or the Lead Mentor; on it only they sign in without one. Until then a right passphrase is answered like a wrong one.' },
  gone: { title: 'This tablet is out of use.', text: 'It was marked as lost or taken out of use, so nobody signs in on it. Please give it to your administrator, who can join it again with a code.' },
} as const

export const LET_GO_WORDS = {
  title: 'You are signed out of this tablet for good.',
  text: 'The account was closed, or the tablet was taken out of use. What had not been sent was handed in to the school’s server, and nothing of it is left here.',
}
