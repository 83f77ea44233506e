/** The caseload at a glance: who is mentored, how their week goes, what waits to be raised. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { missedOf } from '../../data/readings/conduct.ts'
import { arrivalsOn, expectationFor, raiseFor } from '../../data/readings/mentoring.ts'
import { readPunctuality } from '../../data/readings/punctual.ts'
import { readWithdrawal } from '../../data/readings/withdrawing.ts'
import { useSchool } from '../../data/readings/school.ts'
import { standing, type NoteType } from '../../domain/week/blueReport.ts'
import { instantAt, minutesOf, spokenTime, timeFromMinutes, weekBeginning, type Instant } from '../../domain/time/clock.ts'
import { matchesSearch } from '../../domain/mornings/deskList.ts'
import { groupBy } from '../../domain/group.ts'
import { isOpenMissed } from '../../domain/mornings/missed.ts'
import { isOpen, MentorshipState, STATE_WORDS } from '../../domain/cases/mentorship.ts'
import { morningOf, weekdaysOf, type Morning } from '../../domain/mornings/morning.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { inSentence } from '../../domain/cases/withdrawalStage.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useCaseloadFilters } from './caseloadFilters.ts'
import { fewerDays } from './pupilWords.ts'

export type Mentee = { pupilId: string; pupil: DeskPupil; mentorId: string; mentor: string; state: MentorshipState }
export type MenteeAtAGlance = Mentee & {
  week: Morning[]
  waiting: number
  /** Missed times that nobody has looked into. */
  missed: number
  /** What the punctuality of the last ten school days asks a person to look at. */
  asks: string | undefined
  /** What the weeks at a stage ask: a next step, or more days for a while. */
  step: { tone: 'good' | 'info'; text: string } | undefined
  /** Fewer days than every day, in short. */
  days: string | undefined
  lastNote: { at: Instant; type: NoteType; text: string } | undefined
}
export type Option = { value: string; label: string }
export type Caseload = {
  /** Everyone this person may open, before any filter. */
  everyone: ComputedRef<Mentee[]>
  found: ComputedRef<Mentee[]>
  /** What one row says beyond the name; asked only for the rows that are shown. */
  glance: (mentee: Mentee) => MenteeAtAGlance
  mentors: ComputedRef<Option[]>
  states: ComputedRef<Option[]>
  years: ComputedRef<Option[]>
  filters: ReturnType<typeof useCaseloadFilters>
}

/** How much of a note a row shows; the rest is a tap away. */
const NOTE_GLIMPSE = 140

