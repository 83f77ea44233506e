import { PATHS } from '../../src/domain/protocol.ts'
import { pupilCalled } from '../support/browser/demoPeople.ts'
import { lineTo } from '../support/browser/slowLine.ts'
import { badge, go, openCard, rehearse, signIn, tap, tile } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

type Event = { type: string; at: string; mark: string }
const eventsOf = `SELECT f FROM row WHERE t = 'arrivalEvent' AND json_extract(f, '$.pupilId') = ? AND json_extract(f, '$.date') = '2026-12-10'`

test('Two tablets that mark one pupil offline make one arrival: the earlier stands, and both are in its history', async ({ school, tablet }) => {
  const server = await school()
  const [one, two] = [await tablet(), await tablet()]
  await Promise.all([signIn(one.page, server, 'mentor1'), signIn(two.page, server, 'mentor2')])
  await server.kill()

  await rehearse(one.page, '08:51')
  await tap(one.page, 'Callum')
  await expect(tile(one.page, 'Callum').getByText('6 min')).toBeVisible()
  await tap(two.page, 'Callum')
  await expect(tile(two.page, 'Callum').getByText('on time')).toBeVisible()

  await server.start()
  await expect(badge(one.page)).toHaveAccessibleName(/All sent/, { timeout: 30_000 })
  await expect(badge(two.page)).toHaveAccessibleName(/All sent/, { timeout: 30_000 })
  for (const { page } of [one, two]) {
    await expect(tile(page, 'Callum').getByText('on time')).toBeVisible({ timeout: 20_000 })
    await expect(tile(page, 'Callum')).toHaveCount(1)
  }
  const events = server.rows<{ f: string }>(eventsOf, pupilCalled('Callum').id).map(({ f }) => JSON.parse(f) as Event)
  expect(events.map(({ mark }) => mark).sort()).toEqual(['/', 'L'])

  await openCard(one.page, 'Callum')
  const history = one.page.getByRole('list', { name: 'History of this mark' })
  await expect(history.getByRole('listitem')).toHaveCount(2)
  await expect(history).toContainText('Gareth Hopkins')
  await expect(history).toContainText('Priya Raman')
})

test('A reply lost after the server had taken the change, and the same sent once more, double nothing', async ({ school, tablet }) => {
  const server = await school()
  const line = await lineTo(server.url)
  try {
    const { page } = await tablet()
    await signIn(page, { ...server, url: line.url }, 'mentor1')
    line.loseReplies(PATHS.push, 2)
    await tap(page, 'Layla')
    await expect.poll(() => line.lost(), { timeout: 20_000 }).toBeGreaterThan(0)
    expect(server.rows(eventsOf, pupilCalled('Layla').id)).toHaveLength(1)
    await go(page, 'Arrivals')
    await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 30_000 })

    // The very same request again, as a network that repeats itself would send it.
    const [first] = line.sent(PATHS.push)
    const again = await fetch(`${server.url}${PATHS.push}`, { method: 'POST', headers: { ...first?.headers } as Record<string, string>, body: first?.body ?? '' })
    expect(again.status).toBe(200)
    expect(server.rows(eventsOf, pupilCalled('Layla').id)).toHaveLength(1)
    await expect(tile(page, 'Layla').getByText('on time')).toBeVisible()
  } finally {
    await line.close()
  }
})
