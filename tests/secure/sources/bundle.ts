/** S16: what the built app could fetch from elsewhere: every address in it that names a script, a style, a font or data, and every origin its page names. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from '../figure.ts'

const dist = process.env['BLUE_REPORT_APP'] ?? 'dist'
/** All in jsPDF: one for a window that we never open and the policy would not let, two in its comments. */
const KNOWN = ['https://cdnjs.cloudflare.com/ajax/libs/pdfobject/2.1.1/pdfobject.min.js', 'http://www.myersdaily.org/joseph/javascript/md5.js', 'https://github.com/foliojs/pdfkit/blob/master/lib/security.js']

export const bundle: Figure = {
  name: 'bundle', rows: 'S16', inEveryRun: 0, campaign: 1,
  measure() {
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css|html|webmanifest)$/.test(name))
    const broken: string[] = []
    let addresses = 0
    for (const file of files) {
      const text = readFileSync(join(dist, file), 'utf8')
      const found = text.match(/(?:https?:)?\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w./-]*)?/gi) ?? []
      addresses += found.length
      for (const one of found) if (/\.(m?js|css|woff2?|ttf|json|wasm|png|svg)$/i.test(one) && !KNOWN.includes(one)) broken.push(`${file}: ${one}`)
      if (/\.(html|css|webmanifest)$/.test(file) && /(src|href|url\()\s*=?\s*["']?(https?:)?\/\//i.test(text)) broken.push(`${file} names another origin`)
    }
    if (files.length < 50) broken.push(`only ${files.length} files: the app is not built`)
    return Promise.resolve({ said: `${files.length} files of the built app, ${addresses} addresses in their words, ${KNOWN.length} known and never asked for`, broken })
  },
}
