/** Before the first browser test: the app is built if it is older than its sources, and the school is planted. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { plantOnce } from './schoolServer.ts'

export default async function setUp(): Promise<() => void> {
  // A build of one's own, made beforehand.
  if (process.env['BLUE_REPORT_APP'] !== undefined) return plantOnce()
  const script = fileURLToPath(new URL('../../../scripts/build-if-older.mjs', import.meta.url))
  if (spawnSync(process.execPath, [script], { stdio: 'inherit' }).status !== 0) throw new Error('The app could not be built')
  return plantOnce()
}
