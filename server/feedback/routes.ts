/**
 * A teacher answers without a login, through a link that a mentor made: the server's only page. It takes a form and no
 * script; the token is the whole authority, and no log line ever holds it.
 */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { caseOf } from '../../src/domain/bucket.ts'
import { spokenTime, timeOf } from '../../src/domain/time/clock.ts'
import { mayWrite } from '../../src/domain/permission.ts'
import { FeedbackLinkRequest, PATHS, type FeedbackLinkReply } from '../../src/domain/protocol.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import { ASPECTS, FEEDBACK_LIMITS, isEmptyReply, LINK_DAYS, Rating, type StaffRequest } from '../../src/domain/week/staffFeedback.ts'
import { tripWire } from '../../src/domain/conduct/tripWire.ts'
import { signedIn } from '../accounts/cookie.ts'
import { hashToken } from '../accounts/secrets.ts'
import { deny } from '../audit/deny.ts'
import type { Context } from '../context.ts'
import { answerFor, refuse } from '../http/errors.ts'
import { findLink, takeAnswer, type Answer, type OpenLink } from './answer.ts'
import { closedPage, formPage, STYLE, TEXTS, thanksPage, type Typed } from './page.ts'
import { ensureLinkKey, linkKey, makeLinkToken, readLinkToken } from './token.ts'

const DAY = 86_400_000
const FORM_BYTES = 16 * 1024
/** A teacher answers once or twice, and a whole staff room comes from one address; a flood is none of either. */
const perMinute = 60
const html = (reply: FastifyReply, status: number, page: string): FastifyReply => reply.code(status).type('text/html; charset=utf-8').header('x-robots-tag', 'noindex').send(page)

