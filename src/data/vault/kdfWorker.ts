/** One derivation, off the screen's thread. The worker is ended after its answer, so the memory it filled goes with it. */
import { argon2 } from './argon2.ts'
import type { KdfReply, KdfRequest } from './argon2.ts'

async function answer(request: KdfRequest): Promise<KdfReply> {
  try {
    return { ok: true, key: await argon2(request) }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.name : 'unknown' }
  }
}

self.addEventListener('message', (event: MessageEvent<KdfRequest>) => {
  void answer(event.data).then((reply) => {
    self.postMessage(reply)
  })
})
