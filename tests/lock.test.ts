import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { completed, missingFromLock } from '../scripts/complete-lock.mjs'

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, `file://${process.cwd()}/`), 'utf8'))
const lock = read('package-lock.json') as Parameters<typeof missingFromLock>[0]
/** A package more is somebody else whom every school trusts: the number is raised on purpose. */
const MOST_AT_RUN_TIME = 250
type Kept = { dev?: boolean; devOptional?: boolean; hasInstallScript?: boolean; resolved?: string }
const packages = Object.entries((read('package-lock.json') as { packages: Record<string, Kept> }).packages)
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

  it('brings no package that runs something when it is installed: the one that would is not let', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
    // A greeting, which jsPDF's optional polyfills would print.
    expect(packages.filter(([, one]) => one.hasInstallScript).map(([path]) => path)).toEqual(['node_modules/core-js'])
  })
  it('takes every package from the one registry, and no more of them into a school than is said here', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))).toEqual([])
    expect(packages.filter(([path, one]) => path !== '' && !one.dev && !one.devOptional).length).toBeLessThanOrEqual(MOST_AT_RUN_TIME)
  })
})
