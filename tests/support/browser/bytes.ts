/** Looks for words in every file under a folder, byte by byte, as somebody with the disk in hand would. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const swapped = (utf16: Buffer): Buffer => Buffer.from(utf16).swap16()
/** The three ways a browser writes text to a disk. */
const encodings = (word: string): Buffer[] => {
  const little = Buffer.from(word, 'utf16le')
  return [Buffer.from(word, 'utf8'), little, swapped(little)]
}

export function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    try {
      const seen = statSync(path)
      return seen.isDirectory() ? filesUnder(path) : seen.isFile() ? [path] : []
    } catch {
      return [] // a lock that links to nowhere
    }
  })
}

/** Which words stand where. */
export function findBytes(folder: string, words: readonly string[]): { word: string; file: string }[] {
  const wanted = words.map((word) => ({ word, forms: encodings(word) }))
  return filesUnder(folder).flatMap((file) => {
    const bytes = readFileSync(file)
    return wanted.filter(({ forms }) => forms.some((form) => bytes.includes(form))).map(({ word }) => ({ word, file: file.slice(folder.length) }))
  })
}
