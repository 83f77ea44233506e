/** A refusal in the one shape tablets know. It never says what was sent, nor what exists. */
import type { FastifyError, FastifyReply } from 'fastify'
import type { ErrorReply } from '../../src/domain/protocol.ts'

const ANSWERS: Record<ErrorReply['error'], { status: number; message: string }> = {
  'sign-in': { status: 401, message: 'Please sign in.' },
  refused: { status: 403, message: 'This request was refused.' },
  'too-many': { status: 429, message: 'Too many tries. Please wait a few minutes.' },
  busy: { status: 503, message: 'Many tablets are sending just now. Yours sends again in a moment.' },
  'bad-request': { status: 400, message: 'The server could not read this request.' },
  'too-large': { status: 413, message: 'This is too much at once.' },
  'not-found': { status: 404, message: 'There is nothing at this address.' },
  update: { status: 426, message: 'This needs a newer Blue Report. Please reload the page.' },
  server: { status: 500, message: 'Something went wrong on the server. Nothing you saved is lost.' },
}

export const bodyOf = (error: ErrorReply['error']): ErrorReply => ({ error, message: ANSWERS[error].message })
export const refuse = (reply: FastifyReply, error: ErrorReply['error']): FastifyReply => reply.code(ANSWERS[error].status).send(bodyOf(error))

export function answerFor({ statusCode = 500 }: Partial<FastifyError>): ErrorReply['error'] {
  if (statusCode === 413) return 'too-large'
  if (statusCode === 429) return 'too-many'
  if (statusCode === 404) return 'not-found'
  return statusCode >= 400 && statusCode < 500 ? 'bad-request' : 'server'
}
