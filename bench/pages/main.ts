/** What a page of the bench can be asked to measure. */
import { changeWeeks, openBoard } from './board.ts'
import { readHundredThousand } from './simsExport.ts'
import { derive, makeVault, openTwice } from './opening.ts'
import { drawCaseload, drawNothing, watchNothing } from './paper.ts'
import { reopenPeer, workPeer } from './peers.ts'
import { saveArrivals } from './saving.ts'
import * as school from './school.ts'

const bench = { saveArrivals, makeVault, openTwice, derive, drawCaseload, drawNothing, watchNothing, workPeer, reopenPeer, openBoard, changeWeeks, readHundredThousand, ...school }
export type PageBench = typeof bench

Object.assign(globalThis, { bench })
