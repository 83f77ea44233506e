import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aMentee, aServer, ROWS, type AServer, type WireTablet } from '../support/aServer.ts'
import { instantAt } from '../../src/domain/time/clock.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const note = (id: string, pupilId: string) => ({ t: 'note' as const, id, f: { pupilId, type: 'staff', text: 'Settled', occurredAt: 1, enteredAt: 2, raise: false } })
const mentorship = (f: object, base: WireTablet, id = 'm-p1') => ({ kind: 'patch' as const, t: 'mentorship' as const, id, f: { ...f } as Record<string, unknown>, base: Object.fromEntries(Object.keys(f).map((field) => [field, base.row('mentorship', id)?.s as string])) })
const scopeOf = async (username: string): Promise<string[]> => {
  const tablet = await server.tablet(username)
  await tablet.pull()
  expect([...tablet.rows.values()].filter((row) => !tablet.scope.includes(row.b)), 'holds what it may and nothing else').toEqual([])
  return [...tablet.scope].sort()
}

describe('a tablet holds what its person may read, and nothing else', () => {
  const desks = ['pupil:p1:desk', 'pupil:p2:desk', 'pupil:p3:desk']
  it('a mentor: the own cases and every desk', async () => expect(await scopeOf('mentor1')).toEqual([...['p1', 'p2'].flatMap((id) => [`pupil:${id}`, `pupil:${id}:agenda`, `pupil:${id}:restricted`]), ...desks, 'school'].sort()))
  it('the Lead Mentor: everything; the DHT: all but what is kept to few', async () => {
    const all = ['p1', 'p2', 'p3'].flatMap((id) => [`pupil:${id}`, `pupil:${id}:agenda`, `pupil:${id}:candidate`, `pupil:${id}:identity`])
    expect(await scopeOf('dht')).toEqual([...all, ...desks, 'school'].sort())
    expect(await scopeOf('lead')).toEqual([...all, ...['p1', 'p2', 'p3'].map((id) => `pupil:${id}:restricted`), ...desks, 'school'].sort())
  })
  it('a Head of Year: that year', async () => expect(await scopeOf('hoy9')).toEqual([...['p1', 'p3'].flatMap((id) => [`pupil:${id}`, `pupil:${id}:agenda`, `pupil:${id}:candidate`, `pupil:${id}:desk`, `pupil:${id}:restricted`]), 'school']))
  it('the office: the desk alone', async () => expect(await scopeOf('office')).toEqual([...desks, 'school']))
  it('the admin: no pupil at all', async () => expect(await scopeOf('admin')).toEqual(['school']))
})

