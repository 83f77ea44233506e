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

// Argon2's own least, of nothing: the code is ready when the secret comes.
const LEAST = { m: 8, t: 1, p: 1 }
void answer({ secret: new Uint8Array(8), salt: new Uint8Array(16), cost: LEAST })

self.addEventListener('message', (event: MessageEvent<KdfRequest>) => {
  void answer(event.data).then((reply) => {
    self.postMessage(reply)
  })
})
