import type { Page, Response } from '@playwright/test'
import { PATHS, PullReply, type WireRow } from '../../src/domain/protocol.ts'
import { menteesOf, pupils, surnamesIn } from '../support/browser/demoPeople.ts'
import { heading, signIn } from '../support/browser/steps.ts'
import type { SchoolServer } from '../support/browser/schoolServer.ts'
import { expect, test } from '../support/browser/test.ts'

/** Everything the server sent this tablet. */
async function received(page: Page, server: SchoolServer, username: string): Promise<WireRow[]> {
  const rows: WireRow[] = []
  const reading: Promise<void>[] = []
  const hear = (response: Response): void => {
    if (!response.url().endsWith(PATHS.pull) || response.status() !== 200) return
    reading.push(response.json().then((body: unknown) => {
      const reply = PullReply.parse(body)
      if ('puts' in reply) rows.push(...reply.puts)
    }))
  }
  page.on('response', hear)
  await signIn(page, server, username)
  // What comes from here on may be cut off by the end of the test.
  page.off('response', hear)
  await Promise.all(reading)
  return rows
}
const places = (page: Page): Promise<string[]> => page.getByRole('navigation').getByRole('link').allInnerTexts()
const kinds = (rows: readonly WireRow[]): string[] => [...new Set(rows.map(({ t }) => t))].sort()
const pupilsIn = (rows: readonly WireRow[], kind: string): Set<string> => new Set(rows.filter(({ t }) => t === kind).map(({ b }) => b.split(':')[1] ?? ''))
const yearOf = new Map(pupils.map(({ id, year }) => [id, year]))

/** What names no pupil. */
const OF_SCHOOL = ['cover', 'dayException', 'earlyFinish', 'handOverKey', 'mentorCapacity', 'phrase', 'setting', 'simsBatch', 'staff', 'term']
const DESK_ONLY = [...OF_SCHOOL, 'arrivalEvent', 'commitment', 'deskPupil', 'expectation', 'handOver', 'plannedAbsence'].sort()
const CASE_KINDS = ['contact', 'contactEntry', 'dailyAction', 'mentorship', 'note', 'paperDocument', 'pupil', 'reportScore', 'simsFact', 'target', 'weeklyReview']

test('A mentor has every desk and only the cases of their own mentees', async ({ school, tablet }) => {
  const { page } = await tablet()
  const rows = await received(page, await school(), 'mentor3')
  await expect(heading(page, 'Arrivals')).toBeVisible()
  expect(await places(page)).toEqual(['Arrivals', 'Today', 'Caseload', 'Reviews', 'Close the day', 'This tablet'])
  const own = new Set(menteesOf('mentor3').map(({ id }) => id))
  expect(pupilsIn(rows, 'deskPupil').size).toBe(pupils.length)
  for (const kind of CASE_KINDS) for (const id of pupilsIn(rows, kind)) expect(own.has(id), `${kind} of another mentor’s pupil`).toBe(true)
  expect(pupilsIn(rows, 'note').size).toBeGreaterThan(3)
})

test('A Head of Year lands on the year’s caseload and receives that year alone', async ({ school, tablet }) => {
  const { page } = await tablet()
  const rows = await received(page, await school(), 'hoy9')
  await expect(heading(page, 'Year 9 in mentoring')).toBeVisible()
  const seen = new Set([...DESK_ONLY, ...CASE_KINDS].filter((kind) => !OF_SCHOOL.includes(kind)).flatMap((kind) => [...pupilsIn(rows, kind)]))
  expect([...new Set([...seen].map((id) => yearOf.get(id)))]).toEqual([9])
  expect(seen.size).toBeGreaterThan(5)
  await expect(page.getByRole('button', { name: 'New note' })).toHaveCount(0)
})

test('The office lands on the marks and receives no note, review, target or file', async ({ school, tablet }) => {
  const { page } = await tablet()
  const rows = await received(page, await school({ at: '09:20' }), 'office')
  await expect(heading(page, 'Marks from the mentors')).toBeVisible()
  expect(kinds(rows)).toEqual(DESK_ONLY)
  expect(await places(page)).not.toContain('Caseload')
})

test('The Deputy Headteacher and the Lead Mentor see every case', async ({ school, tablet }) => {
  const server = await school()
  for (const username of ['dht', 'lead']) {
    const { page } = await tablet()
    const rows = await received(page, server, username)
    await expect(heading(page, 'Arrivals')).toBeVisible()
    expect(kinds(rows)).toEqual(expect.arrayContaining([...DESK_ONLY, ...CASE_KINDS]))
    expect(pupilsIn(rows, 'mentorship').size).toBe(pupilsIn(rows, 'deskPupil').size)
  }
})

test('An administrator keeps the accounts and sees no pupil at all', async ({ school, tablet }) => {
  const { page } = await tablet()
  const rows = await received(page, await school(), 'admin')
  await expect(page.getByRole('heading', { name: 'What an administrator sees' })).toBeVisible()
  expect(kinds(rows)).toEqual(OF_SCHOOL)
  expect(await places(page)).toEqual(['People', 'School rules', 'Your role', 'This tablet'])
  expect(surnamesIn(JSON.stringify(rows))).toEqual([])
})
