/**
 * Two who take an export in at once, without a network, may each put the same pupil on the list of candidates. It is seen
 * by the number that SIMS gives a pupil, or supposed by name and form; a person makes them one, and on every tablet the
 * same one stays.
 */
import type { Candidate } from './candidate.ts'
import type { PupilIdentity } from '../school/sims.ts'

export type KnownTwin = { id: string; f: Candidate; identity?: Pick<PupilIdentity, 'upn' | 'admissionNo'> | undefined; isMentored?: boolean }
export type Twins = { stays: KnownTwin; goes: KnownTwin; /** By their number; else only their name and form are the same. */ isSure: boolean }

const folded = ({ preferredName, surname, form, year }: Candidate): string => `${preferredName} ${surname} ${form} ${year}`.toLocaleLowerCase('en-GB').normalize('NFC')
const NUMBERS = ['upn', 'admissionNo'] as const
function isSame(a: KnownTwin, b: KnownTwin): 'sure' | 'perhaps' | undefined {
  const both = NUMBERS.filter((key) => a.identity?.[key] && b.identity?.[key])
  if (both.some((key) => a.identity?.[key] !== b.identity?.[key])) return undefined
  if (both.length > 0) return 'sure'
  return folded(a.f) === folded(b.f) ? 'perhaps' : undefined
}
/** Whose case is open stays, or else the smaller id: whoever joins them, it is the same one. */
const inOrder = (a: KnownTwin, b: KnownTwin): number => Number(b.isMentored ?? false) - Number(a.isMentored ?? false) || (a.id < b.id ? -1 : 1)

export function twinsAmong(candidates: readonly KnownTwin[]): Twins[] {
  const sorted = [...candidates].sort(inOrder)
  const gone = new Set<string>()
  return sorted.flatMap((stays, at) => (gone.has(stays.id) ? [] : sorted.slice(at + 1).flatMap((goes): Twins[] => {
    const same = gone.has(goes.id) || goes.isMentored ? undefined : isSame(stays, goes)
    if (!same) return []
    gone.add(goes.id)
    return [{ stays, goes, isSure: same === 'sure' }]
  })))
}

const SETS = ['behaviour', 'attendance', 'grades'] as const
/** What the one that goes knows and the one that stays does not. */
export function added(stays: Candidate, goes: Candidate): Partial<Candidate> {
  const found = Object.fromEntries(SETS.flatMap((set) => {
    const other = goes[set]
    return other && (!stays[set] || stays[set].to < other.to) ? [[set, other]] : []
  }))
  return { ...found, ...(goes.byHand && !stays.byHand ? { byHand: goes.byHand } : {}), ...(goes.groups ? { groups: { ...goes.groups, ...stays.groups } } : {}) }
}