describe('when a case changes hands', () => {
  it('the new mentor is sent all of it, the old one drops it', async () => {
    const [old, next, lead] = [await server.tablet('mentor1'), await server.tablet('mentor2'), await server.tablet('lead')]
    await old.push(old.op(note('n1', 'p1')))
    for (const tablet of [old, next, lead]) await tablet.pull()
    expect(next.row('note', 'n1')).toBeUndefined()
    await lead.push(lead.op(mentorship({ mentorId: 'mentor2' }, lead)))
    await next.pull()
    expect(next.row('note', 'n1')).toBeDefined()
    expect(next.row('pupil', 'p1')).toBeDefined()
    const { dropBuckets } = await old.pull()
    expect(dropBuckets.sort()).toEqual(['pupil:p1', 'pupil:p1:agenda', 'pupil:p1:restricted'])
    expect(old.scope).not.toContain('pupil:p1')
    expect([...old.rows.values()].filter((row) => row.b === 'pupil:p1')).toEqual([])
    expect((await old.pull()).dropBuckets, 'said once').toEqual([])
  })
  it('it comes back whole to a mentor who had it before', async () => {
    const [one, lead] = [await server.tablet('mentor1'), await server.tablet('lead')]
    await one.pull()
    await lead.pull()
    await lead.push(
      lead.op({ t: 'contactEntry', id: 'call', f: { pupilId: 'p1', used: '', direction: 'out', outcome: 'spoke', topic: 'Progress', text: '', agreed: '', occurredAt: 1, entered: 1 } }),
      lead.op({ t: 'closingEvent', id: 'closing', f: { type: 'call', pupilId: 'p1', mentorshipId: 'm-p1', at: 1, entryId: 'call', strengths: [] } }),
      lead.op(mentorship({ state: 'closed' }, lead)),
    )
    await one.pull()
    expect(one.row('pupil', 'p1')).toBeUndefined()
    await lead.pull()
    await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { state: 'reopened' }, base: { state: `${lead.clientId}:3` } }))
    await one.pull()
    expect(one.row('pupil', 'p1')).toBeDefined()
  })
  it('work written before it was lost is kept, what would change another’s work waits', async () => {
    const [one, lead] = [await server.tablet('mentor1'), await server.tablet('lead')]
    await one.push(one.op({ t: 'target', id: 't1', f: { pupilId: 'p1', weekStart: '2026-12-07', behaviour: 'Gets the planner signed', measure: 'yes-no', scope: '', by: '2026-12-11', source: '', pupilWording: '', result: 'open', version: 1 } }))
    await one.pull()
    await lead.pull()
    const late = [one.op(note('n1', 'p1')), one.op({ kind: 'patch', t: 'target', id: 't1', f: { result: 'met' }, base: { result: `${one.clientId}:1` } })]
    await lead.push(lead.op(mentorship({ mentorId: 'mentor2' }, lead)))
    expect(await one.push(...late)).toMatchObject({ lastN: 3, results: [{ r: 'applied' }, { r: 'parked', ref: 'case-lost' }] })
    await one.pull()
    expect(await one.push(one.op({ ...note('n2', 'p1') }))).toMatchObject({ results: [{ r: 'parked', ref: 'forbidden' }] })
  })
  it('a pupil who moves up a year moves to that Head of Year', async () => {
    const [hoy, lead] = [await server.tablet('hoy9'), await server.tablet('lead')]
    await hoy.pull()
    await lead.pull()
    await lead.push(lead.op({ kind: 'patch', t: 'deskPupil', id: 'p1', f: { year: 10 }, base: { year: lead.row('deskPupil', 'p1')?.s as string } }))
    expect((await hoy.pull()).dropBuckets.sort()).toEqual(['pupil:p1', 'pupil:p1:agenda', 'pupil:p1:candidate', 'pupil:p1:desk', 'pupil:p1:restricted'])
  })
  it('a walk-in added by any mentor is at every desk at once, and at nobody else’s', async () => {
    const [one, two, admin] = [await server.tablet('mentor1'), await server.tablet('mentor2'), await server.tablet('admin')]
    await two.pull()
    expect(await one.push(one.op({ t: 'deskPupil', id: 'walk1', f: { preferredName: 'Sam', surname: '', form: '', year: 8, walkIn: true } }))).toMatchObject({ results: [{ r: 'applied' }] })
    await two.pull()
    await admin.pull()
    expect(two.fields('deskPupil', 'walk1')?.preferredName).toBe('Sam')
    expect(admin.row('deskPupil', 'walk1')).toBeUndefined()
  })
  it('a whole new case arrives as one action', async () => {
    const [lead, two] = [await server.tablet('lead'), await server.tablet('mentor2')]
    await two.pull()
    const ops = aMentee('p9', 7, 'mentor2').map(({ t, id, f }) => lead.op({ t, id, f: f as Record<string, unknown>, g: 'agree' }))
    expect(await lead.push(...ops)).toMatchObject({ lastN: 3 })
    await two.pull()
    expect(two.scope).toContain('pupil:p9')
    expect(two.row('pupil', 'p9')).toBeDefined()
  })
})

