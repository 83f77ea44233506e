// Every text colour against every ground it is put on, in both themes, read from the file the app is built from.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync('src/ui/tokens.css', 'utf8')

function coloursIn(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--color-([a-z-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

function blockAfter(opening: string): Record<string, string> {
  const from = css.indexOf(opening)
  if (from < 0) throw new Error(`no ${opening} in tokens.css`)
  return coloursIn(css.slice(from, css.indexOf('}', from)))
}

const light = blockAfter('@theme')
const darkByTablet = blockAfter(":root:not([data-theme='light'])")
const darkByChoice = blockAfter(":root[data-theme='dark']")

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string | undefined, other: string | undefined): number {
  if (!one || !other) throw new Error('a colour is missing')
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

const grounds = ['surface', 'surface-raised', 'surface-sunken']
const statuses = ['good', 'warn', 'bad', 'late']
const textPairs: [string, string][] = [
  ...['ink', 'ink-muted', 'accent-text', ...statuses].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ...statuses.flatMap((status): [string, string][] => [
    [status, `${status}-soft`],
    [`${status}-ink`, status],
    ['ink', `${status}-soft`],
  ]),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-strong'],
  ['accent-text', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['ink-muted', 'accent-soft'],
  ['danger-ink', 'danger'],
]
// Edges of controls, the focus ring and drawn marks need 3 to 1.
const shapePairs: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ['line-strong', ground],
    ['focus', ground],
  ]),
  ...['surface', 'surface-raised'].flatMap((ground): [string, string][] => [
    ['accent', ground],
    ['danger', ground],
  ]),
]

describe.each([
  ['light', light],
  ['dark', darkByTablet],
])('in the %s theme', (_name, theme) => {
  test.each(textPairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(theme[text], theme[ground])).toBeGreaterThanOrEqual(4.5)
  })

  test.each(shapePairs)('%s can be made out on %s', (shape, ground) => {
    expect(contrast(theme[shape], theme[ground])).toBeGreaterThanOrEqual(3)
  })
})

test('dark is the same whether the tablet asks for it or a person does', () => {
  expect(darkByChoice).toEqual(darkByTablet)
})

test('every colour of the light theme has a dark counterpart', () => {
  const same = ['white', 'black']
  expect(Object.keys(darkByTablet).sort()).toEqual(
    Object.keys(light)
      .filter((name) => !same.includes(name))
      .sort(),
  )
})
