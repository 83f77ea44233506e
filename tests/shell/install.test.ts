import { describe, expect, it } from 'vitest'
import { mustInstallFirst, opensAlone, watchOpensAlone, type Browser } from '../../src/shell/install.ts'
import { standingOf } from '../../src/shell/standing.ts'

const inATab = { displayMode: (mode: string) => mode === 'browser' }
const onTheHomeScreen = { displayMode: (mode: string) => mode === 'standalone', standalone: true }
const iPad: Browser = { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15', platform: 'MacIntel', maxTouchPoints: 5, standalone: false, ...inATab }
const mac: Browser = { ...iPad, maxTouchPoints: 0 }
const android: Browser = { userAgent: 'Mozilla/5.0 (Linux; Android 15) Chrome/140', platform: 'Linux armv81', maxTouchPoints: 5, ...inATab }

describe('Before a tablet holds pupil data', () => {
  it('an iPad must have Blue Report on its home screen', () => {
    expect(mustInstallFirst(iPad)).toBe(true)
    expect(mustInstallFirst({ ...iPad, ...onTheHomeScreen })).toBe(false)
  })
  it('so must an iPhone', () => {
    expect(mustInstallFirst({ ...android, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/140', platform: 'iPhone' })).toBe(true)
  })
  it('other tablets and computers may begin in a tab', () => {
    expect([mac, android].map(mustInstallFirst)).toEqual([false, false])
  })
})

it('Whether the app opens without a network is said once all of it is here, and never of a browser that keeps none', async () => {
  let isHere = (): void => undefined
  const watching = watchOpensAlone({ ready: new Promise<void>((resolve) => (isHere = resolve)) })
  expect(opensAlone.value).toBe('not-yet')
  isHere()
  await watching
  expect(opensAlone.value).toBe('yes')
  await watchOpensAlone(undefined)
  expect(opensAlone.value).toBe('never')
})

describe('A browser that cannot keep records safely', () => {
  const fit = { crypto: { subtle: {} }, indexedDB: {}, WebAssembly: {} }
  it('is told apart by what it lacks', () => {
    expect(standingOf(fit)).toBe('fit')
    expect(standingOf({ ...fit, crypto: {} })).toBe('insecure')
    expect(standingOf({ ...fit, indexedDB: undefined })).toBe('no-storage')
    expect(standingOf({ ...fit, WebAssembly: undefined })).toBe('no-wasm')
  })
})
