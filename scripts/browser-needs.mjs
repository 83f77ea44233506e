// What the browser tests need from the machine, and how it comes there: from Debian when we may, else by asking.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

const debianPackages = ['chromium', 'webkit2gtk-driver', 'xvfb', 'xauth', 'poppler-utils', 'fonts-noto-core', 'postgresql']
const programs = [process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', 'WebKitWebDriver', 'xvfb-run', 'Xvfb', 'xauth', 'pdftotext', 'pdftoppm']

/** @param {string} path */
function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} program */
function isThere(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return isAbsolute(program) ? isRunnable(program) : folders.some((folder) => isRunnable(join(folder, program)))
}

const missingPrograms = () => programs.filter((program) => !isThere(program))

/** @param {string[]} words */
function aptGet(...words) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...words], { stdio: 'inherit', env }).status === 0
}

/** True when every program is there, after bringing what is missing on a Debian where we are root. */
export function browserStageIsReady() {
  const missing = missingPrograms()
  if (missing.length === 0) return true
  const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0
  console.log(`The browser tests need ${missing.join(', ')}.`)
  if (mayInstall && aptGet('update', '-qq') && aptGet('install', '-y', '-qq', '--no-install-recommends', ...debianPackages)) {
    const still = missingPrograms()
    if (still.length === 0) return true
    console.log(`Still missing after the installation: ${still.join(', ')}.`)
  }
  console.log(`On Debian or Ubuntu: sudo apt-get install ${debianPackages.join(' ')}`)
  console.log('Elsewhere install Chromium, WebKitGTK with its driver, Xvfb with xauth and poppler; CHROMIUM_PATH says where Chromium is.')
  return false
}