describe('a scan in pages', () => {
  it('misses nothing that is written while it runs', async () => {
    const [lead, one] = [await server.tablet('lead'), await server.tablet('mentor1')]
    let written = 0
    await lead.pull(2, async () => {
      if (written < 3) await one.push(one.op(note(`n${++written}`, 'p1')))
    })
    const last = await lead.pull(2)
    expect(last.cursor).toEqual({ seq: ROWS.length + 3 })
    expect([...lead.rows.keys()].filter((key) => key.startsWith('note')).sort()).toEqual(['note n1', 'note n2', 'note n3'])
    expect(lead.rows.size).toBe(ROWS.length + 3)
  })
  it('sends a case granted in its middle whole in the next scan', async () => {
    const [lead, two] = [await server.tablet('lead'), await server.tablet('mentor2')]
    await lead.pull()
    let granted = false
    await two.pull(1, async () => {
      if (!granted) await lead.push(lead.op(mentorship({ mentorId: 'mentor2' }, lead)))
      granted = true
    })
    await two.pull(1)
    for (const t of ['pupil', 'mentorship'] as const) expect(two.row(t, t === 'pupil' ? 'p1' : 'm-p1'), t).toBeDefined()
  })
  it('shows nothing more of a case lost in its middle', async () => {
    const [lead, one] = [await server.tablet('lead'), await server.tablet('mentor1')]
    await lead.pull()
    const first = await one.page(1)
    await lead.push(lead.op(mentorship({ mentorId: 'mentor2' }, lead)))
    const rest = await one.page(300, 'cursor' in first ? first.cursor : { seq: 0 })
    expect('puts' in rest && rest.puts.every((row) => row.b !== 'pupil:p1')).toBe(true)
  })
  it('of a new tablet brings the pupils and their times first, then the newest of what was written', async () => {
    const [one, fresh] = [await server.tablet('mentor1'), await server.tablet('mentor1', 'client-new-one')]
    for (const id of ['n1', 'n2', 'n3']) await one.push(one.op(note(id, 'p1')))
    await one.push(one.op({ t: 'deskPupil', id: 'walk1', f: { preferredName: 'Sam', surname: '', form: '', year: 8, walkIn: true } }))
    const brought: string[] = []
    for (let more = true; more; ) {
      const page = await fresh.page(2)
      if (!('puts' in page)) throw new Error('refused')
      brought.push(...page.puts.map(({ t, id }) => `${t} ${id}`))
      fresh.cursor = page.cursor
      more = page.more
    }
    expect(brought.slice(-3)).toEqual(['note n3', 'note n2', 'note n1'])
    expect(brought).toContain('deskPupil walk1')
    expect(new Set(brought).size).toBe(brought.length)
  })
  it('echoes the cursor it answers and sends only what changed since', async () => {
    const one = await server.tablet('mentor1')
    await one.pull()
    const before = one.cursor
    await one.push(one.op(note('n1', 'p1')))
    const reply = await one.page()
    expect(reply).toMatchObject({ from: before, more: false, lastN: 1, puts: [{ id: 'n1', t: 'note' }] })
  })
  it('tells a tablet from the future that the server was put back', async () => {
    const one = await server.tablet('mentor1')
    expect(await one.page(300, { seq: 9999 })).toMatchObject({ err: 'epoch' })
    expect(await one.page(300, { seq: 0, upto: 9999, after: '1' })).toMatchObject({ err: 'epoch' })
  })
  it('survives a cursor that was tampered with', async () => {
    const one = await server.tablet('admin')
    const reply = await one.page(300, { seq: 0, upto: 5, after: "1' or 1=1" })
    expect('puts' in reply && reply.puts.every((row) => row.b === 'school')).toBe(true)
    for (const after of ['1e300', '1.5', 'Infinity', '-1', '\0']) expect(await one.page(300, { seq: 0, upto: 5, after }), after).toHaveProperty('puts')
  })
})

describe('the lease', () => {
  it('lasts five school days, over the weekend', async () => {
    const one = await server.tablet('mentor1')
    expect((await one.pull()).leaseUntil).toBe(instantAt('2026-12-18', '00:00'))
  })
  it('does not lock a school out in its holidays', async () => {
    const one = await server.tablet('mentor1')
    server.clock.now = instantAt('2026-12-18', '08:00')
    const again = await server.tablet('mentor1')
    expect((await again.pull()).leaseUntil - server.clock.now).toBe(60 * 86_400_000)
    expect(one.account.id).toBe('mentor1')
  })
})

it('remembers what each tablet still had to send, for the Lead Mentor', async () => {
  const one = await server.tablet('mentor1')
  await one.push(one.op(note('n1', 'p1')))
  await one.pull()
  const [client] = await server.store.db.selectFrom('sync_client').selectAll().execute()
  expect(client).toMatchObject({ client_id: one.clientId, account_id: 'mentor1', last_n: 1, pending: 0, cursor_seq: one.cursor.seq })
})
