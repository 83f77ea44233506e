// Where the points of a line stand, in percent of the box, and which neighbours are joined.
export interface TrendPoint {
  label: string
  /** null is a gap: a week off, or nothing known. */
  value: number | null
  valueText?: string | undefined
}

export interface Placed {
  x: number
  y: number
  value: number
}

export function placePoints(points: readonly TrendPoint[], min: number, max: number): (Placed | null)[] {
  const span = max - min || 1
  return points.map((point, index) =>
    point.value === null
      ? null
      : {
          x: ((index + 0.5) / points.length) * 100,
          y: 100 - ((Math.min(max, Math.max(min, point.value)) - min) / span) * 100,
          value: point.value,
        },
  )
}

/** A line never crosses a gap: a missing week must not look like a measured one. */
export function joinPoints(placed: readonly (Placed | null)[]): { from: Placed; to: Placed }[] {
  return placed.flatMap((from, index) => {
    const to = placed[index + 1]
    return from && to ? [{ from, to }] : []
  })
}
