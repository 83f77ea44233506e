/** Readings of the paper file, from the open records. */
import type { SchoolDate } from '../../domain/time/clock.ts'
import { groupBy } from '../../domain/group.ts'
import { oldOnPaper, paperOf, type OldOnPaper, type Paper } from '../../domain/week/paperFile.ts'
import type { Memory } from '../store/memory.ts'
import { targetsOfWeek } from './scoring.ts'

/** Newest first. */
export function papersOf(memory: Memory, pupilId: string): Paper[] {
  const events = groupBy(memory.ofPupil('paperEvent', pupilId), ({ f }) => f.documentId)
  return memory.ofPupil('paperDocument', pupilId).map((row) => paperOf(row, events.get(row.id) ?? [])).sort((a, b) => (a.f.on < b.f.on ? 1 : a.f.on > b.f.on ? -1 : b.at - a.at || (a.id < b.id ? 1 : -1)))
}

/** The sheet of a week that is still about: the newest that is neither lost nor destroyed. */
export const sheetOfWeek = (memory: Memory, pupilId: string, weekStart: SchoolDate): Paper | undefined =>
  papersOf(memory, pupilId).find(({ f, state }) => f.kind === 'blue-report' && f.weekStart === weekStart && state !== 'destroyed')

/** "Paper shows old target." */
export const oldOnPaperOf = (memory: Memory, pupilId: string, weekStart: SchoolDate): OldOnPaper | undefined =>
  oldOnPaper(papersOf(memory, pupilId), weekStart, targetsOfWeek(memory, pupilId, weekStart).map(({ id, f }) => ({ id, version: f.version })))
