import { defineConfig } from '@playwright/test'
import { EXECUTABLE, QUIET } from '../tests/support/browser/tablet.ts'

const top = new URL('..', import.meta.url).pathname

// Each test switches on its own tablets (tests/support/browser/tablet.ts): light ones in one browser, or on disk through kills.
export default defineConfig({
  testDir: `${top}tests/e2e`,
  globalSetup: `${top}tests/support/browser/setUp.ts`,
  outputDir: `${top}test-results/e2e`,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  // Two browsers, a server and kills on two cores: where a machine was too busy, a test may go once more, and says so.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: `${top}test-results/e2e.json` }]],
  use: { trace: 'off', launchOptions: { executablePath: EXECUTABLE, args: QUIET } },
})
