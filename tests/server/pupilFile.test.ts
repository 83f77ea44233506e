import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/domain/protocol.ts'
import { HandedInReply } from '../../src/domain/sync/handedIn.ts'
import { BLACK, PupilFileReply, redacted, type PupilFile } from '../../src/domain/people/pupilFile.ts'
import { fileSheet } from '../../src/features/pupil-file/fileSheet.ts'
import { phoneCode } from '../support/aPhone.ts'
import { aServer, PASSPHRASE, SCHOOL, type AServer, type WireTablet } from '../support/aServer.ts'

let server: AServer
beforeEach(async () => {
  server = await aServer()
})
afterEach(() => server.close())

const MINUTE = 60_000
const ask = async (tablet: WireTablet, pupilId = 'p1', reason = 'subject-access') => tablet.post(PATHS.pupilFile, { pupilId, reason })
const told = async () => (await server.store.db.selectFrom('audit').select(['action', 'actor', 'object']).where('school_id', '=', SCHOOL).orderBy('seq').execute()).map(({ action, actor, object }) => `${action} ${actor ?? '-'} ${object ?? '-'}`)
const note = (mentor: WireTablet, id: string, text: string) => mentor.op({ t: 'note', id, f: { pupilId: 'p1', type: 'staff', text, occurredAt: 1, enteredAt: 2, raise: false } })
async function fileOf(tablet: WireTablet, pupilId = 'p1'): Promise<PupilFile> {
  const reply = PupilFileReply.parse((await ask(tablet, pupilId)).json())
  if (!('file' in reply)) throw new Error(reply.refused)
  return reply.file
}
/** A case with a note that names others, a changed review and restricted background. */
async function aCase(): Promise<void> {
  const mentor = await server.tablet('mentor1')
  await mentor.push(
    note(mentor, 'n1', 'Was with Pupil p3 Example and told mentor2. Pupil p3 was upset.'), note(mentor, 'n2', 'Says her dad hits her at home.'),
    mentor.op({ t: 'background', id: 'b1', f: { pupilId: 'p1', on: '2026-12-01', source: 'home', who: '', reach: 'restricted', text: 'A restricted canary', entered: 1 } }),
    mentor.op({ t: 'nextWeekList', id: 'l1', f: { mentorId: 'mentor1', weekStart: '2026-12-14', pupils: [{ pupilId: 'p1', as: 'continuing' }, { pupilId: 'p2', as: 'ending' }], sentAt: 1 } }),
  )
}

