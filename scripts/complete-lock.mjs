// A registry that serves no packages for other platforms leaves them out of the lock, and `npm ci` then refuses the lock.
// This adds the missing ones, at the version their parent pins. Run it after every change to the dependencies.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, cpu?: string[], os?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} Locked one package of the lock
 * @typedef {{ packages: Record<string, Locked> }} Lock
 * @typedef {{ name: string, version: string, dev: boolean }} Missing
 */

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32']
const systemsByAnotherName = new Map([['linuxmusl', 'linux'], ['windows', 'win32']])
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']
const processorsByAnotherName = new Map([['armv7', 'arm'], ['ppc64le', 'ppc64'], ['powerpc64le', 'ppc64']])

/** @param {string[]} words @param {string[]} known @param {Map<string, string>} otherNames */
function firstKnown(words, known, otherNames) {
  return words.map((word) => otherNames.get(word) ?? word).find((word) => known.includes(word))
}

/** The pinned optional packages that the lock's own entries ask for and the lock does not hold.
 * @param {Lock} lock @returns {Missing[]} */
export function missingFromLock(lock) {
  /** @type {Map<string, Missing>} */
  const missing = new Map()
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const isPinned = /^\d/.test(version)
      if (isPinned && !isHeld(lock, path, name)) missing.set(name, { name, version, dev: parent.dev === true })
    }
  }
  return [...missing.values()]
}

/** Node looks beside the parent first and then in every folder above it.
 * @param {Lock} lock @param {string} path @param {string} name */
function isHeld(lock, path, name) {
  const folders = path.split('/node_modules/')
  const above = folders.map((_, depth) => folders.slice(0, depth + 1).join('/node_modules/'))
  return ['', ...above].some((folder) => `${folder ? `${folder}/` : ''}node_modules/${name}` in lock.packages)
}

/** @param {Missing} missing @returns {Locked} */
function entryFor({ name, version, dev }) {
  const words = (name.split('/').pop() ?? name).split('-')
  const os = firstKnown(words, systems, systemsByAnotherName)
  const cpu = firstKnown(words, processors, processorsByAnotherName)
  const libc = name.includes('musl') ? 'musl' : os === 'linux' && name.includes('gnu') ? 'glibc' : undefined
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  }
}

/** @param {Lock} lock @returns {Lock} */
export function completed(lock) {
  const { '': root = {}, ...held } = lock.packages
  const added = missingFromLock(lock).map((missing) => [`node_modules/${missing.name}`, entryFor(missing)])
  const sorted = [...Object.entries(held), ...added].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return { ...lock, packages: { '': root, ...Object.fromEntries(sorted) } }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? 'package-lock.json'
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const count = missingFromLock(lock).length
  writeFileSync(file, `${JSON.stringify(completed(lock), null, 2)}\n`)
  console.log(`${file}: ${count} platform packages added`)
}
