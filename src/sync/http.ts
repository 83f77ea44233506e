/**
 * The only fetch. Every answer is parsed; what does not parse is not ours (a captive portal, a school filter's page).
 * Being signed out never blocks saving: a 401 asks for a new session with the refresh token, once, and else says so.
 *
 * Longer than other files because each address has its line here: what leaves the tablet is seen in one place.
 */
import { AccountActReply, AccountsReply, SetUpReply, type AccountAct, type SetUpRequest } from '../domain/people/accounts.ts'
import { OpeningsReply, OpeningsTaken, type Telling } from '../domain/people/audit.ts'
import { Cursor, DevicesReply, FeedbackLinkReply, Health, NEXT_HEADER, OURS_HEADER, PATHS, PERSON_HEADER, PullReply, PushReply, ReceivedReply, SignInReply, type SignInRequest } from '../domain/protocol.ts'
import { JoinReply, StandingReply, TabletActReply, type StandingRequest, type TabletAct } from '../domain/people/tablets.ts'
import { ParcelKeyReply, ParcelReply, type ParcelRequest } from '../domain/sync/parcels.ts'
import { RecoveriesReply, RecoveryActReply, RecoveryReply, type RecoveryAct, type RecoveryRequest } from '../domain/people/recovery.ts'
import { ChangePassphraseReply, StepUpReply, type ChangePassphrase, type StepUp } from '../domain/people/stepUp.ts'
import { PasskeyActReply, type PasskeyAct } from '../domain/people/passkey.ts'
import { SecondAsked } from '../domain/people/secondFactor.ts'
import { SignOnBegun, SignOnFinished, type SignOnFinish } from '../domain/people/singleSignOn.ts'
import { z } from '../domain/schema.ts'
import type { Net, NetFailure } from './engine.ts'

const TIMEOUT_MS = 20_000
/** From this size on a body travels compressed, where the browser can. */
const COMPRESS_FROM = 8 * 1024
/** All that a browser sends for a page that is being put away, and a little less. */
const LAST_WORDS = 60_000
const HEADERS = { 'x-blue-report': '1' }

type Answered = { status: number; body: unknown; retryAfter: number | undefined }

type Asked = { body?: unknown; /** JSON as it stands. */ text?: string; timeout?: number; /** The account whose session this needs. */ person?: string; /** Before the body is here. */ onHeaders?: ((headers: Headers) => void) | undefined }
async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, { body, text, timeout = TIMEOUT_MS, person, onHeaders }: Asked = {}): Promise<Answered | NetFailure> {
  const signal = AbortSignal.timeout(timeout)
  try {
    const sent = text ?? (body === undefined ? undefined : JSON.stringify(body))
    const packed = sent === undefined || sent.length < COMPRESS_FROM || !('CompressionStream' in globalThis) ? undefined : await gzipped(sent)
    const size = packed?.length ?? sent?.length ?? 0
    const response = await fetch(path, {
      method, cache: 'no-store', credentials: 'same-origin', redirect: 'error', signal,
      keepalive: document.visibilityState === 'hidden' && size < LAST_WORDS,
      headers: { ...HEADERS, ...(sent === undefined ? {} : { 'content-type': 'application/json' }), ...(packed ? { 'content-encoding': 'gzip' } : {}), ...(person === undefined ? {} : { [PERSON_HEADER]: person }) },
      ...(sent === undefined ? {} : { body: packed ?? sent }),
    })
    const retry = Number(response.headers.get('retry-after'))
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false
    const retryAfter = Number.isFinite(retry) && retry > 0 ? retry : undefined
    // Anybody can say that there is nothing to say: a captive portal does.
    if (response.status === 204) return response.headers.has(OURS_HEADER) ? { status: 204, body: undefined, retryAfter: undefined } : { fail: 'not-ours' }
    // A proxy's own page: behind it nobody answers.
    if (!isJson && response.status >= 500) return { fail: 'unreachable', ...(retryAfter === undefined ? {} : { retryAfter }) }
    if (!isJson) return { fail: response.status === 413 ? 'too-large' : 'not-ours' }
    onHeaders?.(response.headers)
    return { status: response.status, body: await response.json(), retryAfter }
  } catch {
    return { fail: 'unreachable', ...(signal.aborted ? { slow: true } : {}) }
  }
}

