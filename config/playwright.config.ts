import { defineConfig } from '@playwright/test'

const top = new URL('..', import.meta.url).pathname
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']

export default defineConfig({
  testDir: `${top}tests/e2e`,
  outputDir: `${top}test-results/e2e`,
  timeout: 60_000,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: `${top}test-results/e2e.json` }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    serviceWorkers: 'allow',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', ...quiet],
    },
  },
})
