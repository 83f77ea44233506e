/** Worlds that once broke a promise, cut down to what it took: each event by its place, its kind, the tablet's throw and the steps after it. */
import { expect, it } from 'vitest'
import type { EventKind, Plan } from './world/plan.ts'
import { runWorld } from './world/run.ts'

type Happened = readonly [index: number, kind: EventKind, tablet: number, steps: number]
const world = (seed: number, people: readonly string[], small: Plan['small'] | number, happened: readonly Happened[]): Plan => ({
  seed, tablets: people.map((person) => ({ person, isIdle: false })), small: typeof small === 'number' ? { page: small } : small, events: happened.map(([index, kind, tablet, steps]) => ({ index, kind, tablet, steps })),
})
const THREE = ['mentor1', 'mentor1', 'lead']
const FOUR = [...THREE, 'mentor2']

it.each([
  ['what no server will take does not cut the action before it in two', world(301270, THREE, 6, [
    [5, 'twin', 22, 5], [9, 'save', 49, 4], [10, 'back-up', 7, 8], [16, 'void', 57, 7], [17, 'back-up', 35, 3], [22, 'save', 13, 11], [34, 'poison', 25, 3],
  ])],
  ['a round that finds a scan half done does not end with that scan', world(300583, FOUR, 3, [
    [20, 'restore', 1, 7], [24, 'save', 25, 3], [47, 'sync', 32, 2], [48, 'save', 33, 13], [51, 'sync', 29, 3], [56, 'save', 43, 11], [57, 'window', 12, 12], [61, 'sync', 36, 6], [67, 'save', 39, 9],
  ])],
  ['an app killed as it turned to its disk is gone, and the next one starts from what lies there', world(311368, FOUR, 2, [
    [33, 'void', 15, 8], [34, 'sync', 2, 0], [46, 'sync', 3, 1], [52, 'power-cut', 40, 10], [54, 'power-cut', 7, 11], [55, 'sync', 26, 11], [57, 'weather', 43, 13], [58, 'restore', 57, 7], [61, 'save', 42, 7],
    [62, 'sync', 38, 0], [63, 'kill', 58, 9], [68, 'save', 11, 0], [69, 'weather', 56, 6],
  ])],
  ['the same value sent by a tablet and by its copy is replaced once, by whoever saw it', world(311681, THREE, undefined, [
    [1, 'save', 17, 1], [3, 'twin', 2, 5], [5, 'sync', 46, 2], [11, 'sync', 35, 13], [12, 'save', 31, 9], [14, 'sync', 24, 9], [23, 'twin', 47, 13], [29, 'save', 46, 11], [30, 'sync', 58, 10],
    [55, 'sync', 19, 3], [56, 'sync', 43, 6], [62, 'save', 8, 1],
  ])],
  ['two people take one record back in the same millisecond', world(312399, FOUR, undefined, [
    [32, 'power-cut', 33, 12], [50, 'open', 9, 11], [66, 'wait', 18, 10], [68, 'void', 5, 2], [69, 'void', 36, 5],
  ])],
  ['a first page that a full disk refused leaves nothing behind for the pupil who is handed over before it comes again', world(14010189, THREE, undefined, [
    [8, 'restore', 54, 0], [9, 'sync', 22, 1], [12, 'save', 19, 7], [14, 'disk-full', 55, 10], [59, 'hand-over', 55, 7],
  ])],
  ['a disk put back unseen, while a copy of this tablet takes the numbers of what was lost', world(18002559, THREE, undefined, [
    [27, 'twin', 18, 0], [42, 'twin', 3, 8], [44, 'save', 59, 1], [53, 'sync', 59, 4], [54, 'sync', 49, 13], [55, 'save', 43, 0], [56, 'reset', 35, 9], [58, 'save', 4, 13], [59, 'put-back', 15, 0],
  ])],
  ['a copy of a tablet that a person was given a change of comes past it, and past its own', world(18002616, FOUR, undefined, [
    [16, 'deadly', 19, 3], [29, 'sync', 5, 10], [31, 'kill', 54, 4], [32, 'save', 23, 0], [33, 'twin', 15, 9], [55, 'deadly', 4, 10], [58, 'void', 54, 0],
  ])],
  ['what a person was given is lost when the disk is put back unseen, and nothing takes its place', world(22000131, FOUR, { page: 5, push: 2, isSlow: true }, [
    [9, 'poison', 15, 0], [32, 'sync', 59, 6], [37, 'miss', 10, 0], [38, 'sync', 17, 10], [41, 'open', 2, 11], [43, 'put-back', 57, 1],
  ])],
  ['a row whose number went down, on a disk put back unseen, is not read as it was before', world(23012235, FOUR, undefined, [
    [0, 'hand-over', 6, 12], [1, 'void', 32, 12], [3, 'sync', 12, 2], [4, 'hand-over', 49, 1], [5, 'time', 27, 10], [11, 'hand-over', 23, 3], [21, 'save', 32, 3], [22, 'twin', 51, 0], [23, 'save', 42, 7],
    [33, 'void', 42, 12], [35, 'sync', 29, 8], [38, 'save', 36, 13], [39, 'put-back', 30, 13], [44, 'sync', 35, 0], [49, 'hand-over', 43, 0], [50, 'sync', 10, 8], [51, 'sync', 37, 10], [53, 'hand-over', 19, 4],
    [57, 'hand-over', 34, 7],
  ])],
  ['what no server will take is about a pupil who was erased, and nothing of it is kept', world(27000034, FOUR, 4, [[26, 'erase', 53, 7], [58, 'poison', 40, 0]])],
  ['a pupil is erased, and somebody who has heard of it saves one thing more', world(27000233, ['mentor1', 'mentor1', 'lead', 'mentor2', 'hoy9'], undefined, [
    [58, 'twin', 51, 6], [61, 'save', 2, 3], [62, 'back-up', 42, 10], [64, 'sync', 56, 9], [65, 'erase', 19, 6], [66, 'save', 14, 2],
  ])],
  ['an old answer that comes once the journal is held against the server’s takes nothing back', world(29036081, THREE, undefined, [
    [0, 'sync', 38, 13], [1, 'save', 42, 11], [5, 'save', 26, 0], [6, 'weather', 20, 3], [9, 'hand-over', 32, 2], [10, 'sync', 2, 13], [11, 'twin', 44, 1], [13, 'save', 7, 6], [15, 'sync', 42, 10],
    [16, 'save', 32, 7], [17, 'save', 23, 3], [18, 'twin', 39, 0], [19, 'reset', 53, 7], [20, 'sync', 53, 11], [24, 'save', 19, 13], [26, 'sync', 24, 11], [29, 'sync', 42, 5], [31, 'reset', 42, 12],
    [32, 'weather', 16, 3], [33, 'save', 57, 0], [34, 'sync', 47, 3], [64, 'twin', 15, 10], [65, 'save', 12, 8],
  ])],
  ['a change of a later version, emptied because its pupil was erased, is still the same change', world(29042907, FOUR, { page: 4, isSlow: true }, [
    [0, 'sync', 14, 6], [25, 'poison', 18, 0], [29, 'weather', 22, 9], [38, 'sync', 30, 5], [39, 'sync', 30, 8], [40, 'sync', 18, 8], [48, 'erase', 46, 9], [52, 'save', 38, 0], [53, 'save', 40, 0],
    [56, 'weather', 3, 8], [57, 'sync', 38, 4], [58, 'save', 47, 13],
  ])],
  ['what a person was given is lost when the disk is put back unseen, and a copy’s changes take its number', world(33000849, FOUR, { page: 6, push: 3 }, [
    [12, 'disk-full', 44, 6], [13, 'save', 52, 12], [24, 'twin', 52, 13], [25, 'disk-full', 15, 12], [31, 'poison', 9, 0], [32, 'prune', 36, 2], [38, 'save', 33, 7], [39, 'sync', 34, 9],
    [65, 'fold', 15, 6], [66, 'put-back', 34, 2],
  ])],
] as const)('%s', async (_name, plan) => {
  expect((await runWorld(plan)).broken).toEqual([])
}, 60_000)