/** As bytes all the way: a blob is the browser's other process to ask, which takes longer than to compress it. */
async function gzipped(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new CompressionStream('gzip')
  const writer = stream.writable.getWriter()
  const [packed] = await Promise.all([new Response(stream.readable).arrayBuffer(), writer.write(new TextEncoder().encode(text)), writer.close()])
  return new Uint8Array(packed)
}

/** A request the server cannot read at all (400) is met like one that is too large: halved, and at one handed in. */
const failureOf = ({ status, retryAfter }: Answered): NetFailure => {
  const fail = status === 401 ? 'sign-in' : status === 426 ? 'update' : status === 413 || status === 400 ? 'too-large' : status === 429 || status === 503 ? 'busy' : status >= 500 ? 'server' : 'not-ours'
  return retryAfter === undefined ? { fail } : { fail, retryAfter }
}

function parsed<S extends z.ZodType>(schema: S, answer: Answered | NetFailure): z.infer<S> | NetFailure {
  if ('fail' in answer) return answer
  if (answer.status >= 400) return failureOf(answer)
  const read = schema.safeParse(answer.body)
  return read.success ? read.data : { fail: 'not-ours' }
}

/** Measured around one exchange: the server's clock minus this tablet's, in ms, within half the round trip. */
export type Measured = { health: Health; skew: number; roundTrip: number }
/** Of a longer exchange the clock's error cannot be told to two seconds, wherever on the way the time went. */
const LONGEST_TRIP = 3000
/** Whether this measure says more than an earlier one: it is closer, or the two cannot both be true. */
export const isBetter = (now: Pick<Measured, 'skew' | 'roundTrip'>, before: Pick<Measured, 'skew' | 'roundTrip'> | undefined): boolean =>
  now.roundTrip <= LONGEST_TRIP && (!before || now.roundTrip <= before.roundTrip || Math.abs(now.skew - before.skew) > (now.roundTrip + before.roundTrip) / 2)

export async function askHealth(wall: () => number): Promise<Measured | NetFailure> {
  const before = wall()
  const health = parsed(Health, await ask('GET', PATHS.health, { timeout: 8000 }))
  const after = wall()
  return 'fail' in health ? health : { health, skew: health.wall - (before + after) / 2, roundTrip: after - before }
}

export type SignInFailure = NetFailure | { fail: 'wrong'; retryAfter?: number }
export async function askSignIn(request: SignInRequest): Promise<SignInReply | SecondAsked | SignInFailure> {
  const answer = await ask('POST', PATHS.session, { body: request })
  if ('status' in answer && answer.status === 401) return { fail: 'wrong' }
  return parsed(z.union([SignInReply, SecondAsked]), answer)
}
export async function askSetUp(request: z.infer<typeof SetUpRequest>): Promise<SetUpReply | SignInFailure> {
  const answer = await ask('POST', PATHS.setUp, { body: request })
  if ('status' in answer && answer.status === 401) return { fail: 'wrong' }
  return parsed(SetUpReply, answer)
}
export const askSignOn = async (tabletId: string): Promise<SignOnBegun | NetFailure> => parsed(SignOnBegun, await ask('POST', PATHS.signOn, { body: { tabletId } }))
export async function askFinishSignOn(request: SignOnFinish): Promise<SignOnFinished | SignInFailure> {
  const answer = await ask('POST', PATHS.finishSignOn, { body: request })
  if ('status' in answer && answer.status === 401) return { fail: 'wrong' }
  return parsed(SignOnFinished, answer)
}
export const askForgetSignOn = async (): Promise<void> => {
  await ask('DELETE', PATHS.finishSignOn)
}
export const askSignOut = async (person: string): Promise<void> => {
  await ask('DELETE', PATHS.session, { person })
}

