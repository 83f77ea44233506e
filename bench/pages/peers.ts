/** One store at the comparison's work: load a mentor's term, mark arrivals, answer today and timeline; every answer is checked. */
import { bareDexie } from '../bareDexie.ts'
import type { Peer } from '../peer.ts'
import { product } from '../product.ts'
import { p50, p95 } from '../stats.ts'
import { DAYS, day, generate, marks, mentorId, oracle, pupilId, saidTimeline, saidToday } from '../workload.ts'

const PEERS = { product, dexie: bareDexie } satisfies Record<string, Peer>
export type PeerName = keyof typeof PEERS

const MARKS = 300
const TODAYS = 60
const TIMELINES = 40

export type Worked = { load: number; mark50: number; mark95: number; today50: number; today95: number; timeline50: number; timeline95: number }

const times = async (n: number, work: (i: number) => Promise<unknown>): Promise<number[]> => {
  const taken: number[] = []
  for (let i = 0; i < n; i++) {
    const started = performance.now()
    await work(i)
    taken.push(performance.now() - started)
  }
  return taken
}

function check(what: string, is: string, should: string): void {
  if (is !== should) throw new Error(`A wrong answer to ${what}`)
}

export async function workPeer(name: PeerName): Promise<Worked> {
  const peer: Peer = PEERS[name]
  const data = generate('mentor')
  const right = oracle(data)
  await peer.open({ scope: 'mentor' })
  const [load = Number.NaN] = await times(1, () => peer.load(data))

  const lastDays = (i: number): string => day(DAYS - 1 - (i % DAYS))
  const todays: Parameters<typeof saidToday>[0][] = []
  const timelines: Parameters<typeof saidTimeline>[0][] = []
  const today = await times(TODAYS, async (i) => todays.push(await peer.today(mentorId(0), lastDays(i))))
  const timeline = await times(TIMELINES, async (i) => timelines.push(await peer.timeline(pupilId(0, i))))
  todays.forEach((rows, i) => check('today', saidToday(rows), right.today(mentorId(0), lastDays(i))))
  timelines.forEach((rows, i) => check('timeline', saidTimeline(rows), right.timeline(pupilId(0, i))))

  const arrivals = marks(MARKS)
  const mark = await times(MARKS, (i) => peer.markArrival(arrivals[i] as (typeof arrivals)[number]))
  await peer.close()
  return { load, mark50: p50(mark), mark95: p95(mark), today50: p50(today), today95: p95(today), timeline50: p50(timeline), timeline95: p95(timeline) }
}

/** In a new browser on the same profile: from nothing to today's list. */
export async function reopenPeer(name: PeerName): Promise<number> {
  const peer: Peer = PEERS[name]
  const started = performance.now()
  await peer.open({ scope: 'mentor' })
  const rows = await peer.today(mentorId(0), day(DAYS - 1))
  const took = performance.now() - started
  check('today after opening again', saidToday(rows), oracle(generate('mentor')).today(mentorId(0), day(DAYS - 1)))
  return took
}
