import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// A school day is a day in London wherever the machine stands, so the tests stand somewhere else.
process.env['TZ'] = 'America/New_York'

const onTheServer = ['tests/server/**/*.test.ts', 'tests/sim/**/*.test.ts']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [vue()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'happy-dom',
          include: ['tests/**/*.test.ts'],
          exclude: [...onTheServer, 'tests/e2e/**'],
        },
      },
      {
        extends: true,
        test: { name: 'server', environment: 'node', include: onTheServer, testTimeout: 30_000 },
      },
    ],
  },
})
