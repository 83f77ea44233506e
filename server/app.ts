/** The server as a function from request to response. It opens no port and knows no path of this machine. */
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { PATHS, type Health } from '../src/domain/protocol.ts'
import { isTrap } from '../src/domain/sync/trap.ts'
import { accountRoutes } from './accounts/keeping.ts'
import { auditRoutes } from './audit/routes.ts'
import { makeEntering } from './accounts/entering.ts'
import { sessionRoutes } from './accounts/routes.ts'
import type { SignOnOptions } from './accounts/signOnOptions.ts'
import { signOnProvider } from './accounts/signOnProvider.ts'
import { signOnRoutes } from './accounts/signOnRoutes.ts'
import { tabletKeyOf } from './accounts/cookie.ts'
import { standingByKey } from './accounts/tablets.ts'
import { passkeyRoutes } from './accounts/passkeyRoutes.ts'
import { recoveryRoutes } from './accounts/recoveryRoutes.ts'
import { stepUpRoutes } from './accounts/stepUp.ts'
import { tabletRoutes } from './accounts/tabletRoutes.ts'
import type { Context } from './context.ts'
import { exportRoutes } from './duties/exports.ts'
import { fileRoutes } from './duties/fileRoutes.ts'
import { glassRoutes } from './duties/glassRoutes.ts'
import { retentionRoutes } from './duties/retentionRoutes.ts'
import { answerFor, bodyOf, refuse } from './http/errors.ts'
import { feedbackRoutes } from './feedback/routes.ts'
import { addFiles, isPage } from './http/files.ts'
import { addHeaders, isApi } from './http/headers.ts'
import { addLog, logOptions } from './http/log.ts'
import { addSameOrigin } from './http/sameOrigin.ts'
import { schoolsServed, type ServedSchools } from './http/schools.ts'
import { deviceRoutes } from './sync/devices.ts'
import { handedInRoutes } from './sync/handedInRoutes.ts'
import { parcelRoutes } from './sync/parcelRoutes.ts'
import { photoRoutes } from './sync/photoRoutes.ts'
import { receivedRoutes } from './sync/received.ts'
import { eventRoutes } from './sync/events.ts'
import { schoolName } from './sync/lease.ts'
import { syncRoutes } from './sync/routes.ts'

const BODY_BYTES = 1024 * 1024

export type AppOptions = Omit<Context, 'demo' | 'version' | 'schoolOf' | 'signOn'> & {
  signOn?: SignOnOptions | undefined
  schoolId: ServedSchools
  version?: string
  demo?: Health['demo']
  /** The built app; absent, only the API answers. */
  dist?: string
  log?: Parameters<typeof logOptions>[0]
  /** Whose word about the client's address and https is believed; see Fastify's trustProxy. */
  trustProxy?: boolean | string
  /**
   * A brake on floods from one address to one school, not a policy: a whole school may come from one. Each process counts for itself,
   * so behind several the brake is as many times wider; the limits on guessing are in the database and are shared.
   */
  requestsPerMinute?: number
  /** How many pushes and pulls this process works on at a time; whoever comes above that is asked to come again. */
  mostAtOnce?: number | undefined
}

function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?')[0] ?? '')
    return true
  } catch {
    return false
  }
}

export async function buildApp({ version = '0', demo = null, dist, log = false, trustProxy = false, requestsPerMinute = 6000, mostAtOnce, schoolId, signOn, ...edges }: AppOptions): Promise<FastifyInstance> {
  const schools = schoolsServed(edges.store, schoolId)
  const context: Context = { ...edges, version, demo, schoolOf: schools.of, signOn: signOn && signOnProvider(signOn) }
  const app = Fastify({
    ...logOptions(log),
    bodyLimit: BODY_BYTES,
    trustProxy,
    forceCloseConnections: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // An address that is no address would be answered before any header is set; this way it is simply not found.
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/unreadable.address'),
    frameworkErrors: (error, _request, reply) => void refuse(reply, answerFor(error)),
  })
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerFor(error)
    if (answer === 'server') request.log.error({ err: error }, 'failed')
    return answer === 'too-many' ? reply.code(429).send(bodyOf(answer)) : refuse(reply, answer)
  })

  await addHeaders(app)
  addLog(app)
  await app.register(rateLimit, {
    max: requestsPerMinute, timeWindow: 60_000, allowList: (request) => !isApi(request.url),
    keyGenerator: (request) => `${schools.isKnown(request) ? schools.of(request) : ''} ${normalizeIP(request.ip, 64)}`,
  })
  addSameOrigin(app)
  schools.check(app)
  app.addHook('preValidation', async (request, reply) => (isTrap(request.body) ? refuse(reply, 'bad-request') : undefined))
  await app.register(cookie)
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 1024, brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } })
  if (dist !== undefined) await addFiles(app, dist)

  app.get(PATHS.health, async (request): Promise<Health> => {
    const [name, tablet] = await Promise.all([schoolName(context.store.db, context.schoolOf(request)), standingByKey(context.store.db, context.schoolOf(request), tabletKeyOf(request))])
    return { app: 'blue-report', version, wall: context.now(), schoolName: name, demo, ...(tablet === 'open' ? {} : { tablet }), ...(context.signOn ? { signOn: context.signOn.name } : {}) }
  })
  const entering = makeEntering(context)
  sessionRoutes(app, context, entering)
  signOnRoutes(app, context, entering)
  accountRoutes(app, context)
  stepUpRoutes(app, context)
  passkeyRoutes(app, context)
  tabletRoutes(app, context)
  recoveryRoutes(app, context)
  auditRoutes(app, context)
  fileRoutes(app, context)
  exportRoutes(app, context)
  retentionRoutes(app, context)
  glassRoutes(app, context)
  syncRoutes(app, context, mostAtOnce)
  eventRoutes(app, context)
  deviceRoutes(app, context)
  receivedRoutes(app, context)
  photoRoutes(app, context)
  handedInRoutes(app, context)
  parcelRoutes(app, context)
  feedbackRoutes(app, context)

  app.setNotFoundHandler((request, reply) => (dist !== undefined && !isApi(request.url) && isPage(request) ? reply.sendFile('index.html') : refuse(reply, 'not-found')))
  return app
}
