/** The look of our paper. Lengths are millimetres, type sizes points. Blues and greys are chosen to survive a photocopier. */
export type Colour = readonly [red: number, green: number, blue: number]

export const ink: Colour = [23, 28, 43]
export const blue: Colour = [29, 79, 184]
export const quiet: Colour = [82, 90, 108]
export const hairline: Colour = [196, 202, 214]
export const tint: Colour = [238, 242, 251]
export const white: Colour = [255, 255, 255]

export const page = { width: 210, height: 297, left: 16, right: 194, top: 13, bottom: 281, continuedTop: 24 } as const
export const pageWidth = page.right - page.left

export const millimetresPerPoint = 25.4 / 72
/** Noto Sans sits well at this line height; autotable is told the same. */
export const lineHeight = 1.36
/** From the top of a line to its baseline, in em. */
export const baseline = 1.03

/**
 * How tightly one sheet is set: body size, gap between sections, padding inside cells, figures of the week in a row, how
 * tall the bars of the weeks are, the room to sign in, and whether form, year and mentor stand in one line.
 */
export type Density = { body: number; small: number; gap: number; pad: number; name: number; figures: number; bars: number; sign: number; oneLine: boolean }

/** A sheet is set roomily, and a little tighter only if that keeps it on one page. */
export const densities: readonly [Density, ...Density[]] = [
  { body: 9.6, small: 7.8, gap: 5, pad: 1.5, name: 17, figures: 6, bars: 13, sign: 11, oneLine: false },
  { body: 9, small: 7.4, gap: 3.6, pad: 1.1, name: 15, figures: 8, bars: 10, sign: 11, oneLine: false },
  { body: 8.4, small: 7.2, gap: 2.6, pad: 0.75, name: 14, figures: 8, bars: 7, sign: 10, oneLine: true },
  { body: 8.2, small: 7, gap: 1.8, pad: 0.4, name: 13, figures: 8, bars: 5.5, sign: 9, oneLine: true },
]
