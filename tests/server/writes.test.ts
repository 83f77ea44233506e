/**
 * What the screen asks and what the server takes in are one list. A thousand attempts in every run; every kind, person and
 * relation with BLUE_REPORT_ATTEMPTS=10000 npm run test:server -- tests/server/writes.test.ts
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KINDS } from '../../src/domain/records.ts'
import { Dice } from '../sim/world/dice.ts'
import { aSchoolToWriteIn, type SchoolToWriteIn, type Tried } from '../support/aSchoolToWriteIn.ts'
import { ACTORS, attemptAt, COMBINATIONS, mayStillRead, says, THE_LIST, type Attempt, type List } from '../support/writeAttempts.ts'

const CAMPAIGN = process.env['BLUE_REPORT_ATTEMPTS']
const ATTEMPTS = Number(CAMPAIGN ?? 1000)
/** These say that somebody may not; every other reason is about the record, or the order of things. */
const NOT_ALLOWED = ['forbidden', 'case-lost', 'forged-author']

/** `unheld`: the same in a school that has no such record, where this one is hidden from who tried. */
type Told = { attempt: Attempt; tried: Tried; unheld: Tried | undefined }

let school: SchoolToWriteIn
let told: Told[]
beforeAll(async () => {
  school = await aSchoolToWriteIn()
  told = await made(ATTEMPTS)
}, 600_000)
afterAll(() => school.server.close())

async function made(count: number, isTried: (attempt: Attempt) => boolean = () => true): Promise<Told[]> {
  const dice = new Dice('writes', 1)
  const done: Told[] = []
  for (let index = 0; index < count; index++) {
    const attempt = attemptAt(index, dice, school.head)
    if (!isTried(attempt)) continue
    const { actor, op } = attempt
    const tried = await school.attempt(actor.id, op)
    const isHidden = attempt.held !== undefined && tried.reason !== undefined && !mayStillRead(attempt)
    done.push({ attempt, tried, unheld: isHidden ? await school.attempt(actor.id, op, false) : undefined })
  }
  return done
}

const words = ({ attempt: { actor, op, isBefore }, tried, unheld }: Told): string =>
  `${actor.id}${isBefore ? ', before,' : ''} ${op.kind} ${op.t} ${op.id} in ${op.bucket}: ${tried.reason ?? tried.outcome}${unheld ? `, and without it ${unheld.reason ?? unheld.outcome}` : ''} ${JSON.stringify(op.f)}`
const isRefused = ({ tried }: Told): boolean => tried.outcome === 'parked'
const isNotAllowed = ({ tried }: Told): boolean => NOT_ALLOWED.includes(tried.reason ?? '')
const disagreements = (list: List, among: readonly Told[]): string[] => among.filter((one) => (says(list, one.attempt) ? isNotAllowed(one) : !isRefused(one))).map(words)

it(`The server takes in what the permission list lets a person write, and nothing else, in ${ATTEMPTS} attempts`, () => {
  expect(disagreements(THE_LIST, told)).toEqual([])
})
it('Of what is refused nothing stays but what waits for its author, and what is taken in is there', () => {
  expect(told.filter((one) => isRefused(one) && one.tried.isChanged).map(words)).toEqual([])
  expect(told.filter((one) => !isRefused(one) && !one.tried.isChanged && one.attempt.held === undefined).map(words)).toEqual([])
})
it('A refusal about a record that somebody may not see reads as if there were none', () => {
  expect(told.filter(({ tried, unheld }) => unheld?.outcome === 'parked' && unheld.reason !== tried.reason).map(words)).toEqual([])
})
it('The attempts go deep enough to prove anything', () => {
  const takenIn = told.filter((one) => !isRefused(one))
  const otherwise = told.filter((one) => isRefused(one) && !isNotAllowed(one))
  const allowedButLate = otherwise.filter(({ attempt }) => says(THE_LIST, attempt))
  const hidden = told.filter(({ unheld }) => unheld !== undefined)
  const counts = { takenIn: takenIn.length, notAllowed: told.filter(isNotAllowed).length, refusedOtherwise: otherwise.length, ofThoseAllowedByTheList: allowedButLate.length, hidden: hidden.length, kindsTakenIn: new Set(takenIn.map(({ attempt }) => attempt.t)).size }
  if (CAMPAIGN !== undefined) process.stdout.write(`${JSON.stringify({ ...counts, reasons: Object.fromEntries([...Map.groupBy(otherwise, ({ tried }) => tried.reason ?? '')].map(([reason, of]) => [reason, of.length])) })}\n`)
  expect(counts.takenIn, JSON.stringify(counts)).toBeGreaterThan(told.length / 10)
  expect(counts.notAllowed, JSON.stringify(counts)).toBeGreaterThan(told.length / 2)
  expect(counts.hidden, JSON.stringify(counts)).toBeGreaterThan(told.length / 8)
  expect(new Set(told.map(({ attempt }) => `${attempt.t} ${attempt.actor.id}`)).size).toBe(KINDS.length * ACTORS.length)
  expect(counts.kindsTakenIn, JSON.stringify(counts)).toBeGreaterThan(KINDS.length / 2)
})

// A test of this test, which one store is enough for.
if (process.env['BLUE_REPORT_TEST_STORE'] === undefined) describe('A list that is wrong in one place is found out', () => {
  const { mayWrite, may } = THE_LIST
  const wrong: [string, Partial<List>, (attempt: Attempt) => boolean][] = [
    ['every mentor writes in every log', { mayWrite: (actor, kind, how) => mayWrite(actor, kind, { ...how, own: how.own || kind === 'note' }) }, ({ t, actor }) => t === 'note' && actor.role === 'mentor'],
    ['nobody writes for the mentor they cover', { mayWrite: (actor, kind, how) => mayWrite(actor, kind, { ...how, covers: false }) }, ({ actor, pupilId, op }) => actor.id === 'mentor1' && pupilId === 'covered' && op.bucket.endsWith(':agenda')],
    ['a cover has no end', { mayWrite: (actor, kind, how) => mayWrite(actor, kind, { ...how, covers: true }) }, ({ actor, pupilId, op }) => actor.id === 'mentor1' && pupilId === 'coverOver' && op.bucket.endsWith(':agenda')],
    ['a Head of Year has every year', { mayWrite: (actor, kind, how) => mayWrite(actor, kind, { ...how, own: how.own || actor.role === 'head-of-year' }) }, ({ actor, pupilId }) => actor.role === 'head-of-year' && pupilId === 'candidate8'],
    ['the office plans no absence', { mayWrite: (actor, kind, how) => kind !== 'plannedAbsence' && mayWrite(actor, kind, how) }, ({ t, actor }) => t === 'plannedAbsence' && actor.role === 'office'],
    ['an administrator reads enough to write', { mayWrite: (actor, kind, how) => (actor.role === 'admin' && kind === 'safeguarding') || mayWrite(actor, kind, how) }, ({ t, actor }) => t === 'safeguarding' && actor.role === 'admin'],
    ['anybody confirms a mark', { may: (actor, act) => act === 'confirm-mark' || may(actor, act) }, ({ t, actor }) => t === 'arrivalEvent' && actor.role === 'mentor'],
  ]
  it.each(wrong)('%s', async (_where, change, isAbout) => {
    const some = await made(3 * COMBINATIONS, isAbout)
    expect(disagreements(THE_LIST, some)).toEqual([])
    expect(disagreements({ ...THE_LIST, ...change }, some)).not.toEqual([])
  })
})
