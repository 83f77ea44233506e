/** The week's records, pupil by pupil under their mentors: how far they are, what is missing, and who may hold unsent work. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { readCompleteness } from '../../data/readings/completing.ts'
import { useRecords } from '../../data/current.ts'
import { momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { timeOn, useSchool } from '../../data/readings/school.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { nextSchoolDay, previousWeek, recordsDue } from '../../domain/time/calendar.ts'
import { addDays, dateOf, shortDate, spokenTime, timeOf, weekBeginning, weekdayName, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { countRecords, digest, isReceivedLate, recordsOfWeek, type BoardCounts, type RecordsOfWeek, type RuleName } from '../../domain/week/completeness.ts'
import type { Device } from '../../domain/people/devices.ts'
import { missedWord } from '../../domain/mornings/missed.ts'
import { may, mayWrite } from '../../domain/permission.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import { weekAsked } from '../../domain/week/reviewWeek.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { useReceived } from './useReceived.ts'

export type Cell = RecordsOfWeek & { /** The last of it was received by the server then, where it is complete and that is known. */ receivedAt: Instant | undefined; pupilId: string; pupil: DeskPupil; name: string; /** The Lead Mentor has asked for it. */ askedAt: Instant | undefined }
export type BoardRow = { mentorId: string; mentor: string; cells: Cell[]; counts: BoardCounts; tablet: string }
export type Board = {
  weekStart: ComputedRef<SchoolDate>
  previous: ComputedRef<SchoolDate | undefined>
  next: ComputedRef<SchoolDate | undefined>
  deadline: ComputedRef<Instant | undefined>
  deadlineWords: ComputedRef<string>
  rows: ComputedRef<BoardRow[]>
  /** Those that are drawn; one whose turn is still to come stands hidden, as it was. */
  shown: ComputedRef<{ row: BoardRow; isDrawn: boolean }[]>
  counts: ComputedRef<BoardCounts>
  sentences: ComputedRef<string[]>
  mayNudge: boolean
  isMine: boolean
  problem: Ref<string>
  devices: ShallowRef<{ at: Instant; devices: readonly Device[] } | undefined>
  nudge: (row: BoardRow) => Promise<void>
  /** Where what a rule asks for is done. */
  pathOf: (rule: RuleName, pupilId: string) => string
}
const MINUTE = 60_000
const collator = new Intl.Collator('en-GB')
const withReceived = (cell: Cell, receivedAt: Instant | undefined): Cell => (receivedAt === undefined ? cell : { ...cell, receivedAt })
/** What fits on a tablet: mentors until they have so many pupils. The others follow, a few in each frame. */
const AT_ONCE = 40
const EACH_FRAME = 2

