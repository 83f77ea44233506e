/**
 * Which packages of others reach a tablet: whatever a file of the built app was made of, workers and service worker too. They stand in
 * docs/packages.md, and a build that brings another fails: it is somebody else whom every school trusts. `BLUE_REPORT_PACKAGES=write npm run build` writes the list anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const LIST = new URL('../docs/packages.md', import.meta.url)
const HEAD = `# Packages that reach a tablet

Whatever a file of the built app is made of, written by the build itself (\`config/packages.ts\`), which fails when another
comes in. The server's are in \`package-lock.json\`; \`npm run sbom\` says all of them as CycloneDX. Beside them stand two fonts of
\`public/fonts\`, Noto Sans and Noto Sans Arabic, under the SIL Open Font Licence, and what Tailwind (MIT) writes into the style sheet.

| Package | Version | Licence |
|---|---|---|
`
const reached = new Map<string, string>()

/** For each of the builds that a build of the app is made of. */
export const collecting = (): Plugin => ({
  name: 'packages',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) for (const id of file.type === 'chunk' ? file.moduleIds : file.originalFileNames) note(id)
  },
})

/** Last of all, when workers and service worker are there too. */
export const listed = (): Plugin => ({
  name: 'packages-listed',
  apply: 'build',
  closeBundle: {
    order: 'post',
    sequential: true,
    handler() {
      const text = HEAD + [...reached.values()].sort().map((line) => `${line}\n`).join('')
      if (process.env['BLUE_REPORT_PACKAGES'] === 'write') return writeFileSync(LIST, text)
      const told = namesIn(readFileSync(LIST, 'utf8'))
      const news = [...reached.keys()].filter((name) => !told.has(name))
      if (news.length > 0) throw new Error(`${news.join(', ')} would reach every tablet and is not in docs/packages.md`)
    },
  },
})

export const namesIn = (list: string): Set<string> => new Set([...list.matchAll(/^\| (@?[a-z0-9][\w./-]*) \| \d/gm)].map(([, name = '']) => name))

function note(id: string): void {
  const [, folder = '', name = ''] = /^\0?((?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id) ?? []
  if (name === '' || reached.has(name)) return
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string; license?: string }
  reached.set(name, `| ${name} | ${version} | ${license ?? 'none told'} |`)
}
