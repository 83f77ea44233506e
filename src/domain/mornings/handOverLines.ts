/**
 * "…and Mentors will give them their registration mark": the marks a mentor has to hand to the office before the
 * register closes, and how far each has come. A mark belongs on the list of whoever tapped or changed it here.
 */
import { arrivalOf, type Arrival, type StoredArrivalEvent } from './arrival.ts'
import type { DeskEntry } from './deskList.ts'
import { handingOf, hasChanged, stepOf, type About, type Handing, type Step, type StoredHandOver } from './handOver.ts'

/** `isSent`: the server has it. */
export type KeptEvent = StoredArrivalEvent & { isSent: boolean }
export type HandOverLine = {
  entry: DeskEntry
  /** Undefined: it was taken back after the office may have heard of it. */
  arrival: Arrival | undefined
  standing: About
  /** How many records of this arrival are this mentor's. */
  events: number
  handing: Handing
  step: Step
  changed: boolean
}

export const standingOf = (arrival: Pick<Arrival, 'mark' | 'at'> | undefined): About => ({ mark: arrival?.mark ?? null, at: arrival?.at ?? null })

type Source = { entries: readonly DeskEntry[]; eventsOf: (pupilId: string) => readonly KeptEvent[]; factsOf: (pupilId: string) => readonly StoredHandOver[]; me: string }

/** By form and surname, as a register is read. */
export function handOverLines({ entries, eventsOf, factsOf, me }: Source): HandOverLine[] {
  return entries.flatMap((entry): HandOverLine[] => {
    const events = eventsOf(entry.pupilId)
    const mine = events.filter(({ by }) => by === me)
    if (mine.length === 0) return []
    const handing = handingOf(factsOf(entry.pupilId))
    const arrival = arrivalOf(events)
    const isSent = mine.every((one) => one.isSent)
    // Undone within seconds of the tap, before anybody heard of it: there is nothing to tell.
    if (!arrival && !handing.handed && !handing.received && (isSent || !mine.some((one) => one.isSent))) return []
    const standing = standingOf(arrival)
    return [{ entry, arrival, standing, events: mine.length, handing, step: stepOf(handing, standing, isSent), changed: hasChanged(handing, standing) }]
  }).sort(asInARegister)
}

const asInARegister = ({ entry: { pupil: a } }: HandOverLine, { entry: { pupil: b } }: HandOverLine): number =>
  a.form.localeCompare(b.form, 'en-GB', { numeric: true }) || a.surname.localeCompare(b.surname, 'en-GB') || a.preferredName.localeCompare(b.preferredName, 'en-GB')

export const isWaiting = ({ step }: Pick<HandOverLine, 'step'>): boolean => step === 'waiting'

/** `17 /, 2 L, 1 U`: as it is said to the office. */
export function countsInWords(lines: readonly Pick<HandOverLine, 'standing'>[]): string {
  const count = (mark: About['mark']): number => lines.filter(({ standing }) => standing.mark === mark).length
  const said = (['/', 'L', 'U'] as const).map((mark) => [count(mark), mark] as const).filter(([many]) => many > 0).map(([many, mark]) => `${many} ${mark}`)
  return [...said, ...(count(null) > 0 ? [`${count(null)} taken back`] : [])].join(', ')
}
