/**
 * "…and Mentors will give them their registration mark": what the office's screen does with a page of a code whose
 * signature is right. Another day's page, one that was taken in before, and one that a newer hand-over has overtaken are
 * refused; a pupil whom this screen does not know yet (added at a desk with no network) is counted and not guessed.
 */
import type { CodeRefusal, HandOverPage, PageLine, Ref } from './handOverCode.ts'
import type { SchoolDate } from '../time/clock.ts'
import type { HandOver } from './handOver.ts'
import { ok, refused, type Result } from '../result.ts'

export type TakingRefusal = CodeRefusal | 'no-key' | 'other-day' | 'unknown-maker' | 'taken-already' | 'overtaken'
export type TakenLine = Omit<PageLine, 'pupil'> & { pupilId: string }
export type TakenPage = { from: string; lines: TakenLine[]; unknown: number }

type Known = {
  today: SchoolDate
  /** What the office has of that day already. */
  facts: Iterable<HandOver>
  staffOf: (ref: Ref) => string | undefined
  /** Undefined where nobody, or more than one, has this reference. */
  pupilOf: (ref: Ref) => string | undefined
}

export function takePage(page: HandOverPage, { today, facts, staffOf, pupilOf }: Known): Result<TakenPage, TakingRefusal> {
  if (page.date !== today) return refused('other-day')
  const from = staffOf(page.maker)
  if (from === undefined) return refused('unknown-maker')
  const received = [...facts].filter((f) => f.type === 'received')
  if (received.some((f) => f.handOver === page.handOver && f.part === page.part)) return refused('taken-already')
  if (received.some((f) => f.from === from && f.handOver !== page.handOver && (f.madeAt ?? 0) > page.madeAt)) return refused('overtaken')
  const lines = page.lines.flatMap(({ pupil, ...told }): TakenLine[] => {
    const pupilId = pupilOf(pupil)
    return pupilId === undefined ? [] : [{ ...told, pupilId }]
  })
  return ok({ from, lines, unknown: page.lines.length - lines.length })
}

/** One hand-over by code as the office has it so far. */
export type TakenHandOver = { handOver: string; from: string; parts: number; have: number[]; marks: number; madeAt: number; entered: number }

/** Newest first. */
export function takenHandOvers(facts: Iterable<HandOver>): TakenHandOver[] {
  const taken = new Map<string, TakenHandOver>()
  for (const f of facts) {
    if (f.type !== 'received' || f.handOver === undefined || f.part === undefined) continue
    const one = taken.get(f.handOver) ?? { handOver: f.handOver, from: f.from ?? '', parts: f.parts ?? 1, have: [], marks: 0, madeAt: f.madeAt ?? f.entered, entered: f.entered }
    taken.set(f.handOver, { ...one, marks: one.marks + 1, entered: Math.max(one.entered, f.entered), have: one.have.includes(f.part) ? one.have : [...one.have, f.part].sort((a, b) => a - b) })
  }
  return [...taken.values()].sort((a, b) => b.entered - a.entered)
}

/** Which pages are still to be scanned, counted from 1. */
export const missingParts = ({ parts, have }: Pick<TakenHandOver, 'parts' | 'have'>): number[] =>
  Array.from({ length: parts }, (_, part) => part).filter((part) => !have.includes(part)).map((part) => part + 1)
