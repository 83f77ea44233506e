/**
 * Where everything stands on the front of a blue report, in millimetres from the top left corner of the page. The same on
 * every sheet whatever is written on it, so that a camera which sees the four corner marks can find each box again.
 */
import { page } from './look.ts'

export type Box = { x: number; y: number; width: number; height: number }
type Asked = { periods: number; days: number; boxes: number }

/** The centres of the corner marks stand this far from the edges of the page. */
export const corner = { inset: 8.5, side: 5 } as const
export const corners = (): { x: number; y: number; solid: boolean }[] => {
  const { inset, side } = corner
  const [left, right, top, bottom] = [inset - side / 2, page.width - inset - side / 2, inset - side / 2, page.height - inset - side / 2]
  // One is hollow: a camera then knows which way up the sheet lies.
  return [{ x: left, y: top, solid: true }, { x: right, y: top, solid: true }, { x: left, y: bottom, solid: true }, { x: right, y: bottom, solid: false }]
}

export const grid = { top: 113, head: 7.5, bottom: 231, dayWidth: 19, homeWidth: 19 } as const
const score = 8.4

export const columnWidth = (periods: number): number => (page.right - page.left - grid.dayWidth - grid.homeWidth) / periods
export const rowHeight = (days: number): number => (grid.bottom - grid.top - grid.head) / days

export function cellAt({ periods, days }: Asked, day: number, period: number): Box {
  const width = columnWidth(periods)
  const height = rowHeight(days)
  return { x: page.left + grid.dayWidth + period * width, y: grid.top + grid.head + day * height, width, height }
}
/** The boxes for marks, one or one for each target, and the box for the teacher's initials beside them. */
export function boxesAt(asked: Asked, day: number, period: number): { marks: Box[]; initials: Box } {
  const cell = cellAt(asked, day, period)
  const across = cell.width - 2
  const side = Math.min(score, (across * (asked.boxes > 1 ? 0.72 : 0.45)) / asked.boxes)
  const y = cell.y + 4
  const marks = Array.from({ length: asked.boxes }, (_, at) => ({ x: cell.x + 1 + at * side, y, width: side, height: score }))
  const used = asked.boxes * side + 0.8
  return { marks, initials: { x: cell.x + 1 + used, y, width: across - used, height: score } }
}