export type Credentials = { person: string; refresh: () => string | null; tabletId: string; renewed: (refresh: string | null) => Promise<void>; /** With the vault's own key. */ sign: (words: { refresh: string; clientId: string }) => Promise<string | undefined> }

/** The engine's network: each call renews the session once when it has run out. */
export function httpNet({ person, refresh, tabletId, renewed, sign }: Credentials): Net {
  let renewing: Promise<NetFailure | undefined> | undefined

  async function renew(): Promise<NetFailure | undefined> {
    const token = refresh()
    if (token === null) return { fail: 'sign-in' }
    const words = { refresh: token, clientId: tabletId }
    const reply = parsed(SignInReply, await ask('POST', PATHS.refresh, { body: { ...words, signature: await sign(words) } }))
    if (!('fail' in reply)) {
      await renewed(reply.refresh)
      return undefined
    }
    if (reply.fail === 'sign-in') await renewed(null)
    return reply
  }

  async function withSession<S extends z.ZodType>(schema: S, path: string, body: unknown, onHeaders?: Asked['onHeaders']): Promise<z.infer<S> | NetFailure> {
    const first = parsed(schema, await ask('POST', path, { body, person, onHeaders }))
    if (!isFailure(first) || first.fail !== 'sign-in') return first
    renewing ??= renew().finally(() => {
      renewing = undefined
    })
    const refused = await renewing
    return refused ?? parsed(schema, await ask('POST', path, { body, person, onHeaders }))
  }

  return {
    push: (request) => withSession(PushReply, PATHS.push, request),
    pull: (request, onNext) => withSession(PullReply, PATHS.pull, request, (headers) => {
      const next = nextPage(headers.get(NEXT_HEADER))
      if (next) onNext?.(next)
    }),
    async handIn(clientId, op) {
      return taken(await ask('POST', PATHS.handin, { body: { clientId, op }, person }))
    },
  }
}

/** A hint: what cannot be read is waited for in the page itself. */
function nextPage(said: string | null): Cursor | undefined {
  try {
    return said === null ? undefined : Cursor.safeParse(JSON.parse(said)).data
  } catch {
    return undefined
  }
}

/** Bytes as they are, both ways: how much of a photo is there, its next part, the whole. What the answer means is photoNet's to say. */
export async function askBlob(method: 'HEAD' | 'GET' | 'PUT', path: string, person: string, body?: Uint8Array<ArrayBuffer>): Promise<Response | NetFailure> {
  try {
    const headers = { ...HEADERS, 'content-type': 'application/octet-stream', [PERSON_HEADER]: person }
    return await fetch(path, { method, cache: 'no-store', credentials: 'same-origin', redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS), headers, ...(body ? { body } : {}) })
  } catch {
    return { fail: 'unreachable' }
  }
}

export const askDevices = async (person: string): Promise<DevicesReply | NetFailure> => parsed(DevicesReply, await ask('GET', PATHS.devices, { person }))

export const askTabletAct = async (person: string, act: TabletAct): Promise<TabletActReply | NetFailure> => parsed(TabletActReply, await ask('POST', PATHS.tablets, { body: act, person }))
/** The key comes as a cookie, which no script reads. */
export async function askJoin(code: string, tabletId: string): Promise<JoinReply | SignInFailure> {
  const answer = await ask('POST', PATHS.join, { body: { code, tabletId } })
  if ('status' in answer && answer.status === 401) return { fail: 'wrong' }
  return parsed(JoinReply, answer)
}

/** Of the tablet itself, whoever is signed in. */
export const askStanding = async (request: StandingRequest): Promise<StandingReply | NetFailure> => parsed(StandingReply, await ask('POST', PATHS.standing, { body: request }))

