/** What is measured in a real browser, over a real server. */
import type { Figure } from '../figure.ts'
import { durable } from './durable.ts'
import { full } from './full.ts'
import { heap } from './heap.ts'
import { kills } from './kills.ts'
import { lock } from './lock.ts'
import { pin } from './pin.ts'
import { painted } from './painted.ts'
import { plaintext } from './plaintext.ts'

export const inTheBrowser: readonly Figure[] = [plaintext, painted, heap, lock, pin, kills, durable, full]
