/**
 * S5, the reading half (tests/server/writes.test.ts is the writing one): every person asks every address, in every verb, for what
 * is theirs, another's, another school's and nobody's. No word that the permission list keeps from them comes back, and what is
 * hidden is answered, letter for letter, as what does not exist.
 */
import type { InjectOptions } from 'fastify'
import { blobPath } from '../../../src/domain/sync/blob.ts'
import { caseOf } from '../../../src/domain/bucket.ts'
import { PATHS, PERSON_HEADER } from '../../../src/domain/protocol.ts'
import { Dice } from '../../sim/world/dice.ts'
import { HELD } from '../../support/aSchoolToWriteIn.ts'
import { mayReadIn } from '../../support/writeAttempts.ts'
import type { Figure } from '../figure.ts'
import { OTHER, OWN, TwoSchools, type Signed } from './twoSchools.ts'

/** As long as an id that there is, so that nothing but being there can tell them apart. */
const unknown = (id: string): string => `${'x'.repeat(Math.max(0, id.length - 3))}xqx`
const held = (t: string, pupilId: string): { id: string; f: Record<string, unknown> } | undefined => HELD.filter((row) => row.t === t && (row.f as { pupilId?: string }).pupilId === pupilId).map(({ id, f }) => ({ id, f: f as Record<string, unknown> }))[0]

type Asking = { name: string; id: string; ask: (id: string) => InjectOptions }
/** Every address, with the id of what this pupil has there. */
function askings(pupilId: string, { epoch }: Signed, clientId: string, dice: Dice): [Asking, ...Asking[]] {
  const post = (url: string, payload: object): InjectOptions => ({ method: 'POST', url, payload })
  const envelope = { v: 1, epoch, clientId, wall: 0, pending: 0, oldest: null }
  const photo = held('sheetPhoto', pupilId)
  const sha256 = typeof photo?.f['sha256'] === 'string' ? photo.f['sha256'] : '0'.repeat(64)
  const photoId = photo?.id ?? `photo-${pupilId}`
  const pull = (bucket: string, more: object): InjectOptions => post(PATHS.pull, { ...envelope, cursor: { seq: dice.under(900) }, sv: 1, limit: 1 + dice.under(300), again: [bucket], ...more })
  return [
    { name: 'pull again', id: pupilId, ask: (id) => pull(dice.pick([caseOf(id), `${caseOf(id)}:restricted`, `${caseOf(id)}:identity`, `${caseOf(id)}:candidate`]), { cursor: { seq: 0 } }) },
    { name: 'pull', id: 'user:lead', ask: (id) => pull(id, dice.pick([{ cursor: { seq: 0 } }, { cursor: { seq: 0, upto: 1, after: 'note' } }, { cursor: { seq: 99999 }, epoch: 'of-another-day' }])) },
    { name: 'photo', id: photoId, ask: (id) => ({ method: 'GET', url: blobPath(sha256, id) }) },
    { name: 'photo, how much', id: photoId, ask: (id) => ({ method: 'HEAD', url: blobPath(sha256, id) }) },
    { name: 'photo, a part', id: photoId, ask: (id) => ({ method: 'PUT', url: blobPath(sha256, id, 0), payload: Buffer.alloc(4), headers: { 'content-type': 'application/octet-stream' } }) },
    { name: 'feedback link', id: held('staffRequest', pupilId)?.id ?? `q-${pupilId}`, ask: (requestId) => post(PATHS.feedbackLinks, { requestId }) },
    { name: 'openings of', id: pupilId, ask: (id) => post(PATHS.openingsOf, { pupilId: id }) },
    { name: 'openings told', id: pupilId, ask: (id) => post(PATHS.openings, { openings: [{ ref: `ref-${dice.under(1e9)}`, act: 'file-opened', pupilId: id, at: 1 }] }) },
    { name: 'pupil file', id: pupilId, ask: (id) => post(PATHS.pupilFile, { pupilId: id, reason: dice.pick(['leaver', 'subject-access']) }) },
    { name: 'erase', id: pupilId, ask: (id) => post(PATHS.retention, { act: 'erase', pupilId: id, due: '2026-12-01' }) },
    { name: 'received', id: 'client-lead', ask: (id) => post(PATHS.received, { stamps: [`${id}:1`] }) },
    { name: 'account', id: 'of-other', ask: (id) => post(PATHS.accounts, { act: dice.pick(['close', 'open', 'code']), id }) },
    { name: 'tablet', id: 'tablet-lead', ask: (id) => post(PATHS.tablets, { act: dice.pick(['lost', 'revoke']), id }) },
    { name: 'recovery', id: '6f1b2f0e-3a53-4a9e-8f57-0a6f0c1d2e3f', ask: (vaultId) => post(PATHS.recovery, { act: 'look', vaultId }) },
    { name: 'approval', id: 'recovery-1', ask: (id) => post(PATHS.recoveries, { act: dice.pick(['approve', 'decline']), id }) },
    { name: 'a list', id: '', ask: () => ({ method: 'GET', url: dice.pick([PATHS.accounts, PATHS.devices, PATHS.recoveries, PATHS.health]) }) },
    { name: 'export', id: '', ask: () => post(PATHS.exports, { what: dice.pick(['impact', 'register']), at: 1, ref: `ref-${dice.under(1e9)}` }) },
    { name: 'answer', id: 'A'.repeat(43), ask: (token) => ({ method: 'GET', url: `${PATHS.answer}/${token}` }) },
    { name: 'another verb', id: pupilId, ask: (id) => ({ method: dice.pick(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const), url: `${dice.pick(Object.values(PATHS).filter((url) => url !== PATHS.events && url !== PATHS.session))}/${id}` }) },
  ]
}
/** What each of these is about lies in the pupil's case; the rest is about no pupil, or is told apart by the role alone. */
const OF_CASE = new Set(['photo', 'photo, how much', 'photo, a part', 'feedback link', 'pull again', 'openings told'])

