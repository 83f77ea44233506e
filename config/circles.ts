/**
 * Files of the app that need each other: whichever is fetched first runs without the other, and breaks on a tablet in an
 * order that no test happens to take. A build with such a circle is refused.
 */
import type { Plugin } from 'vite'

/** The first circle of files that import each other, in their order. */
export function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const follow = (file: string, path: readonly string[]): string[] | undefined => {
    const at = path.indexOf(file)
    if (at >= 0) return [...path.slice(at), file]
    if (done.has(file)) return undefined
    for (const next of imports.get(file) ?? []) {
      const circle = follow(next, [...path, file])
      if (circle) return circle
    }
    done.add(file)
    return undefined
  }
  for (const file of imports.keys()) {
    const circle = follow(file, [])
    if (circle) return circle
  }
  return undefined
}

export const noCircles = (): Plugin => ({
  name: 'no-circles',
  generateBundle(_options, bundle) {
    const circle = circleIn(new Map(Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one.imports] as const] : []))))
    if (circle) this.error(`These files of the build need each other, and one of them would run too early:\n  ${circle.join('\n  ')}`)
  },
})
