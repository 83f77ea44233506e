import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND } from '../../server/audit/tell.ts'
import { erasePupil } from '../../server/sync/erase.ts'
import { PATHS, type FeedbackLinkReply } from '../../src/domain/protocol.ts'
import { CORRECTION_MINUTES, LINK_DAYS } from '../../src/domain/week/staffFeedback.ts'
import { aServer, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

const MINUTE = 60_000
let server: AServer
let lines: string[]
beforeEach(async () => {
  lines = []
  server = await aServer({ log: { write: (line: string) => void lines.push(line) } })
})
afterEach(() => server.close())

const request = (id = 'q1', pupilId = 'p1') => ({ t: 'staffRequest' as const, id, f: { pupilId, teacher: 'Ms Patel', subject: 'Science', area: 'subject', via: 'link', asked: 1 } })
async function aMentor(): Promise<WireTablet> {
  const tablet = await server.tablet('mentor1')
  await tablet.push(tablet.op(request()))
  return tablet
}
const makeLink = (tablet: WireTablet, requestId = 'q1') => tablet.post(PATHS.feedbackLinks, { requestId })
async function aLink(tablet?: WireTablet): Promise<{ path: string; tablet: WireTablet }> {
  const mentor = tablet ?? (await aMentor())
  return { path: (await makeLink(mentor)).json<FeedbackLinkReply>().path, tablet: mentor }
}
/** As a browser without our app: no header of ours, no cookie. */
const look = (path: string, address = '10.1.1.1') => server.app.inject({ method: 'GET', url: path, remoteAddress: address })
const send = (path: string, form: Record<string, string>, more: { site?: string; address?: string } = {}) =>
  server.app.inject({
    method: 'POST', url: path, payload: new URLSearchParams(form).toString(), remoteAddress: more.address ?? '10.1.1.1',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': more.site ?? 'same-origin' },
  })
const rowsOf = async (t: string) => (await server.store.db.selectFrom('row').selectAll().where('t', '=', t).execute()).map((row) => ({ ...row, f: JSON.parse(row.f) as Record<string, unknown> }))

describe('who may make a link', () => {
  it('the pupil’s mentor and the Lead Mentor, for a request that was sent; nobody else', async () => {
    const mentor = await aMentor()
    expect((await makeLink(mentor)).statusCode).toBe(200)
    expect((await makeLink(await server.tablet('lead'))).statusCode).toBe(200)
    for (const who of ['mentor2', 'office', 'hoy9', 'dht', 'admin']) expect((await makeLink(await server.tablet(who))).statusCode, who).toBe(404)
    expect((await makeLink(mentor, 'q-unsent')).statusCode).toBe(404)
    expect((await server.ask({ method: 'POST', url: PATHS.feedbackLinks, payload: { requestId: 'q1' } })).statusCode).toBe(401)
  })
})

describe('the page a teacher opens without a login', () => {
  it('shows the first name and the subject, and nothing else of the pupil, the mentor or the school’s records', async () => {
    const { path } = await aLink()
    const page = await look(path)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Pupil p1, Science')
    expect(page.body).not.toMatch(/Example|9A|Lateness|mentor1|Name of|Patel|q1\b/)
    expect(page.body).not.toContain('<script')
    expect(page.headers['content-security-policy']).toContain("form-action 'self'")
    expect(page.headers['referrer-policy']).toBe('no-referrer')
    expect(page.headers['cache-control']).toBe('no-store')
  })

  it('is not spent by being looked at, as mail filters do', async () => {
    const { path } = await aLink()
    for (let time = 0; time < 5; time++) expect((await look(path)).statusCode).toBe(200)
    expect(await rowsOf('staffReply')).toEqual([])
  })

  it('escapes whatever a name holds', async () => {
    const lead = await server.tablet('lead')
    await lead.pull()
    await lead.push(lead.op({ kind: 'patch', t: 'deskPupil', id: 'p1', f: { preferredName: '<b>&"x' } }), lead.op(request()))
    const { path } = await aLink(lead)
    expect((await look(path)).body).toContain('&lt;b&gt;&amp;&quot;x')
  })
})

describe('an answer', () => {
  it('arrives as a reply and as a note in the pupil’s case, with who and when, at the mentor and at nobody outside the case', async () => {
    const { path, tablet } = await aLink()
    expect((await send(path, { attitude: '2', homework: '4', comment: 'Better since the new seat', shareSafe: 'I see you trying' })).statusCode).toBe(200)
    await tablet.pull()
    const [reply] = await rowsOf('staffReply')
    const [note] = await rowsOf('note')
    expect(reply?.f).toMatchObject({ pupilId: 'p1', requestId: 'q1', via: 'link', attitude: 2, homework: 4, comment: 'Better since the new seat', shareSafe: 'I see you trying', entered: server.clock.now })
    expect(note?.f).toMatchObject({ type: 'staff', occurredAt: server.clock.now, text: 'Ms Patel, Science (by link): attitude good, homework a concern.\nBetter since the new seat\nTo share with the pupil: I see you trying' })
    expect(tablet.row('note', note?.id ?? '')?.f.text).toContain('Ms Patel')
    const other = await server.tablet('mentor2')
    await other.pull()
    expect(other.row('note', note?.id ?? '')).toBeUndefined()
  })

  it('is one: it may be put right for ten minutes, the later counts, and then the link is spent', async () => {
    const { path } = await aLink()
    await send(path, { attitude: '1' })
    server.clock.now += (CORRECTION_MINUTES - 1) * MINUTE
    expect((await look(path)).body).toContain('takes the place of it')
    expect((await send(path, { attitude: '3' })).statusCode).toBe(200)
    const [first, second] = await rowsOf('staffReply')
    expect(second?.f).toMatchObject({ attitude: 3, corrects: first?.id })
    expect((await rowsOf('note'))[1]?.f).toMatchObject({ corrects: `note-of-${first?.id ?? ''}`, correctionReason: 'The teacher answered again' })
    server.clock.now += 2 * MINUTE
    expect((await send(path, { attitude: '4' })).statusCode).toBe(410)
    expect((await look(path)).statusCode).toBe(410)
    expect(await rowsOf('staffReply')).toHaveLength(2)
  })

  it('sent twice at the same moment is one answer and its correction, never two', async () => {
    const { path } = await aLink()
    await Promise.all([send(path, { attitude: '1' }), send(path, { attitude: '1' })])
    expect((await rowsOf('staffReply')).filter(({ f }) => f['corrects'] === undefined)).toHaveLength(1)
  })

  it('with nothing in it, or too long, is sent back with what was typed', async () => {
    const { path } = await aLink()
    expect((await send(path, {})).statusCode).toBe(422)
    const long = await send(path, { comment: 'x'.repeat(1001) })
    expect(long.statusCode).toBe(422)
    expect(long.body).toContain('x'.repeat(1001))
    expect(await rowsOf('staffReply')).toEqual([])
  })

  it('may hold grades and what helps, for a subject', async () => {
    const { path } = await aLink()
    await send(path, { homework: '3', currentGrade: '4', targetGrade: '6', helps: 'A seat at the front' })
    expect((await rowsOf('staffReply'))[0]?.f).toMatchObject({ homework: 3, currentGrade: '4', targetGrade: '6', helps: 'A seat at the front' })
    expect((await rowsOf('note'))[0]?.f['text']).toContain('working at 4, target 6')
    expect((await send(path, { currentGrade: 'x'.repeat(9) })).statusCode).toBe(422)
  })

  it('longer than any answer, or cut off on its way, is answered by a page that says what to do', async () => {
    const { path } = await aLink()
    const page = await send(path, { comment: 'x'.repeat(20_000) })
    expect(page.statusCode).toBe(413)
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).toContain('Nothing was sent. Go back, make it shorter')
    expect(await rowsOf('staffReply')).toEqual([])
  })

  it('that reads like a disclosure is kept nowhere, and a DSL is named', async () => {
    const { path } = await aLink()
    const page = await send(path, { comment: 'He said that dad hits him at home' })
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('DSL')
    expect(await rowsOf('note')).toEqual([])
  })
})

