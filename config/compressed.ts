/** Lays the app's files beside themselves in Brotli's smallest, once at the build instead of at each request. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const compress = promisify(brotliCompress)
/** Whoever asks whether a build is whole looks for this one. */
const LAST = 'sw.js'
const TEXT = /\.(?:js|css|html|svg|ttf|wasm|webmanifest)$/

export function compressed(): Plugin {
  let folder = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir)
    },
    // Last of all: the service worker is written when everything else is.
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const names = (await readdir(folder, { recursive: true })).filter((name) => TEXT.test(name) && name !== LAST)
        await Promise.all(names.map((name) => layBeside(join(folder, name))))
        await layBeside(join(folder, LAST))
      },
    },
  }
}

async function layBeside(path: string): Promise<void> {
  const whole = await readFile(path)
  await writeFile(`${path}.br`, await compress(whole, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: whole.length } }))
}