export function feedbackRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, random, schoolOf } = context

  app.post(PATHS.feedbackLinks, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const asked = FeedbackLinkRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const schoolId = who.account.school_id
    const row = await store.db.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'staffRequest').where('id', '=', asked.data.requestId).where('void', 'is', null).executeTakeFirst()
    if (!row) return refuse(reply, 'not-found')
    const { pupilId } = JSON.parse(row.f) as StaffRequest
    const { account } = who
    const granted = await store.db.selectFrom('bucket_grant').select('audience').where('school_id', '=', schoolId).where('bucket', '=', caseOf(pupilId)).where('audience', '=', `person:${account.id}`).where('until_seq', 'is', null).executeTakeFirst()
    const actor = { id: account.id, role: account.role, name: account.name, initials: account.initials, year: account.year ?? undefined }
    // Kept in the audit as a refusal, and answered as if there were no such request: nobody learns what there is.
    if (!mayWrite(actor, 'staffRequest', { own: granted !== undefined, pupilYear: undefined })) return deny(context, who, reply, 'not-found')
    const expiresAt = Math.floor((now() + LINK_DAYS * DAY) / 1000) * 1000
    const token = makeLinkToken(await ensureLinkKey(store, schoolId, random), schoolId, expiresAt, random)
    await store.write(async (trx) => {
      await store.lockSchool(trx, schoolId)
      // The newest link of a request is the only one that answers, unless an answer is there already.
      await trx.deleteFrom('feedback_link').where('school_id', '=', schoolId).where('request_id', '=', asked.data.requestId).where('answered_at', 'is', null).execute()
      await trx.deleteFrom('feedback_link').where('school_id', '=', schoolId).where('expires_at', '<', now() - DAY).execute()
      await trx.insertInto('feedback_link').values({ school_id: schoolId, hash: hashToken(token), request_id: asked.data.requestId, pupil_id: pupilId, account_id: account.id, created_at: now(), expires_at: expiresAt, answered_at: null, reply_id: null }).execute()
    })
    return { path: `${PATHS.answer}/${token}`, expiresAt } satisfies FeedbackLinkReply
  })

  app.get('/api/answer.css', async (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=86400').send(STYLE))

  void app.register(async (forms) => {
    forms.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: FORM_BYTES }, (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))))
    // Whoever is here has a browser and no app: what goes wrong is a page as well.
    forms.setErrorHandler((error: FastifyError, request, reply) => {
      const answer = answerFor(error)
      if (answer === 'server') request.log.error({ err: error }, 'failed')
      return answer === 'too-many' ? html(reply, 429, TOO_MANY) : answer === 'too-large' ? html(reply, 413, TOO_LONG) : html(reply, answer === 'server' ? 500 : 400, FAILED)
    })
    const route = `${PATHS.answer}/:token`
    const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } }

    forms.get<{ Params: { token: string } }>(route, { config }, async (request, reply) => {
      const found = await open(reply, schoolOf(request), request.params.token)
      return found ? html(reply, 200, formPage({ ...asked(found), typed: {}, notice: found.state === 'may-correct' ? 'You have answered. What you send now takes the place of it.' : undefined })) : reply
    })

    forms.post<{ Params: { token: string } }>(route, { config }, async (request, reply) => {
      const schoolId = schoolOf(request)
      const { token } = request.params
      const found = await open(reply, schoolId, token)
      if (!found) return reply
      const { answer, typed, problem } = await read(schoolId, request.body)
      if (problem) return html(reply, 422, formPage({ ...asked(found), typed, problem }))
      const until = await takeAnswer(store, schoolId, token, answer, now())
      return until === undefined ? html(reply, 410, ANSWERED) : html(reply, 200, thanksPage(spokenTime(timeOf(until))))
    })
  })

  /** The link if it may be answered; or undefined, and the request has been answered. */
  async function open(reply: FastifyReply, schoolId: string, token: string): Promise<OpenLink | undefined> {
    const key = await linkKey(store.db, schoolId)
    const read = key === undefined ? undefined : readLinkToken(key, schoolId, token)
    const found = read && (await findLink(store.db, schoolId, token, now()))
    if (read && read.expiresAt <= now()) void html(reply, 410, EXPIRED)
    // Signed by us and not there any more: whoever holds it is told so, and of what, nothing.
    else if (!found) void (read ? html(reply, 410, REPLACED) : html(reply, 404, UNKNOWN))
    else if (found.state === 'closed') void html(reply, 410, ANSWERED)
    else return found
    return undefined
  }

  async function read(schoolId: string, body: unknown): Promise<{ answer: Answer; typed: Typed; problem: string | undefined }> {
    const said = (body ?? {}) as Record<string, unknown>
    const text = (name: string): string => (typeof said[name] === 'string' ? said[name].replaceAll('\0', '').toWellFormed().trim() : '')
    const typed: Typed = Object.fromEntries([...ASPECTS, ...TEXTS].map((name) => [name, text(name)]))
    const ratings = Object.fromEntries(ASPECTS.flatMap((aspect) => {
      const rating = Rating.safeParse(Number(text(aspect)))
      return rating.success ? [[aspect, rating.data] as const] : []
    }))
    const answer: Answer = { ...ratings, ...Object.fromEntries(TEXTS.flatMap((name) => (text(name) ? [[name, text(name)] as const] : []))) }
    const tooLong = TEXTS.some((name) => text(name).length > LIMIT[name])
    const set = await store.db.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'setting').where('id', '=', 'safeguardingWords').where('void', 'is', null).executeTakeFirst()
    const stopped = tripWire(settingsFrom(set ? [JSON.parse(set.f) as Setting] : []).safeguardingWords)(TEXTS.map(text).join('\n'))
    const problem = isEmptyReply(answer) ? 'Tap at least one answer, or write a line.' : tooLong ? 'This is too long. Nothing was sent yet.' : stopped.length > 0 ? 'This reads like something about a child’s safety. Tell a DSL now, in person. It was not sent and is kept nowhere; take it out to send the rest.' : undefined
    return { answer, typed, problem }
  }
}

const asked = ({ firstName, request: { subject, area } }: OpenLink): { firstName: string; subject: string; area: StaffRequest['area'] } => ({ firstName, subject, area })
const { grade, helps, comment, shareSafe } = FEEDBACK_LIMITS
const LIMIT: Record<(typeof TEXTS)[number], number> = { currentGrade: grade, targetGrade: grade, helps, comment, shareSafe }
const EXPIRED = closedPage('This link has ended', 'It answered for a week. Please ask the mentor for a new one, or tell them in person.')
const ANSWERED = closedPage('Already answered', 'This link takes one answer, and it has arrived. Anything to add? Please tell the mentor.')
const UNKNOWN = closedPage('This link does not work', 'Please check that the whole address was copied, or ask the mentor for a new one.')
const REPLACED = closedPage('This link is no longer open', 'The mentor may have sent you a newer one: please use that, or ask for another.')
const TOO_MANY = closedPage('One moment, please', 'Very many answers are coming from here just now. Wait a minute, then load this page again; the link still works.')
const TOO_LONG = closedPage('This is too long', 'Nothing was sent. Go back, make it shorter, and send it again.')
const FAILED = closedPage('That did not work', 'Nothing was sent. Go back and send it again, or tell the mentor in person.')
