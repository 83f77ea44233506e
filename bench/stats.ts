/** What a row of numbers comes to. */
export type Summary = { n: number; median: number; least: number; most: number }

/** Nearest rank: a value that was measured, never one between two. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN
}
export const p50 = (values: readonly number[]): number => quantile(values, 0.5)
export const p95 = (values: readonly number[]): number => quantile(values, 0.95)

export const summary = (values: readonly number[]): Summary => ({ n: values.length, median: p50(values), least: Math.min(...values), most: Math.max(...values) })
