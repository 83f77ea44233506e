/**
 * Entering one pupil's sheet: a cell is chosen, a key is pressed, the next cell is chosen. Every key is kept at once; the
 * way back is Undo, which takes back what one key did, a whole day if it filled one.
 */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { scoresOfWeek, targetsOfWeek, type WeekScores } from '../../data/readings/scoring.ts'
import { useSchool } from '../../data/readings/school.ts'
import { lessonsFor } from '../../data/readings/timetable.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { type SchoolDate } from '../../domain/time/clock.ts'
import type { Period } from '../../domain/time/period.ts'
import type { Row } from '../../domain/records.ts'
import { countScores, emptyScore, scoreId, type Cell, type Lesson, type NotScored, type Said, type ScoreCount } from '../../domain/week/reportScore.ts'
import { useSchoolClock } from '../../sync/index.ts'

/** `saw`: the record as the key left it; what a colleague has entered since is then not taken back in silence. */
type Before = { cell: Cell; said: Said | null; saw?: Readonly<Row<'reportScore'>> | undefined }
export type ScoreEntry = {
  week: ComputedRef<WeekScores>
  periods: ComputedRef<readonly Period[]>
  targets: ComputedRef<readonly Readonly<Row<'target'>>[]>
  /** What each lesson has room for: one mark, or one for each target. */
  marksOf: (lesson: Pick<Lesson, 'date' | 'period'>) => Cell[]
  markIn: (cell: Cell) => string | undefined
  lessonAt: (cell: Pick<Cell, 'date' | 'period'>) => Lesson | undefined
  /** From the timetable; empty where it says nothing. */
  subjectAt: (cell: Pick<Cell, 'date' | 'period'>) => string
  chosen: ComputedRef<Cell | undefined>
  isChosen: (cell: Cell) => boolean
  choose: (cell: Cell) => void
  step: (right: number, down: number) => void
  wholeDay: Ref<boolean>
  mark: (mark: string) => Promise<void>
  reason: (none: NotScored) => Promise<void>
  clear: () => Promise<void>
  undo: () => Promise<void>
  canUndo: ComputedRef<boolean>
  count: ComputedRef<ScoreCount>
  ofTarget: (target: string) => ScoreCount
  mayEnter: ComputedRef<boolean>
  failure: Ref<string>
}

const same = (a: Cell, b: Cell): boolean => a.date === b.date && a.period === b.period && a.target === b.target

