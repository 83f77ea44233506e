import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { completed, missingFromLock } from '../scripts/complete-lock.mjs'

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, `file://${process.cwd()}/`), 'utf8'))
const lock = read('package-lock.json') as Parameters<typeof missingFromLock>[0]
const card = read('package.json') as Record<'dependencies' | 'devDependencies', Record<string, string>>

describe('the lock file', () => {
  it('holds every platform package that its packages pin, so that npm ci accepts it on any machine', () => {
    expect(missingFromLock(lock)).toEqual([])
  })

  it('pins every dependency of ours to one exact version', () => {
    const loose = Object.entries({ ...card.dependencies, ...card.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    expect(loose).toEqual([])
  })

  it('is completed with the system, processor and C library that a package name tells', () => {
    const bare = { packages: { '': {}, 'node_modules/a': { dev: true, optionalDependencies: { '@a/linux-arm64-musl': '1.2.3', fsevents: '~2.3.3' } } } }
    expect(completed(bare).packages['node_modules/@a/linux-arm64-musl']).toEqual({
      version: '1.2.3', cpu: ['arm64'], dev: true, libc: ['musl'], optional: true, os: ['linux'],
    })
    expect(missingFromLock(completed(bare))).toEqual([])
  })
})
