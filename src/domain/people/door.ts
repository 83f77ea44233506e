/** How an account signs in: with a passphrase that its person chose here, or with the school's own Microsoft or Google account. Never with both. */
import { z } from '../schema.ts'

export const Door = z.enum(['passphrase', 'single-sign-on'])
export type Door = z.infer<typeof Door>