export function useScoreEntry(pupilId: string, weekStart: () => SchoolDate): ScoreEntry {
  const { today } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar } = useSchool()
  const week = computed(() => scoresOfWeek(memory, { calendar: calendar.value, settings: settings.value }, pupilId, weekStart(), today.value))
  const targets = computed(() => targetsOfWeek(memory, pupilId, weekStart()))
  const perTarget = computed(() => week.value.design.per === 'target' && targets.value.length > 0)
  const marksOf = ({ date, period }: Pick<Lesson, 'date' | 'period'>): Cell[] => (perTarget.value ? targets.value.map(({ id }) => ({ date, period, target: id })) : [{ date, period }])
  const cells = computed(() => week.value.all.flatMap(marksOf))
  const rowOf = (cell: Cell): Readonly<Row<'reportScore'>> | undefined => memory.get('reportScore', scoreId(pupilId, cell))
  const markIn = (cell: Cell): string | undefined => {
    const said = rowOf(cell)?.f.said
    return said && 'mark' in said ? said.mark : undefined
  }
  const lessonAt = ({ date, period }: Pick<Cell, 'date' | 'period'>): Lesson | undefined => week.value.all.find((lesson) => lesson.date === date && lesson.period === period)
  const subjects = computed(() => new Map(week.value.days.flatMap((date) => lessonsFor(memory, calendar.value, pupilId, date).map((lesson) => [`${date} ${lesson.period}`, lesson.subject] as const))))
  const isOpen = (cell: Cell): boolean => markIn(cell) === undefined && lessonAt(cell)?.none === undefined

  const picked = ref<Cell>()
  /** Until somebody chooses: the first that is still blank. */
  const chosen = computed(() => cells.value.find((cell) => picked.value && same(cell, picked.value)) ?? cells.value.find(isOpen) ?? cells.value[0])
  const at = (): number => (chosen.value ? cells.value.findIndex((cell) => same(cell, chosen.value as Cell)) : -1)

  const wholeDay = ref(false)
  const failure = ref('')
  const done = ref<Before[][]>([])

  async function put(puts: readonly Before[], remember = true): Promise<void> {
    const before = puts.map(({ cell }) => ({ cell, said: rowOf(cell)?.f.said ?? null }))
    const changes = puts.map(({ cell, said, saw }): Change => {
      const row = rowOf(cell)
      return row ? { kind: 'patch', t: 'reportScore', id: row.id, f: { said }, saw } : { kind: 'add', t: 'reportScore', id: scoreId(pupilId, cell), f: { ...emptyScore(pupilId, cell), said } }
    })
    failure.value = ''
    try {
      await commit(changes)
      if (remember) done.value = [...done.value, before.map((one) => ({ ...one, saw: rowOf(one.cell) }))]
    } catch (error) {
      failure.value = saveProblem(error)
    }
  }

  /** The chosen cell; with the whole day, it and what is still blank after it that day. */
  function reach(): Cell[] {
    const first = chosen.value
    if (!first) return []
    return wholeDay.value ? cells.value.slice(at()).filter((cell) => cell.date === first.date && (same(cell, first) || isOpen(cell))) : [first]
  }
  function goOn(past: readonly Cell[]): void {
    const last = past.at(-1)
    picked.value = last && (cells.value[cells.value.findIndex((cell) => same(cell, last)) + 1] ?? last)
    wholeDay.value = false
  }
  const lessonsOf = (some: readonly Cell[]): Cell[] => [...new Map(some.map(({ date, period }) => [`${date} ${period}`, { date, period }])).values()]

  return {
    subjectAt: ({ date, period }) => subjects.value.get(`${date} ${period}`) ?? '',
    week, targets, marksOf, markIn, lessonAt, chosen, wholeDay, failure,
    periods: computed(() => week.value.periods),
    isChosen: (cell) => chosen.value !== undefined && same(cell, chosen.value),
    choose: (cell) => void (picked.value = cell),
    step(right, down) {
      const perDay = cells.value.length / Math.max(1, week.value.days.length)
      const to = at() + right + down * perDay
      picked.value = cells.value[to] ?? picked.value ?? chosen.value
    },
    mark(mark) {
      const some = reach()
      goOn(some)
      // A mark in a lesson that had a reason: the reason is gone.
      const reasons = perTarget.value ? lessonsOf(some).filter((cell) => rowOf(cell)?.f.said) : []
      return put([...some.map((cell) => ({ cell, said: { mark } })), ...reasons.map((cell) => ({ cell, said: null }))])
    },
    reason(none) {
      const lessons = lessonsOf(reach())
      goOn(lessons.flatMap(marksOf))
      return put(lessons.map((cell) => ({ cell, said: { none } })))
    },
    clear() {
      const some = reach()
      wholeDay.value = false
      const reasons = perTarget.value ? lessonsOf(some) : []
      return put([...some, ...reasons].filter((cell) => rowOf(cell)?.f.said).map((cell) => ({ cell, said: null })))
    },
    async undo() {
      const last = done.value.at(-1)
      if (!last) return
      done.value = done.value.slice(0, -1)
      const first = last[0]?.cell
      picked.value = first && (marksOf(first).find((cell) => same(cell, first)) ?? marksOf(first)[0])
      await put(last, false)
    },
    canUndo: computed(() => done.value.length > 0),
    count: computed(() => countScores(week.value.begun)),
    ofTarget: (target) => countScores(week.value.begun, target),
    mayEnter: computed(() => mayWriteFor(memory, me, 'reportScore', pupilId)),
  }
}
