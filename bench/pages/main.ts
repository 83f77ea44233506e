/** What a page of the bench can be asked to measure. */
import { derive, makeVault, openTwice } from './opening.ts'
import { drawCaseload, drawNothing, watchNothing } from './paper.ts'
import { reopenPeer, workPeer } from './peers.ts'
import { saveArrivals } from './saving.ts'
import * as school from './school.ts'

const bench = { saveArrivals, makeVault, openTwice, derive, drawCaseload, drawNothing, watchNothing, workPeer, reopenPeer, ...school }
export type PageBench = typeof bench

Object.assign(globalThis, { bench })
