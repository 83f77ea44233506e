/** How far one pupil's support is withdrawn, and what the weeks say about the next step, from the open records. */
import { codedOn } from '../../domain/mornings/absenceCode.ts'
import { schoolDaysOfWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { addDays, dateOf, weekBeginning, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { isOpenMissed, missedOne } from '../../domain/mornings/missed.ts'
import { morningOf } from '../../domain/mornings/morning.ts'
import { countScores } from '../../domain/week/reportScore.ts'
import { designOn, type ScoreScale } from '../../domain/week/scoreScale.ts'
import type { Settings } from '../../domain/setting.ts'
import { homeToTell, notYetUntil, stageOn, type AtStage, type Moved, type NotYet, type StoredWithdrawal } from '../../domain/cases/withdrawal.ts'
import { progressAt, type Progress, type WeekFacts } from '../../domain/cases/withdrawalEvidence.ts'
import type { WithdrawalStage } from '../../domain/cases/withdrawalStage.ts'
import type { Memory } from '../store/memory.ts'
import { mentorshipOf } from './mentoring.ts'
import { morningsOf } from './punctual.ts'
import { knownSince } from '../records.ts'
import { scoresOfWeek } from './scoring.ts'

export type WithdrawalSchool = { calendar: SchoolCalendar; settings: Settings; /** Everything there is has been read, not this half-term alone. */ isAllLoaded: boolean }
export type Withdrawal = {
  at: AtStage
  next: WithdrawalStage | undefined
  before: WithdrawalStage | undefined
  progress: Progress
  scale: ScoreScale
  /** A step that is decided and has not begun. */
  coming: Moved | undefined
  notYet: NotYet | undefined
  /** Every week at this stage has been read; else there may be more good weeks than are counted. */
  isWhole: boolean
  toTell: (StoredWithdrawal & { f: Moved })[]
  /** What a person is asked to look at; nobody is asked while a step is to come or was put off. */
  asks: 'ready' | 'hard' | undefined
}
/** Weeks looked back over: more than any stage counts. */
const WEEKS_BACK = 16

/** Undefined while the pupil is at no stage: not mentored, or paused. */
export function readWithdrawal(memory: Memory, school: WithdrawalSchool, pupilId: string, now: Instant): Withdrawal | undefined {
  const { settings } = school
  const today = dateOf(now)
  const mentorship = mentorshipOf(memory, pupilId)
  if (!mentorship || mentorship.f.state === 'preparing' || mentorship.f.state === 'agreed') return undefined
  const expectations = memory.ofPupil('expectation', pupilId).map((row) => row.f)
  const stored = memory.ofPupil('withdrawalEvent', pupilId)
  const events = stored.map((row) => row.f)
  const at = stageOn(settings.withdrawalStages, expectations, events, today)
  if (!at) return undefined
  const progress = progressAt(at.stage, weeksSince(memory, school, pupilId, at.since, today))
  const coming = events.filter((f): f is Moved => (f.type === 'moved-on' || f.type === 'stepped-back') && f.from > today).sort((a, b) => b.decidedAt - a.decidedAt)[0]
  const notYet = notYetUntil(events, today)
  const next = settings.withdrawalStages[at.index + 1]
  return {
    at, next, progress, coming, notYet, before: settings.withdrawalStages[at.index - 1],
    scale: designOn(settings.sheetDesigns, weekBeginning(today)).scale,
    toTell: homeToTell(stored, today), isWhole: school.isAllLoaded || at.since >= knownSince(today),
    asks: coming || notYet ? undefined : progress.isReady ? 'ready' : progress.isHard && at.index > 0 ? 'hard' : undefined,
  }
}

/** The finished school weeks at a stage, oldest first. A week in which the stage began late does not count. */
export function weeksSince(memory: Memory, { calendar, settings, isAllLoaded }: WithdrawalSchool, pupilId: string, since: SchoolDate, today: SchoolDate): WeekFacts[] {
  const source = morningsOf(memory, pupilId)
  const missedFacts = memory.ofPupil('missedEvent', pupilId)
  const codes = memory.ofPupil('absenceCode', pupilId)
  const targets = memory.ofPupil('target', pupilId)
  const checkIns = [...memory.ofPupil('checkIn', pupilId)].sort((a, b) => a.f.entered - b.f.entered)
  // What has not been read is not known, and no morning of it was missed.
  const known = isAllLoaded ? since : [since, knownSince(today)].sort().at(-1) ?? since
  const weeks: WeekFacts[] = []
  for (let week = addDays(weekBeginning(today), -7); week >= weekBeginning(known) && weeks.length < WEEKS_BACK; week = addDays(week, -7)) {
    const days = schoolDaysOfWeek(calendar, week)
    const [first] = days
    if (first === undefined || first < known) continue
    const mornings = { onTime: 0, late: 0, missed: 0, explained: 0, open: 0 }
    for (const date of days) {
      const { kind } = morningOf(date, source.arrivalOf(date), source.expectationOf(date), calendar, settings, { today, minutes: 0 })
      if (kind === 'on-time') mornings.onTime++
      else if (kind === 'not-arrived') {
        const missed = missedOne(pupilId, { what: 'arrival', date }, missedFacts, codedOn(codes, date))
        mornings[missed.state === 'explained' ? 'explained' : isOpenMissed(missed) ? 'open' : 'missed']++
      } else if (kind === 'late' || kind === 'late-to-mentor' || kind === 'after-close') mornings.late++
    }
    const results = targets.filter(({ f }) => f.weekStart === week && f.result !== 'retired').map(({ f }) => f.result)
    weeks.unshift({
      weekStart: week, mornings,
      scores: countScores(scoresOfWeek(memory, { calendar, settings }, pupilId, week, today).all),
      targets: { met: results.filter((one) => one === 'met').length, judged: results.filter((one) => one !== 'open').length, open: results.filter((one) => one === 'open').length },
      checkIns: checkIns.filter(({ f }) => weekBeginning(f.on) === week).map(({ f }) => f.how),
    })
  }
  return weeks
}