export function useBoard(asked: () => string | undefined): Board {
  const { minute } = useSchoolClock()
  const { memory, me, commit, loadOlder } = useRecords()
  const { calendar, settings, staffName } = useSchool()
  const sync = useSync()
  const toasts = useToasts()
  const { problem, keep } = useKeeping()
  const isMine = me.role === 'mentor'
  const maySeeDevices = may(me, 'see-devices')
  const devices = shallowRef<{ at: Instant; devices: readonly Device[] }>()
  const today = computed(() => dateOf(minute.value))
  // It opens on last week: that is the one whose records are due.
  const weekStart = computed(() => weekAsked(asked()) ?? previousWeek(calendar.value, today.value) ?? weekBeginning(today.value))
  const deadline = computed(() => recordsDue(calendar.value, weekStart.value, timeOn(memory, 'lunchEnds')))
  const next = computed(() => {
    const day = nextSchoolDay(calendar.value, addDays(weekStart.value, 6))
    return day !== undefined && weekBeginning(day) <= weekBeginning(today.value) ? weekBeginning(day) : undefined
  })

  const asks = computed(() => new Map(memory.all('nudge').filter(({ f }) => f.weekStart === weekStart.value).sort((a, b) => a.f.entered - b.f.entered).map(({ f }) => [f.pupilId, f.entered])))
  const tabletOf = (mentorId: string): string => {
    const known = devices.value
    const mine = known?.devices.filter((one) => one.accountId === mentorId).sort((a, b) => b.seenAt - a.seenAt) ?? []
    const [latest] = mine
    if (!known || !latest) return ''
    const seen = `${dateOf(latest.seenAt) === dateOf(known.at) ? '' : `${weekdayName(dateOf(latest.seenAt))} ${shortDate(dateOf(latest.seenAt)).slice(4)}, `}${spokenTime(timeOf(latest.seenAt))}`
    const waits = mine.some(({ waiting }) => waiting > 0)
    // What was done since the tablet was last here is not on the board yet.
    const isStale = deadline.value !== undefined && latest.seenAt < Math.min(deadline.value, known.at - 15 * MINUTE)
    return waits || isStale ? `Tablet last seen ${seen}, may hold unsent work` : `Tablet last seen ${seen}`
  }

  const reading = computed(() => readCompleteness(memory, { calendar: calendar.value, settings: settings.value }, weekStart.value, minute.value))
  const rows = computed(() => {
    const byMentor = new Map<string, Cell[]>()
    for (const { pupilId, mentorId } of reading.value.mentees(isMine ? me.id : undefined)) {
      const pupil = memory.get('deskPupil', pupilId)?.f
      if (!pupil || (me.role === 'head-of-year' && pupil.year !== me.year)) continue
      const records = recordsOfWeek(reading.value.doneFor(pupilId), deadline.value, minute.value)
      const cells = byMentor.get(mentorId) ?? []
      cells.push({ ...records, receivedAt: undefined, pupilId, pupil, name: fullName(pupil), askedAt: records.things > 0 ? asks.value.get(pupilId) : undefined })
      byMentor.set(mentorId, cells)
    }
    return [...byMentor].map(([mentorId, cells]) => ({ mentorId, mentor: staffName(mentorId), counts: countRecords(cells), cells: cells.sort((a, b) => collator.compare(a.name, b.name)) })).sort((a, b) => collator.compare(a.mentor, b.mentor))
  })
  const receivedOf = useReceived(() => (maySeeDevices ? rows.value.flatMap(({ cells }) => cells) : []), () => reading.value)
  const withTablets = computed((): BoardRow[] => rows.value.map((row) => ({ ...row, cells: row.cells.map((cell) => withReceived(cell, receivedOf(cell))), tablet: isMine ? '' : tabletOf(row.mentorId) })))
  const afterwards = computed(() => withTablets.value.flatMap(({ cells }) => cells).filter((cell) => isReceivedLate(cell, deadline.value)).length)
  const unsent = computed(() => (devices.value ? withTablets.value.filter(({ tablet }) => tablet.includes('unsent')).map(({ mentor, tablet }) => `${mentor}: ${tablet.charAt(0).toLowerCase()}${tablet.slice(1)}`) : undefined))

  const followed = ref(0)
  const drawnRows = computed(() => {
    let pupils = 0
    const last = rows.value.findIndex(({ cells }) => (pupils += cells.length) >= AT_ONCE)
    return last === -1 ? rows.value.length : last + 1 + followed.value
  })
  // A row that is taken out and made anew costs more than one that is hidden and filled anew.
  let before: ReadonlyMap<string, BoardRow> = new Map()
  const shown = computed(() => {
    const all = withTablets.value.flatMap((row, index) => {
      const stands = index < drawnRows.value ? row : before.get(row.mentorId)
      return stands ? [{ row: stands, isDrawn: index < drawnRows.value }] : []
    })
    before = new Map(all.map(({ row }) => [row.mentorId, row]))
    return all
  })
  let coming = 0
  const drawMore = (): void => {
    followed.value += EACH_FRAME
    if (drawnRows.value < rows.value.length) coming = requestAnimationFrame(drawMore)
  }
  watch(weekStart, () => {
    followed.value = 0
    cancelAnimationFrame(coming)
    coming = requestAnimationFrame(() => requestAnimationFrame(drawMore))
  }, { immediate: true })
  onBeforeUnmount(() => cancelAnimationFrame(coming))

  onMounted(() => {
    void loadOlder().catch((error: unknown) => console.error('Older history was not read', error instanceof Error ? error.name : 'unknown'))
    if (!maySeeDevices) return
    void sync.devices().then((reply) => (devices.value = reply ?? undefined))
  })

  return {
    weekStart, deadline, next, problem, devices, isMine, rows: withTablets,
    shown,
    previous: computed(() => previousWeek(calendar.value, weekStart.value)),
    deadlineWords: computed(() => {
      const at = deadline.value
      if (at === undefined) return 'No school in this week: no record is due.'
      return `${minute.value > at ? 'Were due' : 'Due'} by the end of ${weekdayName(dateOf(at))} lunch, ${spokenTime(timeOf(at))} on ${shortDate(dateOf(at))}.`
    }),
    counts: computed(() => countRecords(rows.value.flatMap(({ cells }) => cells))),
    sentences: computed(() => digest(rows.value.map(({ mentor, cells }) => ({ mentor, records: cells })), `the week of ${shortDate(weekStart.value)}`, isMine ? [] : unsent.value, afterwards.value)),
    mayNudge: mayWrite(me, 'nudge', { own: false, pupilYear: undefined }),
    async nudge(row) {
      const { entered } = momentOf(sync.status.skew)
      const open = row.cells.filter(({ things }) => things > 0)
      const added = open.map(({ pupilId }) => ({ kind: 'add' as const, t: 'nudge' as const, id: randomId(), f: { pupilId, mentorId: row.mentorId, weekStart: weekStart.value, entered } }))
      const undo = (): void => void keep(() => commit(added.map(({ id }) => ({ kind: 'void', t: 'nudge', id }))), () => undefined)
      await keep(() => commit(added), () => toasts.show({ text: `${row.mentor} is asked for ${open.length === 1 ? '1 pupil’s records' : `the records of ${open.length} pupils`}`, tone: 'good', timeout: 10_000, action: { label: 'Undo', run: undo } }))
    },
    pathOf(rule, pupilId) {
      // The list of missed times goes ten school days back; a week of the board may lie further.
      const missed = rule === 'missed' ? reading.value.firstMissed(pupilId) : undefined
      if (missed) return `/pupils/${pupilId}/missed/${missedWord(missed)}`
      if (rule === 'missed') return '/missed'
      if (rule === 'check-in') return `/pupils/${pupilId}/withdrawal`
      if (rule === 'sessions') return `/pupils/${pupilId}/sessions/${weekStart.value}`
      return rule === 'action' ? `/pupils/${pupilId}` : `/reviews/${weekStart.value}/${pupilId}`
    },
  }
}

/** Kept here so that the board and its print say the same. */
export const boardTitle = (isMine: boolean): string => (isMine ? 'My records by Monday lunch' : 'Records by Monday lunch')