export const reads: Figure = {
  name: 'reads', rows: 'S5', inEveryRun: 300, campaign: 10_000,
  async measure(size, dice) {
    const schools = await TwoSchools.open()
    const broken: string[] = []
    const seen = { hidden: 0, theirs: 0, words: 0, elsewhere: 0, combinations: new Set<string>() }
    try {
      for (let count = 0; count < size; count++) {
        // Sessions end, and three exports an hour are all that anybody gets.
        if (count % 500 === 499) {
          schools.server.clock.now += 61 * 60_000
          await schools.signInAll()
        }
        const actor = dice.pick(schools.actors)
        const pupilId = dice.pick(schools.pupils)
        const signed = schools.signed(actor.id)
        // The same throws for both of a pair.
        const [which, throws] = [dice.next(), dice.next()]
        const asking = (): Asking => {
          const all = askings(pupilId, signed, `client-${actor.id}`, new Dice(throws))
          return all[Math.floor(which * all.length)] ?? all[0]
        }
        const { name, id } = asking()
        const host = dice.chance(0.1) ? OTHER : OWN
        const claimed = dice.chance(0.1) ? { [PERSON_HEADER]: dice.pick(schools.actors).id } : {}
        const send = (of: string) => {
          const request = asking().ask(of)
          return schools.at(host, { ...request, headers: { ...request.headers, cookie: signed.cookie, ...claimed } })
        }
        const reply = await send(id)
        const words = schools.wordsIn(reply.body)
        seen.words += words.own.length
        seen.combinations.add(`${actor.id} ${name}`)
        const what = `${actor.id}, ${name} of ${id} at ${host}: ${reply.statusCode}`
        if (reply.statusCode >= 500) broken.push(what)
        for (const bucket of words.other) broken.push(`${what} tells of the other school, ${bucket}`)
        const isFile = name === 'pupil file' && reply.body.includes('"file"')
        for (const bucket of words.own) if (!mayReadIn(actor, bucket) && !(isFile && actor.role === 'dht')) broken.push(`${what} tells of ${bucket}`)
        if (host === OTHER) seen.elsewhere++
        if (host === OTHER && reply.statusCode === 200 && !reply.body.includes('"app":"blue-report"')) broken.push(`${what} is answered with a session of another school`)
        if (!OF_CASE.has(name)) continue
        if (mayReadIn(actor, caseOf(pupilId))) {
          seen.theirs++
          continue
        }
        seen.hidden++
        const none = await send(unknown(id))
        const plain = (text: string): string => text.replaceAll(id, '#').replaceAll(unknown(id), '#')
        if (reply.statusCode !== none.statusCode || plain(reply.body) !== plain(none.body)) broken.push(`${what} is answered otherwise than what there is not: ${none.statusCode}`)
      }
    } finally {
      await schools.close()
    }
    if (seen.words === 0 || seen.hidden < size / 10) broken.push(`too little was tried: ${JSON.stringify(seen)}`)
    const { hidden, theirs, words, elsewhere, combinations } = seen
    return { said: `${size} attempts (${combinations.size} of person and address, ${hidden} at what is hidden, ${theirs} at what is theirs, ${elsewhere} at another school), ${words} times words that they may read`, broken }
  },
}