describe('a link that is no longer good', () => {
  it('expired: says so, and takes nothing', async () => {
    const { path } = await aLink()
    server.clock.now += LINK_DAYS * 24 * 60 * MINUTE + 1000
    expect((await look(path)).statusCode).toBe(410)
    expect((await send(path, { attitude: '1' })).statusCode).toBe(410)
    expect(await rowsOf('staffReply')).toEqual([])
  })

  it('tampered with: in its letters, its end or its signature', async () => {
    const { path } = await aLink()
    const [bits = '', ends = '', signature = ''] = (path.split('/').at(-1) ?? '').split('.')
    const later = (Number.parseInt(ends, 36) + 86_400).toString(36)
    const other = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
    for (const token of [`${other(bits)}.${ends}.${signature}`, `${bits}.${later}.${signature}`, `${bits}.${ends}.${other(signature)}`, bits, `${bits}.${ends}`, 'x', `${bits}.${ends}.${signature}x`]) {
      expect((await look(`${PATHS.answer}/${token}`)).statusCode, token).toBe(404)
      expect((await send(`${PATHS.answer}/${token}`, { attitude: '1' })).statusCode, token).toBe(404)
    }
  })

  it('replaced by a newer one, or its request taken back, or its pupil erased', async () => {
    const { path, tablet } = await aLink()
    const { path: newer } = await aLink(tablet)
    const older = await look(path)
    expect([older.statusCode, older.body.includes('The mentor may have sent you a newer one')]).toEqual([410, true])
    expect((await look(newer)).statusCode).toBe(200)
    await erasePupil(server.store, SCHOOL, 'p1', COMMAND, server.clock.now)
    expect((await look(newer)).statusCode).toBe(410)
    expect(await server.store.db.selectFrom('feedback_link').selectAll().execute()).toEqual([])
  })

  it('no longer asked for: the link answers no more', async () => {
    const { path, tablet } = await aLink()
    await tablet.push(tablet.op({ t: 'staffRequestEvent', id: 'w1', f: { pupilId: 'p1', requestId: 'q1', type: 'reminded', entered: 1 } }))
    expect((await look(path)).statusCode).toBe(200)
    await tablet.push(tablet.op({ t: 'staffRequestEvent', id: 'w2', f: { pupilId: 'p1', requestId: 'q1', type: 'withdrawn', entered: 2 } }))
    expect((await send(path, { attitude: '1' })).statusCode).toBe(410)
    expect(await rowsOf('staffReply')).toEqual([])
  })

  it('from another site: a form elsewhere cannot send it', async () => {
    const { path } = await aLink()
    expect((await send(path, { attitude: '1' }, { site: 'cross-site' })).statusCode).toBe(403)
  })
})

describe('what is left lying about', () => {
  it('no token: the database has its hash alone, and no log line has the link, the name or what was written', async () => {
    const { path } = await aLink()
    await look(path)
    await send(path, { comment: 'Written by a teacher' })
    const token = path.split('/').at(-1) ?? ''
    const kept = JSON.stringify([await server.store.db.selectFrom('feedback_link').selectAll().execute(), await server.store.db.selectFrom('row').selectAll().execute(), await server.store.db.selectFrom('op').selectAll().execute()])
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(token.split('.')[0])
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join('')).not.toMatch(/Written by|Pupil p1|Patel/)
    expect(lines.join('')).not.toContain(token.split('.')[0])
  })

  it('a flood from one address is slowed down, and another address is not', async () => {
    const { path } = await aLink()
    const statuses: number[] = []
    for (let time = 0; time < 65; time++) statuses.push((await look(path, '10.9.9.9')).statusCode)
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true)
    expect(statuses.at(-1)).toBe(429)
    const page = await look(path, '10.9.9.9')
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).toContain('Wait a minute, then load this page again; the link still works.')
    expect((await look(path, '10.8.8.8')).statusCode).toBe(200)
  })
})
