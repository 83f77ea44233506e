/** Two versions of the app, and a folder that a server serves now the one, now the other from. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../../..', import.meta.url))

export type Builds = { served: string; publish: () => void; dispose: () => void }

/** `publish` puts the later version where the server serves from, as a school's update would. */
export function twoBuilds(laterVersion: string): Builds {
  const folder = mkdtempSync(join(tmpdir(), 'blue-report-builds-'))
  const [served, later] = [join(folder, 'served'), join(folder, 'later')]
  cpSync(process.env['BLUE_REPORT_APP'] ?? join(top, 'dist'), served, { recursive: true })
  const vite = join(top, 'node_modules/vite/bin/vite.js')
  const built = spawnSync(process.execPath, [vite, 'build', '--outDir', later, '--emptyOutDir', '--logLevel', 'error'], { cwd: top, env: { ...process.env, VITE_APP_VERSION: laterVersion }, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`The later version was not built: ${built.stderr}`)
  return {
    served,
    publish() {
      renameSync(served, join(folder, 'earlier'))
      renameSync(later, served)
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}
