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
  await expect.poll(() => said.split('\n').length, { timeout: 20_000 }).toBeGreaterThan(2)
  await wait(after)
  server.kill('SIGKILL')
  await new Promise((resolve) => server.on('close', resolve))
  const acknowledged = Number(said.trimEnd().split('\n').at(-1))
  expect(acknowledged).toBeGreaterThan(1)

  const store = await storeUnderTest(folder)
  // At one moment: a database of its own may still be ending what the dead server had asked of it.
  const { last_n, head, rows, ops } = await store.read(async (trx) => ({
    ...(await trx.selectFrom('sync_client').select('last_n').executeTakeFirstOrThrow()),
    ...(await trx.selectFrom('school').select('head').executeTakeFirstOrThrow()),
    rows: await trx.selectFrom('row').select('seq').orderBy('seq').execute(),
    ops: await trx.selectFrom('op').select('n').orderBy('n').execute(),
  }))
  expect(last_n).toBeGreaterThanOrEqual(acknowledged)
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: last_n }, (_, index) => index + 1))
  expect(ops.map((op) => op.n)).toEqual(rows.map((row) => row.seq))
  expect(head).toBe(last_n)
  await store.close()
  rmSync(folder, { recursive: true })
})
