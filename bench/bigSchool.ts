/**
 * A school of 500 cases with three years behind it: the demo school twelve times over, each time with mentors and pupils of
 * its own, and for some of the pupils the same history a year or two earlier, in a case that is closed.
 */
import { join } from 'node:path'
import { demoOffset } from '../src/domain/mornings/rehearsal.ts'
import { hashPassphrase } from '../server/accounts/secrets.ts'
import { demoSchool, type DemoRow } from '../server/demo/school.ts'
import { demoTablets } from '../server/demo/tablets.ts'
import { openStore } from '../server/openStore.ts'
import { plantSchool } from '../server/seed.ts'

const TIMES = 12
/** How many years earlier each copy has its history a second time; 0: it has none. */
const EARLIER = [1, 1, 1, 2, 2, 2, 0, 0, 0, 0, 0, 0]
/** Whole weeks, so that a school day stays one. */
const YEAR_DAYS = 364
const DAY_MS = 864e5
const MS_OF_2020 = 1_577_836_800_000

/** What a case leaves behind; plans, papers to come and the school's own rows have no earlier year. */
const BEHIND = new Set<DemoRow['t']>(['arrivalEvent', 'note', 'noteOutcome', 'dailyAction', 'target', 'weeklyReview', 'reportScore', 'contactEntry', 'simsFact', 'startCheck', 'sanction', 'sanctionEvent'])
const NOT_AGAIN = new Set<DemoRow['t']>(['sheetPhoto', 'conflict'])
const THEIRS = /\b(?:p\d+|s-mentor\d)\b/

type Told = (text: string) => string
/** The row with every text in it told anew, its names of other rows too. */
function toldAnew<T>(value: T, told: Told, moved: (ms: number) => number): T {
  if (typeof value === 'string') return told(value) as T
  if (typeof value === 'number') return (value > MS_OF_2020 ? moved(value) : value) as T
  if (Array.isArray(value)) return value.map((one: unknown) => toldAnew(one, told, moved)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key === 't' ? key : told(key), key === 't' ? one : toldAnew(one, told, moved)])) as T
}

const same = (ms: number): number => ms

/** Pupils and mentors under names of their own. An id without a person in it is renamed wherever it is named. */
function copyOf(rows: readonly DemoRow[], copy: number): DemoRow[] {
  if (copy === 0) return [...rows]
  const letter = String.fromCharCode(65 + copy)
  const bare = new Set(rows.filter(({ id }) => !THEIRS.test(id)).map(({ id }) => id))
  const told: Told = (text) => (bare.has(text) ? `${text}.${copy}` : text.replaceAll(/\b(p\d+|s-mentor\d)\b/g, `$1x${copy}`))
  return rows.map((row) => {
    const again = toldAnew(row, told, same)
    return again.t === 'deskPupil' ? { ...again, f: { ...again.f, surname: `${again.f.surname} ${letter}` } } : again
  })
}

function earlier(rows: readonly DemoRow[], years: number): DemoRow[] {
  if (years === 0) return []
  const days = years * YEAR_DAYS
  const back = (date: string): string => new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10)
  const moved = (ms: number): number => ms - days * DAY_MS
  const behind = rows.filter((row) => BEHIND.has(row.t))
  const bare = new Set(behind.map(({ id }) => id).filter((id) => !/\d{4}-\d{2}-\d{2}/.test(id)))
  const told: Told = (text) => (bare.has(text) ? `${text}.y${years}` : text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, back))
  const cases = rows.filter((row) => row.t === 'mentorship').map((row): DemoRow => {
    const { pupilId, mentorId, reason, startedOn } = row.f
    const began = back(startedOn)
    return { ...row, id: `${row.id}.y${years}`, at: moved(row.at), f: { pupilId, mentorId, reason, state: 'closed', startedOn: began, endedOn: back('2026-12-04'), endReason: 'Good progress.' } }
  })
  return [...cases, ...behind.map((row) => toldAnew(row, told, moved))]
}

export async function plantBigSchool(folder: string): Promise<{ rows: number; cases: number; open: number }> {
  const small = demoSchool()
  const isTheirs = (row: DemoRow): boolean => THEIRS.test(JSON.stringify(row)) && row.t !== 'staff' && !['yearTurn', 'rollShape', 'simsBatch'].includes(row.t)
  const shared = small.rows.filter((row) => !isTheirs(row) && !NOT_AGAIN.has(row.t))
  const theirs = small.rows.filter((row) => isTheirs(row) && !NOT_AGAIN.has(row.t))
  const staff = small.rows.filter((row) => row.t === 'staff' && /mentor/.test(row.id))
  const copies = Array.from({ length: TIMES }, (_, copy) => {
    const now = copyOf(theirs, copy)
    return [...now, ...earlier(now, EARLIER[copy] ?? 0), ...(copy === 0 ? [] : copyOf(staff, copy))]
  })
  const rows = [...shared, ...copies.flat()].sort((a, b) => a.at - b.at)
  const passphraseHash = await hashPassphrase(small.passphrase)
  const mentors = small.accounts.filter(({ role }) => role === 'mentor')
  const accounts = [
    ...small.accounts,
    ...Array.from({ length: TIMES - 1 }, (_, at) => mentors.map((one) => ({ ...one, id: `${one.id}x${at + 1}`, username: `${one.username}x${at + 1}` }))).flat(),
  ].map((one) => ({ ...one, passphraseHash }))
  const store = await openStore(join(folder, 'blue-report.sqlite'))
  const offset = demoOffset({ realNow: Date.now(), day: small.day })
  await plantSchool(store, { schoolId: 'school', name: small.schoolName, accounts, rows, demo: { offset, day: small.day } })
  await store.write(async (trx) => {
    await trx.insertInto('tablet').values(demoTablets('school', Date.now() + offset)).execute()
  })
  await store.close()
  const cases = rows.filter((row) => row.t === 'mentorship')
  const isOpen = (row: DemoRow): boolean => row.t === 'mentorship' && !['closed', 'candidate', 'watched', 'declined'].includes(row.f.state)
  return { rows: rows.length, cases: cases.length, open: cases.filter(isOpen).length }
}
