/** What is measured at the server or the vault alone, with no browser. */
import type { Figure } from '../figure.ts'
import { audit } from './audit.ts'
import { forgery } from './forgery.ts'
import { headers } from './headers.ts'
import { reads } from './reads.ts'

export const atTheServer: readonly Figure[] = [reads, forgery, audit, headers]
