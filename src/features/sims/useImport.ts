/** An export on its way in: chosen, read and compared in a worker, looked at by a person, taken in by pieces, and undone. */
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { simsBatches } from '../../data/readings/sims.ts'
import { useSchool } from '../../data/readings/school.ts'
import { timetableOf } from '../../data/readings/timetable.ts'
import { isSchoolDay, nextSchoolDay } from '../../domain/time/calendar.ts'
import { dateOf, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { periodsFrom } from '../../domain/time/period.ts'
import { fullName } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import type { SimsSet } from '../../domain/school/sims.ts'
import { letterOf, type WeekLetter } from '../../domain/time/timetable.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import type { Columns, Field } from './columns.ts'
import type { KnownPupil } from './whose.ts'
import { inWorker } from './inWorker.ts'
import type { ReadAnswer, ReadJob, Refusal } from './readExport.ts'
import { lookingIn } from './takingCandidates.ts'
import { changesOf, firstChoices, undoing, type Choices } from './takingIn.ts'
import { knownCodes, undoingCodes, type Author } from './takingRegister.ts'

export type Step =
  | { at: 'choose'; refused?: { why: Refusal | 'too-big' | 'unreadable'; line?: number | undefined } }
  | { at: 'working'; doing: 'reading' | 'comparing' }
  | (Extract<ReadAnswer, { kind: 'ask' }> & { at: 'columns' })
  | (Extract<ReadAnswer, { kind: 'plan' }> & { at: 'plan' })
  | { at: 'taking'; done: number; of: number; undo: boolean }

export type SimsImport = {
  step: Readonly<Ref<Step>>
  failure: Ref<string>
  fileName: Ref<string>
  batches: ComputedRef<Readonly<Row<'simsBatch'>>[]>
  nameOf: (pupilId: string) => string
  choices: Ref<Choices>
  /** The file holds less than half of what the last export of this kind did. */
  looksCut: ComputedRef<number | undefined>
  read: (file: File) => Promise<void>
  readAs: (set: SimsSet, columns: Columns) => Promise<void>
  chooseColumns: () => void
  begin: () => void
  takeIn: () => Promise<number | undefined>
  undo: (batch: Readonly<Row<'simsBatch'>>) => Promise<boolean>
  /** Says that this week is the other of the two. */
  turnWeeks: (batch: Readonly<Row<'simsBatch'>>) => Promise<boolean>
}

const MOST_BYTES = 40 * 1024 * 1024
/** As many as one request to the server holds: each piece reaches it whole. */
const PIECE = 90

export function useImport(): SimsImport {
  const { tick } = useSchoolClock()
  const { memory, me, commit, loadOlder } = useRecords()
  const sync = useSync()
  const { settings, calendar } = useSchool()
  const step = shallowRef<Step>({ at: 'choose' })
  const failure = ref('')
  const fileName = ref('')
  const choices = ref<Choices>({ links: new Set(), ours: new Set(), withdraw: false })
  const batches = computed(() => simsBatches(memory))
  let bytes: Uint8Array<ArrayBuffer> | undefined

  const known = (): ReadJob['known'] => ({
    pupils: memory.all('deskPupil').map(({ id, f }): KnownPupil => {
      const { walkIn: _, ...desk } = f
      const { tutor: __, sex, ...file } = memory.get('pupil', id)?.f ?? {}
      return { id, values: { ...desk, ...file }, identity: memory.get('pupilIdentity', id)?.f, sex }
    }),
    facts: memory.all('simsFact').filter(({ f }) => memory.get('simsBatch', f.batch)?.f.state !== 'undone').map(({ id, f }) => ({ id, fact: f })),
    timetables: memory.all('deskPupil').flatMap(({ id }) => {
      const stands = timetableOf(memory, id)
      return stands ? [{ pupilId: id, lessons: stands.f.lessons }] : []
    }),
    codes: knownCodes(memory),
    looking: lookingIn(memory, settings.value, dateOf(tick.value)),
  })
  const lastColumns = (): ReadJob['last'] => Object.fromEntries([...batches.value].reverse().filter(({ f }) => f.state !== 'undone').map(({ f }) => [f.set, f.columns]))

  /** In the holidays an export is of the term to come. */
  const taughtNext = (): SchoolDate => {
    const today = dateOf(tick.value)
    return isSchoolDay(calendar.value, today) ? today : (nextSchoolDay(calendar.value, today) ?? today)
  }

  async function run(set?: SimsSet, columns?: Columns): Promise<void> {
    if (!bytes) return
    step.value = { at: 'working', doing: 'reading' }
    failure.value = ''
    // A row may have been taken in before this half-term.
    await loadOlder()
    const answer = await inWorker({ bytes, set, columns, last: lastColumns(), known: known(), today: dateOf(tick.value), periods: periodsFrom(settings.value, taughtNext()) }, (doing) => {
      step.value = { at: 'working', doing }
    })
    if (answer.kind === 'refused') step.value = { at: 'choose', refused: { why: answer.why, line: answer.line } }
    else if (answer.kind === 'ask') step.value = { ...answer, at: 'columns' }
    else if (answer.kind === 'plan') {
      choices.value = { ...firstChoices(answer.plan), thisWeek: lastLetter() }
      step.value = { ...answer, at: 'plan' }
    }
  }

  /** What this week was taken for the last time, so that the next export need not be told again. */
  const lastLetter = (): WeekLetter | null => {
    const last = batches.value.find(({ f }) => f.set === 'timetable' && f.state !== 'undone' && f.weekLetter !== undefined)?.f
    const named = last?.weekStart !== undefined && last.weekLetter !== undefined ? { weekStart: last.weekStart, letter: last.weekLetter } : undefined
    return letterOf(calendar.value, named, dateOf(tick.value)) ?? null
  }
  const thisWeekIs = (letter: WeekLetter | null | undefined): { weekStart?: SchoolDate; weekLetter?: WeekLetter } => (letter ? { weekStart: weekBeginning(dateOf(tick.value)), weekLetter: letter } : {})

  const author = (): Author => ({ me, moment: momentOf(sync.status.skew) })

  async function inPieces(changes: readonly Change[], undo: boolean): Promise<void> {
    for (let from = 0; from < changes.length; from += PIECE) {
      step.value = { at: 'taking', done: from, of: changes.length, undo }
      await commit(changes.slice(from, from + PIECE))
    }
  }

  return {
    step, failure, fileName, batches, choices,
    nameOf: (pupilId) => {
      const pupil = memory.get('deskPupil', pupilId)?.f
      return pupil ? `${fullName(pupil)}, ${pupil.form}` : 'A pupil'
    },
    looksCut: computed(() => {
      if (step.value.at !== 'plan') return undefined
      const { set, rows } = step.value.plan
      const last = batches.value.find(({ f }) => f.set === set && f.state === 'complete')?.f.rows
      return last !== undefined && rows * 2 < last ? last : undefined
    }),
    async read(file) {
      fileName.value = file.name
      if (file.size > MOST_BYTES) {
        step.value = { at: 'choose', refused: { why: 'too-big' } }
        return
      }
      try {
        bytes = new Uint8Array(await file.arrayBuffer())
      } catch {
        step.value = { at: 'choose', refused: { why: 'unreadable' } }
        return
      }
      await run()
    },
    readAs: run,
    chooseColumns() {
      if (step.value.at === 'plan') step.value = { kind: 'ask', at: 'columns', headings: step.value.headings, samples: step.value.samples, set: step.value.plan.set, columns: step.value.columns }
    },
    begin() {
      bytes = undefined
      failure.value = ''
      step.value = { at: 'choose' }
    },
    async takeIn() {
      const planned = step.value
      if (planned.at !== 'plan') return undefined
      const { plan, columns, headings } = planned
      const id = randomId()
      const again = batches.value.some(({ f }) => f.set === plan.set && f.state === 'undone')
      const changes = changesOf(plan, choices.value, { batch: id, again, memory, author: author() })
      const taken = changes.filter(({ kind, t }) => kind === 'add' && (t === 'simsFact' || t === 'simsChange' || t === 'timetable' || t === 'absenceCode')).length
      const named = Object.fromEntries((Object.entries(columns) as [Field, number][]).map(([field, at]) => [field, (headings[at] ?? '').slice(0, 120)]))
      const batch = { set: plan.set, rows: plan.rows, taken, columns: named, ...(plan.newest === undefined ? {} : { newest: plan.newest }), ...(plan.set === 'timetable' ? thisWeekIs(choices.value.thisWeek) : {}) }
      try {
        await commit([{ kind: 'add', t: 'simsBatch', id, f: { ...batch, state: 'under-way' } }])
        await inPieces(changes, false)
        await commit([{ kind: 'patch', t: 'simsBatch', id, f: { state: 'complete' } }])
        bytes = undefined
        step.value = { at: 'choose' }
        return taken
      } catch (error) {
        failure.value = `${saveProblem(error)} What was taken in so far is kept; take the same file in again for the rest, or undo it.`
        step.value = planned
        return undefined
      }
    },
    async turnWeeks(batch) {
      failure.value = ''
      try {
        await commit([{ kind: 'patch', t: 'simsBatch', id: batch.id, f: { weekLetter: batch.f.weekLetter === 'A' ? 'B' : 'A' } }])
        return true
      } catch (error) {
        failure.value = saveProblem(error)
        return false
      }
    },
    async undo(batch) {
      failure.value = ''
      try {
        await loadOlder()
        // A code is taken back by a word of its own: first, so that what was cut off can be undone again.
        await inPieces(undoingCodes(batch.id, memory, author()), true)
        // From this write on nothing of it counts; the rows themselves go by pieces.
        await commit([{ kind: 'patch', t: 'simsBatch', id: batch.id, f: { state: 'undone' } }])
        await inPieces(undoing(batch.id, memory), true)
        return true
      } catch (error) {
        failure.value = saveProblem(error)
        return false
      } finally {
        step.value = { at: 'choose' }
      }
    },
  }
}
