/** Bundles bench/pages as the app is bundled, and serves it under headers that let a page time to five microseconds. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import appConfig from '../vite.config.ts'
import { newFolder, removeFolder } from './browser.ts'
import type { PageBench } from './pages/main.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const KINDS: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.ttf': 'font/ttf' }

export type Answers = (request: IncomingMessage, answer: ServerResponse) => void
export type PagesServer = {
  origin: string
  /** Who answers under /api and /plain from now on. */
  behind: (answers: Answers | undefined) => void
  close: () => Promise<void>
}

export async function servePages(): Promise<PagesServer> {
  const folder = await newFolder()
  await build({
    configFile: false,
    logLevel: 'warn',
    root: here('./pages'),
    publicDir: here('../public'),
    // As the app is built: its components and their look.
    plugins: [vue({ features: { optionsAPI: false } }), tailwindcss()],
    resolve: appConfig.resolve ?? {},
    worker: appConfig.worker ?? {},
    build: { ...appConfig.build, outDir: folder, emptyOutDir: true },
  })
  let others: Answers | undefined
  const server = createServer((request, answer) => {
    if (/^\/(api|plain)\//.test(request.url ?? '')) {
      if (others) others(request, answer)
      else answer.writeHead(404).end()
      return
    }
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    readFile(join(folder, path === '/' ? 'index.html' : path)).then(
      (bytes) => answer.writeHead(200, { 'content-type': KINDS[extname(path) || '.html'] ?? 'application/octet-stream', ...ISOLATED }).end(bytes),
      () => answer.writeHead(404, ISOLATED).end(),
    )
  })
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready))
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, behind: (answers) => void (others = answers), close: () => closeAll(server, folder) }
}

const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

async function closeAll(server: Server, folder: string): Promise<void> {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  await removeFolder(folder)
}

/** Calls one of the page's measurements and brings its answer back. */
export async function ask<K extends keyof PageBench>(page: Page, name: K, ...given: Parameters<PageBench[K]>): Promise<Awaited<ReturnType<PageBench[K]>>> {
  const answer: unknown = await page.evaluate(
    ([what, with_]) => (globalThis as unknown as { bench: Record<string, (...given: unknown[]) => unknown> }).bench[what]?.(...with_),
    [name, given] as [string, unknown[]],
  )
  return answer as Awaited<ReturnType<PageBench[K]>>
}

export async function openBench(page: Page, { origin }: PagesServer): Promise<void> {
  await page.goto(origin)
  await page.waitForFunction(() => 'bench' in globalThis)
}