describe('Everything about one pupil', () => {
  it('is the Deputy Headteacher’s, and of whom they name; to everybody else it is refused, whoever is asked about', async () => {
    for (const [name, status] of [['dht', 200], ['lead', 403], ['hoy9', 403], ['mentor1', 403], ['office', 403], ['admin', 403]] as const) {
      const tablet = await server.tablet(name)
      const [there, notThere] = [await ask(tablet), await ask(tablet, 'no-such-pupil')]
      expect([there.statusCode, notThere.statusCode], name).toEqual([status, status])
      if (status === 403) expect(there.body).toBe(notThere.body)
    }
    const dht = await server.tablet('dht')
    const named = { key: 'fileReaders', value: ['lead', 'admin'] }
    expect(await (await server.tablet('admin')).push((await server.tablet('admin')).op({ t: 'setting', id: 'fileReaders', f: { key: 'fileReaders', value: ['admin'] } }))).toMatchObject({ results: [{ r: 'parked' }] })
    expect(await dht.push(dht.op({ t: 'setting', id: 'fileReaders', f: named }))).toMatchObject({ results: [{ r: 'applied' }] })
    expect((await ask(await server.tablet('lead'))).statusCode).toBe(200)
    expect((await ask(await server.tablet('admin'))).statusCode).toBe(403)
  })

  it('asks for the secret once more, and is told in the audit', async () => {
    const dht = await server.tablet('dht')
    server.clock.now += 5 * MINUTE + 1
    expect((await ask(dht)).json()).toEqual({ refused: 'step-up' })
    expect(await told()).not.toContain('file-gathered dht p1')
    await dht.post(PATHS.stepUp, { passphrase: PASSPHRASE, code: (await phoneCode(server.store, SCHOOL, 'dht', server.clock.now)).code })
    expect((await ask(dht)).json()).toHaveProperty('file')
    expect(await told()).toContain('file-gathered dht p1')
  })

  it('is gathered three times an hour at most, also where many are asked for at once', async () => {
    const dht = await server.tablet('dht')
    const replies = await Promise.all(['p1', 'p2', 'p3', 'p1', 'p2'].map((id) => ask(dht, id)))
    expect(replies.filter((one) => 'file' in one.json<object>())).toHaveLength(3)
    expect(replies.map((one) => one.json<{ refused?: string }>().refused).filter(Boolean)).toEqual(['too-often', 'too-often'])
    server.clock.now += 61 * MINUTE
    expect((await ask(await server.tablet('dht'))).json()).toHaveProperty('file')
  })

  it('has each record of each bucket, what the lists say of this pupil alone, and who opened the file', async () => {
    await aCase()
    const mentor = await server.tablet('mentor1')
    await mentor.post(PATHS.openings, { openings: [{ ref: 'reference-1', act: 'file-opened', pupilId: 'p1', at: server.clock.now }] })
    const file = await fileOf(await server.tablet('dht'))
    const rows = await server.store.db.selectFrom('row').select(['t', 'id']).where('bucket', 'like', 'pupil:p1%').execute()
    const has = new Set(file.records.map(({ kind, id }) => `${kind} ${id}`))
    expect(rows.filter(({ t, id }) => !has.has(`${t} ${id}`))).toEqual([])
    expect(file.records.find(({ kind }) => kind === 'nextWeekList')?.fields['pupils']).toEqual([{ pupilId: 'p1', as: 'continuing' }])
    expect(file.opened).toEqual([{ by: 'Name of mentor1', act: 'file-opened', at: server.clock.now }, expect.objectContaining({ by: 'Name of dht', act: 'file-gathered' })])
    expect(JSON.stringify(file)).not.toContain('"p2"')
  })

  it('marks the names of others, and flags what needs a named sign-off', async () => {
    await aCase()
    const { records } = await fileOf(await server.tablet('dht'))
    expect(records.find(({ id }) => id === 'n1')?.marks.map(({ who, words }) => [who, words])).toEqual([['pupil', 'Pupil p3 Example'], ['staff', 'mentor2'], ['pupil', 'Pupil p3']])
    expect(records.filter(({ signOff }) => signOff).map(({ id, signOff }) => [id, signOff])).toEqual(expect.arrayContaining([['n2', 'wording'], ['b1', 'restricted']]))
  })

  it('blacks names out in the copy to hand over, and keeps back what nobody has signed for', async () => {
    await aCase()
    const file = await fileOf(await server.tablet('dht'))
    const none = redacted(file, { keeps: new Set(['staff:mentor2']), lets: new Set(), signedOffBy: '' })
    const text = JSON.stringify(none)
    expect(none.records.find(({ id }) => id === 'n1')?.fields['text']).toBe(`Was with ${BLACK} and told mentor2. ${BLACK} was upset.`)
    expect(text).not.toMatch(/p3|hits her|restricted canary/)
    const signed = redacted(file, { keeps: new Set(['pupil:Pupil p3']), lets: new Set(['b1']), signedOffBy: 'R. Moss, DSL' })
    expect(signed.made).toMatchObject({ isRedacted: true, signedOffBy: 'R. Moss, DSL' })
    expect(JSON.stringify(signed)).toMatch(/restricted canary/)
    expect(JSON.stringify(signed)).not.toMatch(/hits her/)
    expect(PupilFileReply.parse({ file: signed })).toEqual({ file: signed })
  })

  it('on paper: section after section, names of others in brackets in the working copy alone', async () => {
    await aCase()
    const file = await fileOf(await server.tablet('dht'))
    const working = JSON.stringify(fileSheet(file))
    expect(working).toContain('Was with [Pupil p3 Example]')
    expect(working).toContain('Not to be handed over')
    const handed = JSON.stringify(fileSheet(redacted(file, { keeps: new Set(), lets: new Set(), signedOffBy: '' })))
    expect(handed).not.toMatch(/p3 Example|Not to be handed over|hits her/)
    expect(fileSheet(file).days.map(({ day }) => day)).toContain('Who opened the file')
  })

  it('has what was handed in about the pupil, as it was sent and with what became of it, and nothing about another', async () => {
    await aCase()
    const mentor = await server.tablet('mentor1')
    await mentor.pull()
    const other = mentor.op({ t: 'note', id: 'n8', f: { pupilId: 'p2', type: 'staff', text: 'Of another pupil', occurredAt: 1, enteredAt: 2, raise: false } })
        const secret = mentor.op({ t: 'background', id: 'b9', f: { pupilId: 'p1', on: '2026-12-01', source: 'home', who: '', reach: 'restricted', text: 'Another restricted canary', entered: 1 } })
    for (const op of [note(mentor, 'n9', 'Sat with Pupil p3 Example at lunch.'), other, secret]) {
      server.clock.now += 1
      await mentor.post(PATHS.handin, { clientId: mentor.clientId, op })
    }
    const lead = await server.tablet('lead')
    const { items } = HandedInReply.parse((await server.ask({ method: 'GET', url: PATHS.handedIn, headers: { cookie: lead.cookie } })).json())
    await lead.post(PATHS.handedIn, { act: 'put-away', id: items[0]?.id, why: 'On paper already.' })

    const file = await fileOf(await server.tablet('dht'))
    const there = file.records.filter(({ kind }) => kind === 'handedIn')
    expect(there.map(({ by, signOff }) => [by, signOff])).toEqual([['mentor1', null], ['mentor1', 'restricted']])
    expect(there[0]?.marks).toContainEqual(expect.objectContaining({ path: 'payload', who: 'pupil', words: 'Pupil p3 Example' }))
    expect(JSON.stringify(file)).not.toContain('Of another pupil')
    const paper = JSON.stringify(fileSheet(file))
    for (const words of ['Unsent work that was handed in', 'What it says: Note', 'Sat with [Pupil p3 Example] at lunch.', 'What became of it: Put away', 'On paper already.']) expect(paper).toContain(words)
    expect(JSON.stringify(redacted(file, { keeps: new Set(), lets: new Set(), signedOffBy: 'D' }))).not.toMatch(/Pupil p3|restricted canary/)
  })
  it('of a pupil there is not, says so', async () => {
    expect((await ask(await server.tablet('dht'), 'no-such-pupil')).json()).toEqual({ refused: 'no-such-pupil' })
  })
})