export const askRecovery = async (person: string, request: RecoveryRequest): Promise<RecoveryReply | NetFailure> => parsed(RecoveryReply, await ask('POST', PATHS.recovery, { body: request, person }))
export const askRecoveries = async (person: string): Promise<RecoveriesReply | NetFailure> => parsed(RecoveriesReply, await ask('GET', PATHS.recoveries, { person }))
export const askRecoveryAct = async (person: string, act: RecoveryAct): Promise<RecoveryActReply | NetFailure> => parsed(RecoveryActReply, await ask('POST', PATHS.recoveries, { body: act, person }))
export const askParcelKey = async (person: string, key: string): Promise<ParcelKeyReply | NetFailure> => parsed(ParcelKeyReply, await ask('POST', PATHS.parcelKey, { body: { key, signs: true }, person }))
export const askTakeParcel = async (parcel: ParcelRequest): Promise<ParcelReply | NetFailure> => parsed(ParcelReply, await ask('POST', PATHS.parcels, { body: parcel }))

export const askStepUp = async (person: string, said: StepUp): Promise<StepUpReply | NetFailure> => parsed(StepUpReply, await ask('POST', PATHS.stepUp, { body: said, person }))
export const askChangePassphrase = async (person: string, said: ChangePassphrase): Promise<ChangePassphraseReply | NetFailure> => parsed(ChangePassphraseReply, await ask('POST', PATHS.passphrase, { body: said, person }))

export const askPasskeys = async (person: string, act: PasskeyAct): Promise<PasskeyActReply | NetFailure> => parsed(PasskeyActReply, await ask('POST', PATHS.passkeys, { body: act, person }))

export const askAccounts = async (person: string): Promise<AccountsReply | NetFailure> => parsed(AccountsReply, await ask('GET', PATHS.accounts, { person }))
export const askAccountAct = async (person: string, act: AccountAct): Promise<AccountActReply | NetFailure> => parsed(AccountActReply, await ask('POST', PATHS.accounts, { body: act, person }))

export const askTakeOpenings = async (person: string, openings: readonly Telling[]): Promise<OpeningsTaken | NetFailure> => parsed(OpeningsTaken, await ask('POST', PATHS.openings, { body: { openings }, person }))
export const askOpeningsOf = async (person: string, pupilId: string): Promise<OpeningsReply | NetFailure> => parsed(OpeningsReply, await ask('POST', PATHS.openingsOf, { body: { pupilId }, person }))

/** For what is asked from few screens: its shapes are fetched with them. Nothing said is a question to read. */
export const askOf = async <S extends z.ZodType>(schema: S, path: string, body: unknown, person: string): Promise<z.infer<S> | NetFailure> => parsed(schema, await ask(body === undefined ? 'GET' : 'POST', path, { body, person }))

export const askReceived = async (person: string, stamps: readonly string[]): Promise<ReceivedReply | NetFailure> => parsed(ReceivedReply, await ask('POST', PATHS.received, { body: { stamps }, person }))

export const askFeedbackLink = async (person: string, requestId: string): Promise<FeedbackLinkReply | NetFailure> => parsed(FeedbackLinkReply, await ask('POST', PATHS.feedbackLinks, { body: { requestId }, person }))

/** `text` is JSON already: the file's own bytes. */
export async function handInText(person: string, text: string): Promise<'stored' | NetFailure> {
  return taken(await ask('POST', PATHS.handin, { text, person }))
}
/** What was handed in is let go of here, so only the server's own word counts. */
const taken = (answer: Answered | NetFailure): 'stored' | NetFailure => ('fail' in answer ? answer : answer.status === 204 ? 'stored' : answer.status < 300 ? { fail: 'not-ours' } : failureOf(answer))

const isFailure = (answer: unknown): answer is NetFailure => typeof answer === 'object' && answer !== null && 'fail' in answer

/**
 * "There is something new": calls back at every poke. The browser mends a broken line by itself; one that the server
 * has refused (the session ran out) is over, and `onEnd` says so.
 */
export function listenForPokes(onPoke: () => void, onEnd: () => void): () => void {
  const stream = new EventSource(PATHS.events)
  stream.addEventListener('poke', onPoke)
  // What was poked while the line was down was not heard: standing again counts as one.
  stream.addEventListener('open', onPoke)
  stream.addEventListener('error', () => {
    if (stream.readyState === EventSource.CLOSED) onEnd()
  })
  return () => stream.close()
}