export function useCaseload(): Caseload {
  const { tick, today, minute } = useSchoolClock()
  const { memory, me, olderLoaded } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const filters = useCaseloadFilters()
  filters.openFor(me.id)
  const minutes = computed(() => minutesOf(tick.value))
  const week = computed(() => weekdaysOf(weekBeginning(today.value)).map((date) => ({ date, arrivals: arrivalsOn(memory, date) })))

  const inSight = (mentorship: Readonly<Row<'mentorship'>>, pupil: DeskPupil): boolean => {
    if (me.role === 'mentor') return mentorship.f.mentorId === me.id
    return me.role === 'head-of-year' ? pupil.year === me.year : true
  }

  const everyone = computed(() => {
    const mentees: Mentee[] = []
    for (const [pupilId, rows] of groupBy(memory.all('mentorship'), (row) => row.f.pupilId)) {
      const pupil = memory.get('deskPupil', pupilId)?.f
      const shown = newest(rows)
      if (!pupil || !shown || !inSight(shown, pupil)) continue
      mentees.push({ pupilId, pupil, mentorId: shown.f.mentorId, mentor: staffName(shown.f.mentorId), state: shown.f.state })
    }
    return mentees.sort(bySurname)
  })

  const found = computed(() =>
    everyone.value.filter(
      (one) =>
        (filters.state === '' ? isOpen(one.state) : one.state === filters.state) &&
        (filters.mentorId === '' || one.mentorId === filters.mentorId) &&
        (filters.year === '' || String(one.pupil.year) === filters.year) &&
        matchesSearch(one.pupil, filters.typed),
    ),
  )
  function asksOf(pupilId: string): string | undefined {
    const { asks, rolling } = readPunctuality(memory, pupilId, { calendar: calendar.value, settings: settings.value }, minute.value)
    if (asks === 'review') return `Look at the ${spokenTime(settings.value.earlyReport)} start`
    return asks === 'concern' ? `Late ${rolling.late} of ${rolling.came}` : undefined
  }

  function stepOf(pupilId: string): MenteeAtAGlance['step'] {
    const one = readWithdrawal(memory, { calendar: calendar.value, settings: settings.value, isAllLoaded: olderLoaded.value }, pupilId, minute.value)
    if (one?.asks === 'ready') return { tone: 'good', text: one.next ? `Ready for ${inSentence(one.next.name)}?` : 'Ready to finish?' }
    return one?.asks === 'hard' ? { tone: 'info', text: 'More days?' } : undefined
  }

  function glance(mentee: Mentee): MenteeAtAGlance {
    const { pupilId } = mentee
    const moment = { today: today.value, minutes: minutes.value }
    const note = standing(memory.ofPupil('note', pupilId)).reduce<Readonly<Row<'note'>> | undefined>((last, one) => (last && last.f.occurredAt >= one.f.occurredAt ? last : one as Readonly<Row<'note'>>), undefined)
    return {
      ...mentee,
      week: week.value.map(({ date, arrivals }) => morningOf(date, arrivals.get(pupilId), expectationFor(memory, pupilId, date), calendar.value, settings.value, moment)),
      asks: asksOf(pupilId),
      step: isOpen(mentee.state) ? stepOf(pupilId) : undefined,
      days: fewerDays(expectationFor(memory, pupilId, today.value)),
      waiting: raiseFor(memory, pupilId, today.value).length,
      missed: isOpen(mentee.state) ? missedOf(memory, { calendar: calendar.value, settings: settings.value }, pupilId, instantAt(today.value, timeFromMinutes(minutes.value))).filter(isOpenMissed).length : 0,
      lastNote: note && { at: note.f.occurredAt, type: note.f.type, text: glimpse(note.f.text) },
    }
  }

  return {
    everyone, found, glance, filters,
    mentors: computed(() => optionsOf(everyone.value.map((one) => [one.mentorId, one.mentor]))),
    years: computed(() => optionsOf(everyone.value.map((one) => [String(one.pupil.year), `Year ${one.pupil.year}`]))),
    states: computed(() => MentorshipState.options.filter((state) => everyone.value.some((one) => one.state === state)).map((state) => ({ value: state, label: STATE_WORDS[state] }))),
  }
}

/** The open mentorship where there is one, else the last. */
const newest = (rows: readonly Readonly<Row<'mentorship'>>[]): Readonly<Row<'mentorship'>> | undefined =>
  [...rows].sort((a, b) => Number(isOpen(b.f.state)) - Number(isOpen(a.f.state)) || (a.f.startedOn < b.f.startedOn ? 1 : -1))[0]

const collator = new Intl.Collator('en-GB', { numeric: true })
const bySurname = (a: Mentee, b: Mentee): number => collator.compare(a.pupil.surname, b.pupil.surname) || collator.compare(a.pupil.preferredName, b.pupil.preferredName) || collator.compare(a.pupilId, b.pupilId)
const optionsOf = (pairs: readonly (readonly [string, string])[]): Option[] => [...new Map(pairs)].map(([value, label]) => ({ value, label })).sort((a, b) => collator.compare(a.label, b.label))
const glimpse = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line.slice(0, NOTE_GLIMPSE * 2)]
  return letters.length > NOTE_GLIMPSE ? `${letters.slice(0, NOTE_GLIMPSE).join('')}…` : line
}
