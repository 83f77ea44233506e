/** What is measured at the server or the vault alone, with no browser. */
import type { Figure } from '../figure.ts'
import { audit } from './audit.ts'
import { corpora } from './corpora.ts'
import { erasures } from './erasures.ts'
import { forgery } from './forgery.ts'
import { guessing } from './guessing.ts'
import { headers } from './headers.ts'
import { leavers } from './leavers.ts'
import { lease } from './lease.ts'
import { payloads } from './payloads.ts'
import { pins } from './pins.ts'
import { reads } from './reads.ts'
import { recovered } from './recovered.ts'
import { restored } from './restored.ts'

export const atTheServer: readonly Figure[] = [pins, lease, reads, forgery, audit, headers, corpora, payloads, leavers, recovered, erasures, guessing, restored]
