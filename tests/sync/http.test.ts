import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PATHS, type PushRequest } from '../../src/domain/protocol.ts'
import { askSignOut, httpNet } from '../../src/sync/http.ts'

const net = httpNet({ person: 'mentor1', refresh: () => null, tabletId: 'tablet-one', renewed: async () => undefined, sign: async () => undefined })
const push = (words: number): PushRequest => ({ v: 1, epoch: 'e1', clientId: 'client-one', wall: 0, pending: 1, oldest: null, ops: [{ n: 1, text: 'a late bus '.repeat(words) }] })

function heard(): { url: string; init: RequestInit }[] {
  const asked: { url: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return Promise.resolve(Response.json({ epoch: 'e1', lastN: 1, serverWall: 0, results: [{ n: 1, r: 'applied' }] }))
  })
  return asked
}
const visible = (state: DocumentVisibilityState): void => void vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('What a tablet sends', () => {
  it('travels as it is while it is small, and compressed when it is not', async () => {
    const asked = heard()
    await net.push(push(3))
    await net.push(push(3000))
    expect(asked.map(({ url }) => url)).toEqual([PATHS.push, PATHS.push])
    expect(asked[0]?.init.body).toBe(JSON.stringify(push(3)))
    expect(asked[0]?.init.headers).not.toHaveProperty('content-encoding')
    expect(asked[1]?.init.headers).toHaveProperty('content-encoding', 'gzip')
    const packed = asked[1]?.init.body as Uint8Array
    expect(packed.length).toBeLessThan(2000)
    expect(JSON.parse(gunzipSync(packed).toString())).toEqual(push(3000))
  })
  it('and has no body is not called JSON: a server refuses JSON that is empty, and the session would live on', async () => {
    const asked = heard()
    await askSignOut('mentor1')
    expect(asked.map(({ url, init }) => [url, init.method, init.body])).toEqual([[PATHS.session, 'DELETE', undefined]])
    expect(asked[0]?.init.headers).not.toHaveProperty('content-type')
  })
  it('goes on its way even as the tablet is put away, as far as browsers carry it', async () => {
    const asked = heard()
    visible('visible')
    await net.push(push(3))
    visible('hidden')
    await net.push(push(3))
    expect(asked.map(({ init }) => init.keepalive)).toEqual([false, true])
  })
})
