/**
 * A tablet: Chromium with a profile of its own on disk, so that closing, killing and opening it again keep what it stored. Where no test
 * ends it half-way, a light one: storage of its own in a browser that is running anyway, for starting one costs as much as signing in.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'

export const SIZES = {
  landscape: { width: 1180, height: 820 },
  portrait: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof SIZES

const seeing = (camera: string | undefined): string[] =>
  camera === undefined ? [] : ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]
export const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
export const QUIET = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']

/** `camera`: a file of JPEG pictures one after the other (.mjpeg) that the camera sees, read when the camera is switched on. */
export type TabletOptions = LightOptions & { profile?: string; camera?: string }
export type LightOptions = { size?: Size; dark?: boolean }
export type LightTablet = {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained about: policy violations, errors in the console, bugs that reached the page. */
  readonly complaints: readonly string[]
  close: () => Promise<void>
  dispose: () => Promise<void>
}
export type Tablet = LightTablet & {
  readonly profile: string
  /** `kill -9` of the whole browser. */
  kill: () => Promise<void>
  /** The same tablet switched on again: a new browser over the same profile. */
  reopen: () => Promise<void>
}

/** A dead server and a full tablet are what these tests are about: a request that found nobody, or a draft without room, is no complaint. */
const EXPECTED = [/net::ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|FAILED|ABORTED|NETWORK_CHANGED)/, /status of 401/, /A draft was not kept StorageFull/]

const likeATablet = ({ size = 'landscape', dark = false }: LightOptions) => ({
  viewport: SIZES[size], locale: 'en-GB', timezoneId: 'Europe/London', colorScheme: dark ? 'dark' : 'light',
  hasTouch: true, serviceWorkers: 'allow', acceptDownloads: true, reducedMotion: 'reduce',
}) as const

async function prepare(context: BrowserContext, complaints: string[]): Promise<void> {
  context.setDefaultTimeout(15_000)
  await context.exposeBinding('tellPolicyViolation', (_source, what: string) => void complaints.push(`policy: ${what}`))
  await context.addInitScript(() => {
    const tell = (globalThis as unknown as { tellPolicyViolation: (what: string) => void }).tellPolicyViolation
    document.addEventListener('securitypolicyviolation', (event) => tell(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
  })
  listen(context, complaints)
}

function listen(context: BrowserContext, complaints: string[]): void {
  const hear = (page: Page): void => {
    page.on('console', (message) => {
      const text = message.text()
      if (message.type() === 'error' && !EXPECTED.some((one) => one.test(text))) complaints.push(`console: ${text}`)
    })
    page.on('pageerror', (error) => complaints.push(`page: ${error.stack ?? error.message}`))
  }
  context.pages().forEach(hear)
  context.on('page', hear)
}

/** Every process whose command line names the profile. */
export function processesOf(profile: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').some((word) => word === `--user-data-dir=${profile}`)
      } catch {
        return false // it ended while we looked
      }
    })
}

/** Its storage is the browser's memory, and goes with it. */
export async function switchOnLight(browser: Browser, options: LightOptions = {}): Promise<LightTablet> {
  const complaints: string[] = []
  const context = await browser.newContext(likeATablet(options))
  await prepare(context, complaints)
  return { page: await context.newPage(), context, complaints, close: () => context.close(), dispose: () => context.close() }
}

export async function switchOn({ size = 'landscape', dark = false, profile = mkdtempSync(join(tmpdir(), 'blue-report-tablet-')), camera }: TabletOptions = {}): Promise<Tablet> {
  const complaints: string[] = []
  let context: BrowserContext
  let page: Page

  async function open(): Promise<void> {
    context = await chromium.launchPersistentContext(profile, { executablePath: EXECUTABLE, args: [...QUIET, ...seeing(camera)], ...likeATablet({ size, dark }) })
    await prepare(context, complaints)
    page = context.pages()[0] ?? (await context.newPage())
  }
  await open()

  return {
    get page() {
      return page
    },
    get context() {
      return context
    },
    profile,
    complaints,
    close: () => context.close(),
    async kill() {
      const gone = new Promise((resolve) => context.once('close', resolve))
      for (const id of processesOf(profile)) {
        try {
          process.kill(id, 'SIGKILL')
        } catch {
          continue // it went with its parent
        }
      }
      await gone
      while (processesOf(profile).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    reopen: open,
    async dispose() {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
