/** What the sync engine adds to an app that has Dexie and our records: the engine, its line, its timetable and its half of the store, as the app's bundler packs them. */
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'

const PARTS = ['sync/engine.ts', 'sync/http.ts', 'sync/schedule.ts', 'sync/watchdog.ts', 'data/store/syncStore.ts']
const OURS = /\/src\/(sync|data\/store)\//
const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** In bytes, gzip; without packages and without what the domain knows. */
export async function engineSize(): Promise<number> {
  const entry = '\0engine'
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [{
      name: 'the-engine-alone',
      enforce: 'pre',
      resolveId(id, from) {
        if (id === entry) return id
        const path = id.startsWith('.') && from ? fileURLToPath(new URL(id, `file://${from}`)) : id
        return OURS.test(path) ? path : { id: path, external: true }
      },
      load: (id) => (id === entry ? PARTS.map((path) => `export * from ${JSON.stringify(source(path))}`).join('\n') : undefined),
    }],
    build: { write: false, target: 'es2022', rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { codeSplitting: false } } },
  })
  const { output } = built as Rolldown.RolldownOutput
  return output.reduce((sum, one) => sum + (one.type === 'chunk' ? gzipSync(one.code).length : 0), 0)
}
