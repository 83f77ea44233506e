import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// A school day is a day in London wherever the machine stands, so the tests stand somewhere else.
process.env['TZ'] = 'America/New_York'

const onTheServer = ['tests/server/**/*.test.ts', 'tests/sim/**/*.test.ts', 'tests/crash/**/*.test.ts']
const onPostgresAlone = 'tests/server/postgres/**'
const onNoStore = ['tests/server/sqlite/**', 'tests/server/demo.test.ts', 'tests/server/secure.test.ts']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [vue()],
  test: {
    // By itself it leaves one core idle, which is half of the machine that this is measured for.
    maxWorkers: 2,
    // Modules are read once for each worker, which halves the run; a test leaves nothing behind in them.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'happy-dom',
          setupFiles: 'tests/support/setup.ts',
          include: ['tests/**/*.test.ts'],
          exclude: [...onTheServer, 'tests/e2e/**'],
          // None is timed: a busy machine only takes longer.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: 'server', environment: 'node', include: onTheServer, exclude: [onPostgresAlone], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          environment: 'node',
          include: ['tests/server/**/*.test.ts'],
          exclude: onNoStore,
          env: { BLUE_REPORT_TEST_STORE: 'postgres' },
          globalSetup: 'tests/support/postgresForAll.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
