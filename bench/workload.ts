/**
 * One school term of a mentoring team, told from a seed: 12 mentors with 40 pupils over 60 school days, 72,000 records;
 * one mentor's 6,000 are a prefix of the school's. The same data in the same order as the comparison of stores from which
 * our design came, so that figures may be laid side by side.
 */
export const DAYS = 60
const SEED = 20260907
const MENTORS = 12
const PUPILS_PER_MENTOR = 40
const WEEKS = 12

export type WorkPupil = { id: string; mentorId: string; name: string; form: string; due: string; updatedAt: number }
export type WorkArrival = { id: string; pupilId: string; mentorId: string; date: string; due: string; at: string; status: 'present' | 'late' | 'absent'; updatedAt: number }
type Dated = { id: string; pupilId: string; mentorId: string; date: string; text: string; updatedAt: number }
export type WorkNote = Dated & { lesson: string }
export type WorkReview = Dated & { week: number }
export type WorkTarget = Dated & { week: number; met: boolean }
export type WorkContact = Dated & { channel: string; reached: boolean }
export type Workload = { pupils: WorkPupil[]; arrivals: WorkArrival[]; notes: WorkNote[]; reviews: WorkReview[]; targets: WorkTarget[]; contacts: WorkContact[] }
export type Scope = 'mentor' | 'school'
/** One change made away from the server. */
export type Work = { coll: 'arrivals'; rec: WorkArrival } | { coll: 'notes'; rec: WorkNote }
export type TodayRow = { pupilId: string; name: string; at: string; status: string }
export type TimelineRow = { id: string; date: string; text?: string; at?: string }

