/** Whose a row is: by UPN, then admission number, then name with date of birth; a name alone is only ever proposed. */
import { groupBy } from '../../domain/group.ts'
import type { FieldValue, PupilField, PupilIdentity } from '../../domain/school/sims.ts'
import { folded } from '../../ui/cells.ts'
import type { ReadRow, Who } from './reading.ts'

/** A pupil of ours: the values as they stand here, and what SIMS last said, where it has said anything. */
export type KnownPupil = { id: string; values: Partial<Record<PupilField, FieldValue>>; identity?: PupilIdentity | undefined; sex?: 'F' | 'M' | undefined }
/** Someone whom only the name tells: a person says whether it is them. `alike`: what fits besides the name. */
export type Link = { pupilId: string; who: Who; alike: ('form' | 'year')[]; line: number }

/** A row and whose it is; `linked`: told by a number or a date of birth. */
export type Of = { pupil: KnownPupil; row: ReadRow; linked: boolean }

type Answer = 'nobody' | { problem: string } | { pupil: KnownPupil; alike?: Link['alike'] }

export function finder(pupils: readonly KnownPupil[]): (who: Who) => Answer {
  const by = (key: (identity: PupilIdentity) => string | undefined) =>
    new Map(pupils.flatMap((one): [string, KnownPupil][] => {
      const value = one.identity && key(one.identity)
      return value === undefined ? [] : [[value, one]]
    }))
  const upns = by(({ upn }) => upn)
  const numbers = by(({ admissionNo }) => admissionNo)
  const surnames = groupBy(pupils.flatMap((pupil) => surnamesOf(pupil).map((name) => ({ name, pupil }))), ({ name }) => name)
  return (who) => {
    const byUpn = who.upn === undefined ? undefined : upns.get(who.upn)
    const byNumber = who.admissionNo === undefined ? undefined : numbers.get(who.admissionNo)
    if (byUpn && byNumber && byUpn !== byNumber) return { problem: 'The UPN is one pupil’s and the admission number another’s.' }
    const sure = byUpn ?? byNumber
    if (sure) return { pupil: sure }
    const named = [...new Set(who.surnames.flatMap((name) => surnames.get(folded(name)) ?? []).map(({ pupil }) => pupil).filter((pupil) => hasForename(pupil, who.forenames) && !contradicts(pupil, who)))]
    const born = named.filter(({ identity }) => who.born !== undefined && identity?.born === who.born)
    if (born.length === 1 && born[0]) return { pupil: born[0] }
    const near = named.map((pupil) => ({ pupil, alike: alikeIn(pupil, who) })).filter(({ alike }) => alike.length > 0)
    const best = near.filter(({ alike }) => alike.length === Math.max(...near.map((one) => one.alike.length)))
    if (best.length > 1) return { problem: 'More than one mentee has this name, and no number tells them apart.' }
    return best[0] ?? 'nobody'
  }
}

const textOf = (pupil: KnownPupil, field: PupilField): string => folded(String(pupil.values[field] ?? ''))
const surnamesOf = (pupil: KnownPupil): string[] => [...new Set([textOf(pupil, 'surname'), textOf(pupil, 'legalSurname')])].filter((name) => name !== '')
const hasForename = (pupil: KnownPupil, forenames: readonly string[]): boolean => forenames.some((name) => [textOf(pupil, 'preferredName'), textOf(pupil, 'legalForename')].includes(folded(name)))
/** Another number than the one this pupil is known by: somebody else of that name. */
const contradicts = ({ identity }: KnownPupil, who: Who): boolean =>
  (identity?.upn !== undefined && who.upn !== undefined) || (identity?.admissionNo !== undefined && who.admissionNo !== undefined) || (identity?.born !== undefined && who.born !== undefined && identity.born !== who.born)
const alikeIn = (pupil: KnownPupil, who: Who): Link['alike'] => [
  ...(who.form !== undefined && folded(who.form) === textOf(pupil, 'form') ? ['form' as const] : []),
  ...(who.year !== undefined && who.year === pupil.values.year ? ['year' as const] : []),
]
