/**
 * Passphrases that somebody guessing would try first. At fourteen characters no list of leaked passwords catches many as
 * they stand; what people do is to write a common one twice, or two of them and a year. So it is taken apart: what one or
 * two common pieces and some digits explain is refused, and four random words never are.
 */
import { lengthProblem, type PassphraseProblem } from './passphrase.ts'

/** The stems of the most used passwords of published leaks, and what a school here adds to them. */
const COMMON = new Set(
  `password passw0rd pass word qwerty qwertyuiop asdfghjkl zxcvbnm letmein welcome admin administrator login master monkey dragon
  football baseball basketball superman batman pokemon starwars princess sunshine shadow iloveyou trustno1 whatever freedom
  hello charlie michael jordan jennifer ashley daniel thomas jessica andrew matthew joshua robert george william liverpool
  arsenal chelsea manchester united everton tottenham rangers celtic london england scotland wales birmingham leeds summer
  winter autumn spring monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december secret changeme default guest test testing teacher teachers mentor mentors
  mentoring school schools academy college pupil pupils student students class classroom headteacher tutor office reception
  register attendance blue report bluereport computer internet letmein1 access private correct horse battery staple
  correcthorsebatterystaple chocolate cheese banana orange purple yellow flower butterfly rainbow cookie ginger pepper
  buster tigger molly daisy poppy bailey family forever loveme lovely angel babygirl killer hunter soccer hockey harley
  ranger mustang corvette ferrari mercedes computer1 samsung google facebook youtube minecraft fortnite naruto matrix
  the my is our for new and of year abc abcd qwe asd zxc one two three four five`.split(/\s+/),
)
const LONGEST_PIECE = Math.max(...[...COMMON].map((piece) => piece.length))
const MOST_PIECES = 3
const ROWS = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '01234567890', 'qwertyuiopasdfghjklzxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm']
const LOOKS_LIKE: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

/** `own`: the person's name, username and school, each as it is written. */
export function passphraseProblem(passphrase: string, own: readonly string[] = []): PassphraseProblem | undefined {
  const length = lengthProblem(passphrase)
  if (length) return length
  const lower = passphrase.normalize('NFC').toLowerCase()
  const plain = lower.replace(/[^\p{L}\p{N}]/gu, '')
  const read = [...lower].map((letter) => LOOKS_LIKE[letter] ?? letter).join('').replace(/[^\p{L}\p{N}]/gu, '')
  if ([plain, read].some((text) => new Set(text).size < 5 || repeats(text) || runs(text))) return 'common'
  if ([plain, read].some((text) => pieces(text, COMMON) <= MOST_PIECES)) return 'common'
  const names = new Set(own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2))
  return [plain, read].some((text) => pieces(text, new Set([...COMMON, ...names])) <= MOST_PIECES) ? 'yours' : undefined
}

/** One short piece over and over. */
function repeats(text: string): boolean {
  for (let unit = 1; unit <= text.length / 2; unit++) if (text.startsWith(text.slice(0, unit).repeat(Math.floor(text.length / unit))) && text.slice(0, unit).startsWith(text.slice(text.length - (text.length % unit)))) return true
  return false
}

/** Nothing but runs of three and more along the alphabet, the digits or a row of keys. */
function runs(text: string): boolean {
  let at = 0
  while (at < text.length) {
    let end = at + 3
    const isRun = (to: number): boolean => ROWS.some((row) => row.includes(text.slice(at, to)) || [...row].reverse().join('').includes(text.slice(at, to)))
    if (end > text.length || !isRun(end)) return false
    while (end < text.length && isRun(end + 1)) end++
    at = end
  }
  return true
}

/** The least number of known pieces that explain all of it; digits explain themselves. Infinity where something is left over. */
function pieces(text: string, known: ReadonlySet<string>): number {
  const least = [0, ...Array<number>(text.length).fill(Infinity)]
  const longest = Math.max(LONGEST_PIECE, ...[...known].map((piece) => piece.length))
  for (let end = 1; end <= text.length; end++) {
    const before = least[end - 1] ?? Infinity
    if (/\d/.test(text.charAt(end - 1))) least[end] = before
    for (let from = Math.max(0, end - longest); from < end; from++)
      if (known.has(text.slice(from, end))) least[end] = Math.min(least[end] ?? Infinity, (least[from] ?? Infinity) + 1)
  }
  return least[text.length] ?? Infinity
}
