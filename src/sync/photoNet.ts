/** What the server's answers about pictures mean. A captive portal's page is none of them. */
import { BLOB_HAVE, blobPath, BlobReply } from '../domain/sync/blob.ts'
import type { NetFailure } from './engine.ts'
import { askBlob } from './http.ts'
import type { PhotoNet } from './photoSending.ts'

const WHERE_NONE = 404

function failed({ status }: Response): 'none' | NetFailure | undefined {
  if (status === WHERE_NONE) return 'none'
  if (status < 400) return undefined
  return { fail: status === 401 ? 'sign-in' : status === 413 ? 'too-large' : status === 429 || status === 503 ? 'busy' : 'server' }
}

export const photoNet = (person: string): PhotoNet => ({
  async have({ id, f }) {
    const answer = await askBlob('HEAD', blobPath(f.sha256, id), person)
    if ('fail' in answer) return answer
    const have = answer.headers.get(BLOB_HAVE)
    return failed(answer) ?? (have !== null && /^\d+$/.test(have) ? Number(have) : { fail: 'not-ours' })
  },
  async put({ id, f }, off, part) {
    const answer = await askBlob('PUT', blobPath(f.sha256, id, off), person, part)
    if ('fail' in answer) return answer
    return failed(answer) ?? BlobReply.safeParse(await answer.json().catch(() => undefined)).data ?? { fail: 'not-ours' }
  },
  async get({ id, f }) {
    const answer = await askBlob('GET', blobPath(f.sha256, id), person)
    if ('fail' in answer) return answer
    const refused = failed(answer)
    if (refused) return refused
    const bytes = await answer.arrayBuffer().catch(() => undefined)
    return bytes ? new Uint8Array(bytes) : { fail: 'unreachable' }
  },
})
