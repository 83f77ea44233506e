/** The demo school as anyone can start it: a fresh build, a server of its own that can be killed, and tablets signed in to it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Health } from '../src/domain/protocol.ts'
import { chooseThePin, signIn, watchPages } from './appSteps.ts'
import { copyOf, inBrowser, newFolder, removeFolder, type Opened } from './browser.ts'

/** A first sync goes on behind the first screen; nothing on the screens says when all of it is kept. */
const CASELOAD_MS = 3000
const WHOLE_SCHOOL_MS = 25_000
const top = fileURLToPath(new URL('..', import.meta.url))

export type Demo = {
  origin: string
  passphrase: string
  /** The built app. */
  folder: string
  start: () => Promise<void>
  kill: () => Promise<void>
  /** Opens a copy of a tablet on which this person signed in, with their caseload and the service worker in place. */
  onTabletOf: <T>(username: string, work: (opened: Opened) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function freshBuild(): Promise<string> {
  const folder = await newFolder()
  await build({ root: top, configFile: resolve(top, 'vite.config.ts'), logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  return folder
}

/** `given`: a folder with a built app to measure instead of a fresh build. `plant`: puts another school there than the demo's. */
export async function startDemo(given?: string, plant?: (data: string) => Promise<unknown>): Promise<Demo> {
  const folder = given === undefined ? await freshBuild() : resolve(given)
  const data = await newFolder()
  await plant?.(data)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const tablets = new Map<string, Promise<string>>()
  let server: ChildProcess | undefined

  const health = async (): Promise<Health | undefined> => {
    try {
      return (await (await fetch(`${origin}/api/health`)).json()) as Health
    } catch {
      return undefined // not yet listening
    }
  }
  async function start(): Promise<void> {
    if (server) return
    server = spawn(process.execPath, ['server/main.ts', '--demo'], {
      cwd: top, stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, PORT: String(port), BLUE_REPORT_DATA: data, BLUE_REPORT_APP: folder },
    })
    while (!(await health())) {
      if (server.exitCode !== null) throw new Error('The demo server did not start')
      await new Promise((tick) => setTimeout(tick, 100))
    }
  }
  async function kill(): Promise<void> {
    const dying = server
    server = undefined
    if (!dying || dying.exitCode !== null) return
    dying.kill('SIGKILL')
    await once(dying, 'exit')
  }

  await start()
  const passphrase = (await health())?.demo?.passphrase ?? ''

  async function newTablet(username: string): Promise<string> {
    await start()
    const profile = await newFolder()
    await inBrowser(profile, async ({ page, context }) => {
      await watchPages(context)
      await signIn(page, origin, username, passphrase)
      await chooseThePin(page)
      await page.evaluate(async () => {
        await navigator.serviceWorker.ready
      })
      // The first sync goes on after the first rows are on screen; the worker fills its store meanwhile.
      await page.waitForLoadState('networkidle')
      await page.waitForTimeout(plant ? WHOLE_SCHOOL_MS : CASELOAD_MS)
    })
    return profile
  }

  return {
    origin, passphrase, folder, start, kill,
    async onTabletOf(username, work) {
      const made = tablets.get(username) ?? newTablet(username)
      tablets.set(username, made)
      const profile = await copyOf(await made)
      try {
        return await inBrowser(profile, async (opened) => {
          await watchPages(opened.context)
          return work(opened)
        })
      } finally {
        await removeFolder(profile)
      }
    },
    async close() {
      await kill()
      const profiles = await Promise.all(tablets.values())
      await Promise.all([...profiles, data, ...(given === undefined ? [folder] : [])].map(removeFolder))
    },
  }
}
