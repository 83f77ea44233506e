/** Chromium with a profile on disk, one process for each run: what a browser keeps in memory only is not durable. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from '@playwright/test'

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic', '--no-sandbox']
const TABLET = { width: 1180, height: 820 }

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'blue-report-bench-'))
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 })

export async function copyOf(profile: string): Promise<string> {
  const folder = await newFolder()
  await cp(profile, folder, { recursive: true, filter: (path) => !/Singleton\w+$/.test(path) })
  return folder
}

export type Opened = { page: Page; context: BrowserContext }

/** Opens the profile, does the work, and closes the browser so that the profile is whole on the disk. */
export async function inBrowser<T>(profile: string, work: (opened: Opened) => Promise<T>): Promise<T> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: QUIET,
    viewport: TABLET,
    hasTouch: true,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    serviceWorkers: 'allow',
  })
  try {
    return await work({ context, page: context.pages()[0] ?? (await context.newPage()) })
  } finally {
    await context.close()
  }
}

/** A new profile for the work alone. */
export async function inNewBrowser<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const profile = await newFolder()
  try {
    return await inBrowser(profile, work)
  } finally {
    await removeFolder(profile)
  }
}

/** Slows the page's own thread; Chromium leaves workers as they are. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: times })
}

export async function browserVersion(): Promise<string> {
  return inNewBrowser(async ({ context }) => context.browser()?.version() ?? 'of unknown version')
}
