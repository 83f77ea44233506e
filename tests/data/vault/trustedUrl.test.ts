// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ownOriginOnly } from '../../../src/data/vault/trustedUrl.ts'

const app = 'https://mentoring.example.sch.uk/arrivals'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('the address of a worker', () => {
  it('is let through when it is ours', () => {
    expect(ownOriginOnly('/sw.js', app)).toBe('https://mentoring.example.sch.uk/sw.js')
    expect(ownOriginOnly('https://mentoring.example.sch.uk/assets/kdf.js', app)).toContain('/assets/kdf.js')
  })

  it.each(['https://evil.example/sw.js', '//evil.example/sw.js', 'data:text/javascript,1', 'blob:null/1', 'http://mentoring.example.sch.uk/sw.js'])(
    'is refused when it is not: %s',
    (address) => {
      expect(() => ownOriginOnly(address, app)).toThrow(TypeError)
    },
  )

  it('passes through one policy, created once, where the browser has Trusted Types', async () => {
    const createPolicy = vi.fn((name: string, rules: { createScriptURL: (address: string) => string }) => ({
      createScriptURL: (address: string) => ({ from: name, address: rules.createScriptURL(address) }),
    }))
    vi.stubGlobal('trustedTypes', { createPolicy })
    vi.stubGlobal('location', { href: app })
    const { trustedUrl } = await import('../../../src/data/vault/trustedUrl.ts')
    expect(trustedUrl('/sw.js')).toEqual({ from: 'app-sw', address: 'https://mentoring.example.sch.uk/sw.js' })
    trustedUrl(new URL('/assets/kdf.js', app))
    expect(createPolicy).toHaveBeenCalledTimes(1)
    expect(() => trustedUrl('https://evil.example/x.js')).toThrow(TypeError)
  })
})
