/** Everything known of one pupil as lines of one log, from the open records: what the reader may not see is not among them. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { sanctionsOf } from '../../data/readings/conduct.ts'
import { formerWords } from '../../data/readings/formerMentor.ts'
import { arrivalsOf } from '../../data/readings/mentoring.ts'
import { papersOf } from '../../data/readings/paperFile.ts'
import { sessionsFor } from '../../data/readings/pupilSessions.ts'
import { placeThen } from '../../data/readings/turning.ts'
import { setAsideOf } from '../../data/readings/setAside.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mediumDate, type SchoolDate } from '../../domain/time/clock.ts'
import { standingCodes } from '../../domain/mornings/absenceCode.ts'
import { casesOf, type MentoringCase } from '../../domain/cases/mentoringCase.ts'
import { askedOf } from '../../domain/week/staffFeedback.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { caseEntries, closingEntries } from './closingEntries.ts'
import { endOfDayEntries, missedEntries, officeCodeEntries, sanctionEntries } from './conductEntries.ts'
import { arrivalEntries, dailyActionEntries, mentorshipEntries, reviewEntries, supportEntries, targetEntries, type PupilLogEntry } from './logEntries.ts'
import { matterEntries, noteEntries } from './noteEntries.ts'
import { withFormer } from './formerEntries.ts'
import { homeEntries, startLetterEntries } from './homeEntries.ts'
import { feedbackEntries, paperEntries, photoEntries } from './paperEntries.ts'
import { sessionEntries } from './sessionEntries.ts'
import { ownEntries, withdrawalEntries } from './withdrawalEntries.ts'

export type PupilEntries = {
  entries: ComputedRef<PupilLogEntry[]>
  /** The oldest first. */
  cases: ComputedRef<MentoringCase[]>
  caseWords: (one: MentoringCase) => string
  today: ComputedRef<SchoolDate>
}

export function usePupilEntries(pupilId: string): PupilEntries {
  const { today } = useSchoolClock()
  const { memory } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const said = computed(() => ({ staffName, today: today.value, setAside: (about: { t: string; id: string }) => setAsideOf(memory, pupilId, about) }))

  /** The first day anything was planned. */
  const sinceSessions = computed(() => memory.ofPupil('session', pupilId).reduce((first, { f }) => (f.from < first ? f.from : first), today.value))

  const former = computed(() => formerWords(memory, pupilId, staffName))
  const entries = computed(() => withFormer([
    ...arrivalEntries(arrivalsOf(memory, pupilId), said.value),
    ...noteEntries(memory.ofPupil('note', pupilId), memory.ofPupil('noteOutcome', pupilId), calendar.value, settings.value.lunchEnds, said.value),
    ...matterEntries(memory.ofPupil('noteOutcome', pupilId), said.value),
    ...dailyActionEntries(memory.ofPupil('dailyAction', pupilId), said.value),
    ...targetEntries(memory.ofPupil('target', pupilId), said.value),
    ...reviewEntries(memory.ofPupil('weeklyReview', pupilId), said.value),
    ...missedEntries(memory.ofPupil('missedEvent', pupilId), said.value),
    ...officeCodeEntries(standingCodes(memory.ofPupil('absenceCode', pupilId))),
    ...sanctionEntries(sanctionsOf(memory, pupilId), said.value),
    ...endOfDayEntries(memory.ofPupil('endOfDayReport', pupilId), memory.ofPupil('endOfDayDecision', pupilId), said.value),
    ...sessionEntries({ sessions: sessionsFor(memory, calendar.value, pupilId, sinceSessions.value, today.value), marks: memory.ofPupil('sessionAttendance', pupilId) }, said.value),
    ...homeEntries(memory.ofPupil('contactEntry', pupilId), memory.ofPupil('homeLetter', pupilId), (id) => memory.get('contact', id)?.f.name ?? 'a former contact', said.value),
    ...startLetterEntries(memory.ofPupil('startLetter', pupilId), said.value),
    ...feedbackEntries(askedOf(memory.ofPupil('staffRequest', pupilId), memory.ofPupil('staffRequestEvent', pupilId), memory.ofPupil('staffReply', pupilId), today.value), (id) => memory.get('staffRequest', id)?.by ?? '', said.value),
    ...paperEntries(papersOf(memory, pupilId), said.value),
    ...photoEntries(memory.ofPupil('sheetPhoto', pupilId), said.value),
    ...mentorshipEntries(memory.ofPupil('mentorship', pupilId), memory.ofPupil('expectation', pupilId), said.value),
    ...supportEntries(memory.ofPupil('reportingDecision', pupilId), memory.ofPupil('startCheck', pupilId), said.value),
    ...ownEntries(memory.ofPupil('ownWord', pupilId), said.value),
    ...withdrawalEntries(memory.ofPupil('withdrawalEvent', pupilId), memory.ofPupil('checkIn', pupilId), said.value),
    ...caseEntries(memory.ofPupil('caseEvent', pupilId), said.value),
    ...closingEntries(memory.ofPupil('closingEvent', pupilId), said.value),
  ], former.value))

  const formThen = (day: SchoolDate): string => {
    const [then, stands] = [placeThen(memory, pupilId, day), memory.get('deskPupil', pupilId)?.f]
    return then && then.form !== stands?.form ? `, in ${then.form} then` : ''
  }
  return {
    entries, today,
    cases: computed(() => casesOf(memory.ofPupil('mentorship', pupilId).map(({ f }) => f))),
    caseWords: ({ from, until, mentorIds }) => `${until === undefined ? `Mentored since ${mediumDate(from)}` : `Mentored from ${mediumDate(from)} to ${mediumDate(until)}`}, with ${mentorIds.map(staffName).join(', then ')}${formThen(from)}`,
  }
}
