// What a stage of the tests needs from the machine, and how it comes there: from Debian when we may, else by asking.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** @param {string} path */
export function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} program */
export function isThere(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return isAbsolute(program) ? isRunnable(program) : folders.some((folder) => isRunnable(join(folder, program)))
}

/** @param {string[]} words */
function aptGet(...words) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...words], { stdio: 'inherit', env }).status === 0
}

/**
 * True when nothing is missing, after bringing it on a Debian where we are root.
 * @param {{ who: string, missing: () => string[], debianPackages: string[], elsewhere: string }} needs
 */
export function isReady({ who, missing, debianPackages, elsewhere }) {
  const lacking = missing()
  if (lacking.length === 0) return true
  const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0
  console.log(`${who} need ${lacking.join(', ')}.`)
  if (mayInstall && aptGet('update', '-qq') && aptGet('install', '-y', '-qq', '--no-install-recommends', ...debianPackages)) {
    const still = missing()
    if (still.length === 0) return true
    console.log(`Still missing after the installation: ${still.join(', ')}.`)
  }
  console.log(`On Debian or Ubuntu: sudo apt-get install ${debianPackages.join(' ')}`)
  console.log(elsewhere)
  return false
}
