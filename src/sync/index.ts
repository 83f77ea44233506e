/** The one small door to the network that features know: how sending stands, and "sync now". */
export { accounts, actOnAccount, actOnTablet, openingsOf, tellOpenings } from './asking.ts'
export { askFeedbackLink } from './http.ts'
export { fetchPhoto } from './fetchPhoto.ts'
export { useAsked } from './useAsked.ts'
export { useSchoolClock } from './useSchoolClock.ts'
export { useSync } from './useSync.ts'
export { joinTablet, lookForServer, setUp, signIn, signOut, type Second, type SignInRefused } from './signIn.ts'
export type { NeedsYou, SyncNow, SyncState, SyncStatus } from './status.ts'
