/** The lock, for screens that offer it. */
export { lockNow } from './session.ts'
