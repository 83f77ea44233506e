// Where PostgreSQL's own programs are. Debian keeps them out of the PATH, in a folder per version.
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { isReady, isRunnable } from './machine-needs.mjs'

const DEBIAN = '/usr/lib/postgresql'

/** The folder that holds initdb and postgres, or undefined. POSTGRES_BIN goes before the newest of Debian's and the PATH. */
export function postgresPrograms() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [process.env['POSTGRES_BIN'], ...versions.map((version) => join(DEBIAN, version, 'bin')), ...(process.env['PATH'] ?? '').split(delimiter)]
  return folders.find((folder) => folder && ['initdb', 'postgres'].every((program) => isRunnable(join(folder, program))))
}

export const postgresStageIsReady = () =>
  isReady({
    who: 'The tests on PostgreSQL',
    missing: () => (postgresPrograms() ? [] : ['initdb', 'postgres']),
    debianPackages: ['postgresql'],
    elsewhere: 'Elsewhere install PostgreSQL 13 or newer; POSTGRES_BIN says in which folder its programs are.',
  })
