/**
 * Blue Report among its peers: lays our store and server into a copy of the comparison's harness (peers/NAME.mjs,
 * servers/NAME.mjs), and runs it. The harness must have its packages; it then runs under our Node.
 */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import appConfig from '../../vite.config.ts'
import { newFolder, removeFolder } from '../browser.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export type PeersRun = { folder: string; peers: string; runs: string; more: readonly string[] }

export async function runAmongPeers({ folder: given, peers, runs, more }: PeersRun): Promise<void> {
  const folder = resolve(given)
  if (!existsSync(join(folder, 'node_modules/esbuild'))) throw new Error(`${folder} is not a harness with its packages: copy it, and run npm install there first.`)
  oneSqlite(folder)
  const assets = await layIn(folder)
  const isBuilt = existsSync(join(folder, 'dist/servers.json'))
  await node(folder, ['build.mjs', ...(isBuilt ? ['product'] : [])])
  for (const asset of assets) cpSync(asset, join(folder, 'dist', basename(asset)))
  const out = `results/among-peers-${Date.now()}.jsonl`
  await node(folder, ['run.mjs', '--peers', peers, '--runs', runs, '--out', out, ...more])
  await node(folder, ['report.mjs', out])
}

/** The harness's own SQLite is built for another Node; its servers take ours, so that all write through the same. */
function oneSqlite(folder: string): void {
  const theirs = join(folder, 'node_modules/better-sqlite3')
  rmSync(theirs, { recursive: true, force: true })
  symlinkSync(here('../../node_modules/better-sqlite3'), theirs)
}

/** Bundled by the app's own bundler; the key's worker is a file of its own, which the harness serves from dist. */
async function layIn(folder: string): Promise<string[]> {
  const bundled = await newFolder()
  await build({
    configFile: false,
    logLevel: 'warn',
    root: here('.'),
    base: '/dist/',
    publicDir: false,
    resolve: appConfig.resolve ?? {},
    worker: appConfig.worker ?? {},
    build: {
      ...appConfig.build, outDir: bundled, emptyOutDir: true,
      rolldownOptions: { input: here('./peer.ts'), preserveEntrySignatures: 'strict', output: { entryFileNames: 'peer.mjs', codeSplitting: false } },
    },
  })
  cpSync(join(bundled, 'peer.mjs'), join(folder, 'peers/_product.mjs'))
  const kept = join(folder, '.product')
  rmSync(kept, { recursive: true, force: true })
  mkdirSync(kept)
  cpSync(join(bundled, 'assets'), kept, { recursive: true })
  await removeFolder(bundled)
  writeFileSync(join(folder, 'peers/product.mjs'), `// server: product\nexport { default } from './_product.mjs';\n`)
  writeFileSync(join(folder, 'servers/product.mjs'), `export { seed, start } from ${JSON.stringify(pathToFileURL(here('./server.ts')).href)};\n`)
  return readdirSync(kept).map((name) => join(kept, name))
}

function node(folder: string, given: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, given, { cwd: folder, stdio: 'inherit' })
    child.on('error', failed)
    child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`${given[0]} ended with ${code}`))))
  })
}
