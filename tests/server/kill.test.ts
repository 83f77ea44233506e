import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { storeUnderTest } from '../support/storeUnderTest.ts'

it.each([150, 400, 700])('a server killed in the middle of its work has everything it acknowledged, and nothing by halves (%i ms)', async (after) => {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-kill-'))
  const server = spawn(process.execPath, ['tests/support/pushUntilKilled.ts', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  server.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await expect.poll(() => said, { timeout: 20_000 }).toContain('1\n')
  await wait(after)
  server.kill('SIGKILL')
  await new Promise((resolve) => server.on('close', resolve))
  const acknowledged = Number(said.trimEnd().split('\n').at(-1))
  expect(acknowledged).toBeGreaterThan(1)

  const store = await storeUnderTest(folder)
  const { last_n } = await store.db.selectFrom('sync_client').select('last_n').executeTakeFirstOrThrow()
  const { head } = await store.db.selectFrom('school').select('head').executeTakeFirstOrThrow()
  const rows = await store.db.selectFrom('row').select('seq').orderBy('seq').execute()
  const ops = await store.db.selectFrom('op').select('n').orderBy('n').execute()
  expect(last_n).toBeGreaterThanOrEqual(acknowledged)
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: last_n }, (_, index) => index + 1))
  expect(ops.map((op) => op.n)).toEqual(rows.map((row) => row.seq))
  expect(head).toBe(last_n)
  await store.close()
  rmSync(folder, { recursive: true })
})