type Chance = () => number
function mulberry32(seed: number): Chance {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const FIRST = 'Aisha Ben Callum Daisy Ethan Freya George Hannah Imran Jade Kian Layla Mason Niamh Oscar Poppy Quinn Ruby Samir Tia Umar Violet Will Xanthe Yusuf Zara'.split(' ')
const LAST = 'Ahmed Bailey Carter Davies Evans Fletcher Green Hughes Iqbal Jones Khan Lewis Morgan Nolan Owen Patel Quigley Roberts Shaw Taylor Underwood Vaughan Walsh Young'.split(' ')
const LESSONS = ['English', 'Maths', 'Science', 'History', 'Geography', 'French', 'Art', 'PE', 'DT', 'Music', 'Computing', 'RE']
const CHANNELS = ['phone', 'email', 'letter', 'meeting']
const WORDS = (
  'arrived late without equipment settled quickly after reminder worked well with partner during starter task refused to ' +
  'hand planner over needed second warning completed extension question asked for help politely left seat twice focused for most of lesson ' +
  'homework missing again will bring tomorrow contributed thoughtful answer in discussion distracted by phone moved seats calmer afterwards ' +
  'behaviour improved compared to last week attendance at catch-up session agreed target set revision mock test scored percent teacher praised effort ' +
  'disagreement at break resolved by mentor apology given parent informed uniform corrected punctual every morning tired spoke about sleep routine ' +
  'organised folder checked blue report signed coursework deadline extension granted reading aloud confident quiet anxious football club fixture ' +
  'detention served sanctions policy head of year meeting progress data predicted grade coursework draft feedback spelling vocabulary practical safety'
).split(' ')
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const upTo = (r: Chance, n: number): number => (r() * n) | 0
const pick = (r: Chance, from: readonly string[]): string => from[upTo(r, from.length)] ?? ''
const id = (r: Chance): string => Array.from({ length: 20 }, () => LETTERS[upTo(r, 32)]).join('')
function text(r: Chance, length: number): string {
  let said = ''
  while (said.length < length) said += (said ? ' ' : '') + pick(r, WORDS) + (r() < 0.08 ? '.' : '')
  return said.slice(0, length)
}

const FIRST_DAY = Date.UTC(2026, 8, 7) // Monday 7 September 2026
const DAY_MS = 864e5
/** The ISO date of school day `n`, weekends passed over. */
export const day = (n: number): string => new Date(FIRST_DAY + (Math.floor(n / 5) * 7 + (n % 5)) * DAY_MS).toISOString().slice(0, 10)
const stamp = (r: Chance, date: string): number => Date.parse(date) + upTo(r, 36e6)
export const mentorId = (m: number): string => `m${String(m + 1).padStart(2, '0')}`
export const pupilId = (m: number, p: number): string => `${mentorId(m)}p${String(p + 1).padStart(2, '0')}`

function arrival(r: Chance, p: WorkPupil, n: number): WorkArrival {
  const date = day(n)
  const isLate = r() < 0.18
  const isAbsent = r() < 0.04
  const minute = (p.due === '08:30' ? 25 : 40) + upTo(r, 5) + (isLate ? 7 : 0)
  const status = isAbsent ? 'absent' : isLate ? 'late' : 'present'
  return { id: `${p.id}:${date}`, pupilId: p.id, mentorId: p.mentorId, date, due: p.due, at: isAbsent ? '' : `08:${String(minute).padStart(2, '0')}`, status, updatedAt: stamp(r, date) }
}
const note = (r: Chance, p: WorkPupil, date: string): WorkNote => ({
  id: id(r), pupilId: p.id, mentorId: p.mentorId, date, lesson: pick(r, LESSONS), text: text(r, 160 + upTo(r, 80)), updatedAt: stamp(r, date),
})

const nothing = (): Workload => ({ pupils: [], arrivals: [], notes: [], reviews: [], targets: [], contacts: [] })

function ofMentor(m: number): Workload {
  const r = mulberry32(SEED + m * 7919)
  const mentor = mentorId(m)
  const all = nothing()
  for (let i = 0; i < PUPILS_PER_MENTOR; i++) {
    const p: WorkPupil = {
      id: pupilId(m, i), mentorId: mentor, name: `${pick(r, FIRST)} ${pick(r, LAST)}`, form: `${7 + upTo(r, 5)}${pick(r, ['A', 'B', 'C', 'D'])}`,
      due: r() < 0.2 ? '08:30' : '08:45', updatedAt: FIRST_DAY,
    }
    const mine = { pupilId: p.id, mentorId: mentor }
    all.pupils.push(p)
    for (let n = 0; n < DAYS; n++) all.arrivals.push(arrival(r, p, n))
    for (let w = 0; w < WEEKS; w++) {
      const monday = day(w * 5)
      for (let k = 0; k < 3; k++) all.notes.push(note(r, p, day(w * 5 + upTo(r, 5))))
      all.reviews.push({ id: id(r), ...mine, date: day(w * 5 + 4), week: w + 1, text: text(r, 900 + upTo(r, 200)), updatedAt: stamp(r, monday) })
      for (let k = 0; k < 3; k++) all.targets.push({ id: id(r), ...mine, date: monday, week: w + 1, text: text(r, 60 + upTo(r, 40)), met: r() < 0.6, updatedAt: stamp(r, monday) })
      if (w % 2 === 0)
        all.contacts.push({ id: id(r), ...mine, date: day(w * 5 + upTo(r, 5)), channel: pick(r, CHANNELS), reached: r() < 0.7, text: text(r, 80 + upTo(r, 60)), updatedAt: stamp(r, monday) })
    }
  }
  return all
}

export function generate(scope: Scope): Workload {
  const all = nothing()
  for (let m = 0; m < (scope === 'school' ? MENTORS : 1); m++) {
    const one = ofMentor(m)
    for (const kind of Object.keys(all) as (keyof Workload)[]) (all[kind] as unknown[]).push(...one[kind])
  }
  return all
}

const TERM_DAYS = 84
/** The same pupils with earlier terms before this one: what grows as the years go by. */
export function withHistory(terms: number): Workload {
  const term = generate('mentor')
  const back = (date: string, k: number): string => new Date(Date.parse(date) - k * TERM_DAYS * DAY_MS).toISOString().slice(0, 10)
  const earlier = <T extends { id: string; pupilId: string; date: string; updatedAt: number }>(rows: readonly T[]): T[] =>
    Array.from({ length: terms }, (_, k) => rows.map((one): T => ({ ...one, id: k === 0 ? one.id : `${one.id}.${k}`, date: back(one.date, k), updatedAt: one.updatedAt - k * TERM_DAYS * DAY_MS }))).reverse().flat()
  return { pupils: term.pupils, arrivals: earlier(term.arrivals), notes: earlier(term.notes), reviews: earlier(term.reviews), targets: earlier(term.targets), contacts: earlier(term.contacts) }
}

/** New arrivals for my pupils, on days after the term's. */
export function marks(n: number, fromDay = DAYS): WorkArrival[] {
  const r = mulberry32(SEED ^ (0x51ed + fromDay))
  const { pupils } = ofMentor(0)
  return Array.from({ length: n }, (_, i) => arrival(r, pupils[i % pupils.length] as WorkPupil, fromDay + Math.floor(i / pupils.length)))
}

/** Work done away from the server: arrivals on days after the term's, and notes on one of them. */
export function offlineWork(arrivals: number, notes: number, fromDay: number): Work[] {
  const r = mulberry32(SEED + 31 * fromDay + notes)
  const { pupils } = ofMentor(0)
  return [
    ...marks(arrivals, fromDay).map((rec) => ({ coll: 'arrivals' as const, rec })),
    ...Array.from({ length: notes }, (_, i) => ({ coll: 'notes' as const, rec: note(r, pupils[i % pupils.length] as WorkPupil, day(fromDay)) })),
  ]
}

/** The right answers, computed from the data alone; an answer is compared by what it says, not by its order. */
export function oracle(data: Workload) {
  const byPupil = (date: string): Map<string, WorkArrival> => new Map(data.arrivals.filter((one) => one.date === date).map((one) => [one.pupilId, one]))
  return {
    today: (mentor: string, date: string): string =>
      saidToday(data.pupils.filter((one) => one.mentorId === mentor).map(({ id: pupil, name }): TodayRow => {
        const came = byPupil(date).get(pupil)
        return { pupilId: pupil, name, at: came?.at ?? '', status: came?.status ?? 'none' }
      })),
    timeline: (pupil: string): string =>
      saidTimeline([data.arrivals, data.notes, data.reviews, data.targets, data.contacts].flatMap((rows) => (rows as (TimelineRow & { pupilId: string })[]).filter((one) => one.pupilId === pupil))),
  }
}
export const saidToday = (rows: readonly TodayRow[]): string => rows.map((one) => `${one.pupilId}|${one.name}|${one.at}|${one.status}`).sort().join('\n')
export const saidTimeline = (rows: readonly TimelineRow[]): string => rows.map((one) => `${one.id}|${one.date}|${one.text ?? one.at ?? ''}`).sort().join('\n')
