import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { namesIn } from '../config/packages.ts'

/** Each lets a school use, change and pass on what it is given, and asks for no more than its notice. */
const ALLOWED = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0', 'Zlib', 'Python-2.0', 'OFL-1.1', 'MIT-0', 'WTFPL'])
/** One more is somebody else who is on every tablet: the number is raised on purpose. */
const MOST_ON_A_TABLET = 28
type Locked = { version?: string; license?: string; dev?: boolean; devOptional?: boolean; optional?: boolean; link?: boolean }

const list = readFileSync('docs/packages.md', 'utf8')
const onTablets = [...list.matchAll(/^\| (@?[a-z0-9][\w./-]*) \| (\S+) \| (.+) \|$/gm)].map(([, name = '', version = '', licence = '']) => ({ name, version, licence }))
const locked = Object.entries((JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }).packages)
const isAllowed = (licence: string): boolean => {
  const parts = licence.replaceAll(/[()]/g, '').split(/ (AND|OR) /)
  const said = parts.filter((part) => part !== 'AND' && part !== 'OR').map((part) => ALLOWED.has(part))
  return parts.includes('OR') ? said.some(Boolean) : said.every(Boolean)
}

describe('the packages that reach a tablet', () => {
  it('are these and no more; the build itself fails when another comes in', () => {
    expect(onTablets.map(({ name }) => name)).toEqual([...namesIn(list)])
    expect(onTablets.length).toBeGreaterThan(20)
    expect(onTablets.length).toBeLessThanOrEqual(MOST_ON_A_TABLET)
  })
  it('are told in the version that is locked', () => {
    for (const { name, version } of onTablets) expect(locked.filter(([path]) => path.endsWith(`node_modules/${name}`)).map(([, one]) => one.version), name).toContain(version)
  })
  it('may each be passed on to a school', () => {
    expect(onTablets.filter(({ licence }) => !isAllowed(licence))).toEqual([])
  })
})

it('Whatever else is installed in a school may be used and passed on as well', () => {
  const inASchool = locked.filter(([path, one]) => path !== '' && !one.dev && !one.devOptional && !one.link)
  const untold = inASchool.filter(([path, { license }]) => license === undefined && existsSync(path))
  expect(inASchool.length).toBeGreaterThan(100)
  expect(untold.map(([path]) => path)).toEqual([])
  expect(inASchool.filter(([, { license }]) => license !== undefined && !isAllowed(license)).map(([path, { license }]) => `${path}: ${license ?? ''}`)).toEqual([])
})
it('A licence that would bind a school is not let through', () => {
  expect(['MIT', '(MIT OR GPL-3.0)', '(MIT AND GPL-3.0)', 'GPL-3.0', 'none told', 'UNLICENSED'].map(isAllowed)).toEqual([true, true, false, false, false, false])
})
