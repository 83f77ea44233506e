/** The Lead Mentor's Monday board over a whole school: mounted as the app mounts it, with its own styles. */
import { createPinia } from 'pinia'
import { createApp, h, nextTick, ref, shallowReadonly } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { moveClock } from '../../src/data/clock.ts'
import { openNow } from '../../src/data/current.ts'
import { createMemory } from '../../src/data/store/memory.ts'
import type { Records } from '../../src/data/records.ts'
import { addDays, instantAt, type SchoolDate } from '../../src/domain/time/clock.ts'
import { bucketOf, type FieldsOf, type Kind, type Row } from '../../src/domain/records.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import RecordsScreen from '../../src/features/records-deadline/RecordsScreen.vue'
import '../../src/style.css'

const MONDAY: SchoolDate = '2026-12-07'
export type BoardSize = { mentors: number; pupils: number; weeks: number }

function rowsOfSchool({ mentors, pupils, weeks }: BoardSize): Row[] {
  const rows: Row[] = []
  const add = <K extends Kind>(t: K, id: string, f: FieldsOf<K>, at: number): void => void rows.push({ t, id, b: bucketOf(t, f, id), f, s: 'bench:1', seq: rows.length + 1, by: 'bench', at })
  add('term', 'term', { name: 'Autumn term', from: '2026-09-01', to: '2026-12-18' }, 0)
  for (let m = 0; m < mentors; m++) {
    add('staff', `m${m}`, { name: `Mentor Number ${m}`, initials: 'MN', role: 'mentor', active: true }, 0)
    for (let p = 0; p < pupils; p++) {
      const pupilId = `p${m}-${p}`
      add('deskPupil', pupilId, { preferredName: `Pupil${p}`, surname: `Surname${m * pupils + p}`, form: '9B', year: 9 }, 0)
      add('mentorship', `case-${pupilId}`, { pupilId, mentorId: `m${m}`, state: 'active', reason: 'Lateness', startedOn: '2026-09-01' }, 0)
      add('expectation', `exp-${pupilId}`, { pupilId, mentorId: `m${m}`, from: '2026-09-01', time: '08:45', weekdays: [1, 2, 3, 4, 5] }, 0)
      add('session', `ses-${pupilId}`, { pupilId, kind: 'mentoring', subject: '', from: addDays(MONDAY, -7 * weeks), until: '2026-12-18', weekly: true, starts: '13:10', ends: '13:30', venue: 'Library', leads: '' }, 0)
      for (let w = 1; w <= weeks; w++) week(add, pupilId, addDays(MONDAY, -7 * w), (m + p + w) % 5)
    }
  }
  return rows
}

type Add = <K extends Kind>(t: K, id: string, f: FieldsOf<K>, at: number) => void
/** `gap`: what is left undone, so that every state there is stands on the board. */
function week(add: Add, pupilId: string, monday: SchoolDate, gap: number): void {
  const friday = instantAt(addDays(monday, 4), '15:20')
  for (let d = 0; d < 5; d++) {
    const date = addDays(monday, d)
    if (gap === 1 && d === 2) continue
    const at = instantAt(date, '08:41')
    add('arrivalEvent', `a-${pupilId}-${date}`, { type: 'arrived', pupilId, date, session: 'am', at: '08:41', expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0, entered: at, deviceTime: at, estimatedTrueTime: at, skewKnown: true }, at)
    if (d < 2) add('dailyAction', `d-${pupilId}-${date}`, { pupilId, date, text: 'Planner checked' }, at)
  }
  for (let n = 0; n < 2; n++)
    add('target', `t-${pupilId}-${monday}-${n}`, { pupilId, weekStart: monday, behaviour: 'gets the planner signed', measure: 'count', threshold: 4, scope: '', by: addDays(monday, 4), source: 'Teacher', pupilWording: '', result: gap === 2 && n === 1 ? 'open' : 'met', version: 1 }, friday)
  if (gap !== 3) add('sessionAttendance', `c-${pupilId}-${monday}`, { pupilId, sessionId: `ses-${pupilId}`, on: monday, date: monday, outcome: 'came', entered: friday }, friday)
  const signed = gap === 4 ? null : { by: 'm', name: 'Mentor', at: friday, pupilInitials: 'AB', numbers: { expectedMornings: 5, arrivals: 5, onTime: 5, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 2 } }
  add('weeklyReview', reviewId(pupilId, monday), { ...emptyReview(pupilId, monday), outcome: 1, wentWell: 'Homework', nextStep: 'More of it', planInPlanner: true, signed }, friday)
}

const shownCells = (host: Element): number => [...host.querySelectorAll<HTMLElement>('section:has(ul)')].filter(({ style }) => style.display !== 'none').reduce((sum, section) => sum + section.querySelectorAll('ul li > button').length, 0)
/** The frame after the change has been drawn. */
const drawn = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0)))

let change: ((week: SchoolDate) => Promise<number>) | undefined
/** The records are in memory already, as they are when somebody comes to the screen. Gives the time to the drawn board, in ms. */
export async function openBoard(size: BoardSize): Promise<{ open: number; whole: number; cells: number; records: number }> {
  const rows = rowsOfSchool(size)
  const memory = createMemory('bench', 'lead')
  memory.putServerRows(rows)
  openNow.value = {
    me: { id: 'lead', role: 'lead-mentor', name: 'Mrs L. Lead', initials: 'LL' }, memory, olderLoaded: shallowReadonly(ref(true)), outbox: { waiting: ref({ count: 0, oldest: null }) }, skew: ref(null), drafts: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
    loadOlder: () => Promise.resolve(), commit: () => Promise.resolve(),
  } as unknown as Records
  moveClock(instantAt(MONDAY, '12:30') - Date.now())
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: { render: () => null } }] })
  const weekStart = ref<SchoolDate>()
  const host = document.body.appendChild(document.createElement('div'))
  const app = createApp({ render: () => h(RecordsScreen, { weekStart: weekStart.value }) })
  app.use(createPinia()).use(router)
  await router.push('/')
  const started = performance.now()
  app.mount(host)
  const open = (await drawn()) - started
  while (shownCells(host) < size.mentors * size.pupils) await drawn()
  const whole = (await drawn()) - started
  change = async (week) => {
    const from = performance.now()
    weekStart.value = week
    await nextTick()
    const taken = (await drawn()) - from
    while (shownCells(host) < size.mentors * size.pupils) await drawn()
    return taken
  }
  return { open, whole, cells: shownCells(host), records: rows.length }
}

/** Weeks back from the last, each once, in ms. */
export async function changeWeeks(weeks: number): Promise<number[]> {
  const taken: number[] = []
  for (let week = 2; week <= weeks; week++) taken.push((await change?.(addDays(MONDAY, -7 * week))) ?? Number.NaN)
  return taken
}
