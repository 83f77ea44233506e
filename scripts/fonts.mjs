// Makes the PDF fonts in public/fonts from the full Noto fonts, and the list of what they can write.
// The outputs are committed; run this again after changing the ranges or the font packages.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { coveredCodePoints, toRanges } from './cmap.mjs'

/** The package brings no types. @type {(font: Buffer, text: string, options: { targetFormat: 'truetype' }) => Promise<Buffer>} */
const subsetFont = createRequire(import.meta.url)('subset-font')

const packages = 'node_modules/@expo-google-fonts'
const latin = [
  [0x20, 0x7e], [0xa0, 0x24f], [0x259, 0x259], [0x2b0, 0x2ff], [0x300, 0x36f], [0x370, 0x4ff], [0x1e00, 0x1eff], [0x2010, 0x2027],
  [0x2030, 0x203a], [0x20ac, 0x20ac], [0x2190, 0x2193], [0x2212, 0x2212], [0x2713, 0x2717],
]
const arabic = [[0x20, 0x7e], [0xa0, 0xa0], [0x600, 0x6ff], [0x750, 0x77f], [0xfb50, 0xfdff], [0xfe70, 0xfefc]]

const fonts = [
  { from: 'noto-sans/400Regular/NotoSans_400Regular.ttf', to: 'NotoSans-Regular.ttf', ranges: latin },
  { from: 'noto-sans/700Bold/NotoSans_700Bold.ttf', to: 'NotoSans-Bold.ttf', ranges: latin },
  { from: 'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf', to: 'NotoSansArabic-Regular.ttf', ranges: arabic },
]

/** @param {number[][]} ranges */
function textOf(ranges) {
  return ranges.flatMap(([first = 0, last = first]) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))).join('')
}

/** @type {Map<string, Set<number>>} */
const covered = new Map()
for (const { from, to, ranges } of fonts) {
  const subset = await subsetFont(readFileSync(`${packages}/${from}`), textOf(ranges), { targetFormat: 'truetype' })
  writeFileSync(`public/fonts/${to}`, subset)
  covered.set(to, coveredCodePoints(subset))
  console.log(`${to}: ${Math.round(subset.length / 1024)} KiB, ${covered.get(to)?.size} characters`)
}
copyFileSync(`${packages}/noto-sans/LICENSE_FONT`, 'public/fonts/OFL-NotoSans.txt')
copyFileSync(`${packages}/noto-sans-arabic/LICENSE_FONT`, 'public/fonts/OFL-NotoSansArabic.txt')

const bold = covered.get('NotoSans-Bold.ttf') ?? new Set()
const inBothWeights = [...(covered.get('NotoSans-Regular.ttf') ?? [])].filter((point) => bold.has(point))

/** @param {string} name @param {Iterable<number>} points */
function rangesInTypeScript(name, points) {
  const rows = toRanges(points).map(([first, last]) => `  [0x${first.toString(16)}, 0x${last.toString(16)}],`)
  return `export const ${name}: readonly CodePointRange[] = [\n${rows.join('\n')}\n]\n`
}

writeFileSync(
  'src/ui/paper/coverage.ts',
  `// What the fonts embedded in our PDFs can write, in order. Written by scripts/fonts.mjs: change it there.
export type CodePointRange = readonly [first: number, last: number]

/** Noto Sans, regular and bold alike. */
${rangesInTypeScript('latinRanges', inBothWeights)}
/** Noto Sans Arabic, which also holds the shaped presentation forms. */
${rangesInTypeScript('arabicRanges', covered.get('NotoSansArabic-Regular.ttf') ?? [])}`,
)
