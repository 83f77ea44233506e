/** The languages homes speak, by their English name, and how days and times are said in them. A school may name others. */
import { addDays, longDate, mediumDate, spokenTime, weekdayName, type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import { fillIn } from './mergeFields.ts'
import { approvedIn, type StoredPhrase } from './phrase.ts'

type HomeLanguage = { name: string; own: string; tag: string; rightToLeft?: true }
export const HOME_LANGUAGES: readonly HomeLanguage[] = [
  { name: 'Albanian', own: 'shqip', tag: 'sq' }, { name: 'Arabic', own: 'العربية', tag: 'ar', rightToLeft: true }, { name: 'Bengali', own: 'বাংলা', tag: 'bn' }, { name: 'Bulgarian', own: 'български', tag: 'bg' },
  { name: 'Chinese', own: '中文', tag: 'zh' }, { name: 'Czech', own: 'čeština', tag: 'cs' }, { name: 'Dari', own: 'دری', tag: 'fa-AF', rightToLeft: true }, { name: 'Farsi', own: 'فارسی', tag: 'fa', rightToLeft: true },
  { name: 'French', own: 'français', tag: 'fr' }, { name: 'German', own: 'Deutsch', tag: 'de' }, { name: 'Greek', own: 'ελληνικά', tag: 'el' }, { name: 'Gujarati', own: 'ગુજરાતી', tag: 'gu' },
  { name: 'Hindi', own: 'हिन्दी', tag: 'hi' }, { name: 'Hungarian', own: 'magyar', tag: 'hu' }, { name: 'Italian', own: 'italiano', tag: 'it' }, { name: 'Kurdish', own: 'کوردی', tag: 'ckb', rightToLeft: true },
  { name: 'Latvian', own: 'latviešu', tag: 'lv' }, { name: 'Lithuanian', own: 'lietuvių', tag: 'lt' }, { name: 'Nepali', own: 'नेपाली', tag: 'ne' }, { name: 'Pashto', own: 'پښتو', tag: 'ps', rightToLeft: true },
  { name: 'Polish', own: 'polski', tag: 'pl' }, { name: 'Portuguese', own: 'português', tag: 'pt' }, { name: 'Punjabi', own: 'ਪੰਜਾਬੀ', tag: 'pa' }, { name: 'Romanian', own: 'română', tag: 'ro' },
  { name: 'Russian', own: 'русский', tag: 'ru' }, { name: 'Slovak', own: 'slovenčina', tag: 'sk' }, { name: 'Somali', own: 'Soomaali', tag: 'so' }, { name: 'Spanish', own: 'español', tag: 'es' },
  { name: 'Tamil', own: 'தமிழ்', tag: 'ta' }, { name: 'Tigrinya', own: 'ትግርኛ', tag: 'ti' }, { name: 'Turkish', own: 'Türkçe', tag: 'tr' }, { name: 'Ukrainian', own: 'українська', tag: 'uk' },
  { name: 'Urdu', own: 'اردو', tag: 'ur', rightToLeft: true }, { name: 'Vietnamese', own: 'Tiếng Việt', tag: 'vi' }, { name: 'Welsh', own: 'Cymraeg', tag: 'cy' },
]
const fold = (text: string): string => text.trim().toLocaleLowerCase('en-GB')
const named = (name: string): HomeLanguage | undefined => HOME_LANGUAGES.find((one) => fold(one.name) === fold(name) || fold(one.own) === fold(name))

/** The language a contact's own words name: "Polish (some English)" is Polish. Empty where it is English or nothing is said. */
export function languageIn(words: string): string {
  const parts = words.split(/[^\p{L}\p{M}]+/u).filter((part) => part !== '')
  const known = named(words) ?? parts.map(named).find((one) => one !== undefined)
  if (known) return known.name
  return parts.length === 0 || parts.some((part) => fold(part) === 'english') ? '' : words.trim()
}
export const languagesOf = (household: readonly { language: string }[]): string[] => [...new Set(household.map(({ language }) => languageIn(language)).filter((name) => name !== ''))]
const isRightToLeft = (language: string): boolean => named(language)?.rightToLeft ?? false

/** How a letter speaks: its sentences by their English, and days and times. What is said and not approved is gathered. */
export type Speech = {
  say: (english: string, merged?: Readonly<Record<string, string>>) => string
  longDay: (date: SchoolDate) => string
  day: (date: SchoolDate) => string
  time: (time: TimeOfDay) => string
  weekday: (weekday: number) => string
  /** Undefined: English. */
  language?: string
  rightToLeft: boolean
  missing: Set<string>
}
/** Any Monday: only its weekday names are used. */
const MONDAY: SchoolDate = '2026-01-05'
export const ENGLISH: Speech = { say: (english, merged = {}) => fillIn(english, merged), longDay: longDate, day: mediumDate, time: spokenTime, weekday: (weekday) => weekdayName(addDays(MONDAY, weekday - 1)), rightToLeft: false, missing: new Set() }

export function speechIn(language: string, phrases: Iterable<StoredPhrase>): Speech {
  const approved = approvedIn(language, phrases)
  const missing = new Set<string>()
  const tag = named(language)?.tag
  // Europe's digits and calendar: the clock at reception and the school's letters have them.
  const shown = (date: SchoolDate, style: Intl.DateTimeFormatOptions): string =>
    tag === undefined ? date.split('-').reverse().join('/') : new Intl.DateTimeFormat(`${tag}-u-ca-gregory-nu-latn`, { ...style, timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`))
  return {
    language, missing, rightToLeft: isRightToLeft(language),
    say(english, merged = {}) {
      const phrase = approved.get(english)
      if (!phrase && english.trim() !== '') missing.add(english)
      return fillIn(phrase?.f.text ?? english, merged)
    },
    longDay: (date) => shown(date, { dateStyle: 'full' }),
    day: (date) => shown(date, { dateStyle: 'long' }),
    weekday: (weekday) => (tag === undefined ? weekdayName(addDays(MONDAY, weekday - 1)) : shown(addDays(MONDAY, weekday - 1), { weekday: 'long' })),
    time: (time) => `${Number(time.slice(0, 2))}:${time.slice(3, 5)}`,
  }
}
