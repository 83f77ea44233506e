/**
 * "…pupils will be instructed to report to their Mentors at 8.30. This supportive measure is in place to facilitate a
 * prompt and organised start to the school day": the slip for the pupil and the notice for home, in the school's words of
 * support.
 */
import { addDays, weekdayName, type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import type { Contact } from './homeContact.ts'
import { ENGLISH, type Speech } from './homeLanguage.ts'
import { FRAME } from './letterFrame.ts'
import { dated, namesOf, type LetterSheet } from './lettersHome.ts'
import { fullName, type DeskPupil } from '../pupil.ts'
import type { Settings } from '../setting.ts'
import { START_ITEMS, START_ITEM_WORDS } from '../cases/startCheck.ts'

type NoticeWords = 'noticeSlipMeasure' | 'noticeSlipHow' | 'noticeSlipEnds' | 'noticeSlipHard' | 'noticeHomeMeasure' | 'noticeHomeHow' | 'noticeHomeEnds' | 'noticeHomeHard' | 'noticeHomeReturn'
export type Told = {
  schoolName: string
  settings: Pick<Settings, NoticeWords>
  pupil: DeskPupil
  mentorName: string
  today: SchoolDate
  from: SchoolDate
  reviewOn: SchoolDate | undefined
  time: TimeOfDay
  usualTime: TimeOfDay
  weekdays: readonly number[]
  speech?: Speech
}

/** Any Monday: only its weekday names are used. */
const MONDAY: SchoolDate = '2026-01-05'
export const weekdayWord = (weekday: number): string => weekdayName(addDays(MONDAY, weekday - 1))
/** "every school day", "on Mondays, Wednesdays and Fridays", "on no day". */
export function daysWords(weekdays: readonly number[]): string {
  if (weekdays.length === 0) return 'on no day'
  if (weekdays.length === 5) return 'every school day'
  const names = [...weekdays].sort((a, b) => a - b).map((day) => `${weekdayWord(day)}s`)
  return `on ${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`
}
/** In another language fewer days are named one by one. */
const daysSaid = (weekdays: readonly number[], { language, say, weekday }: Speech): string =>
  language === undefined ? daysWords(weekdays) : weekdays.length === 5 ? say(FRAME.everyDay) : [...weekdays].sort((a, b) => a - b).map(weekday).join(', ')

const common = (told: Told): Pick<LetterSheet, 'schoolName' | 'date' | 'pupilName' | 'footer'> => ({
  schoolName: told.schoolName, date: (told.speech ?? ENGLISH).day(told.today), pupilName: fullName(told.pupil),
  footer: `${told.schoolName} · For the pupil, home and the staff who work with them`,
})
const facts = (told: Told): LetterSheet['facts'] => {
  const speech = told.speech ?? ENGLISH
  const { say, longDay, time } = speech
  return [
    { label: say(FRAME.from), value: longDay(told.from) },
    { label: say(FRAME.when), value: `${time(told.time)}, ${daysSaid(told.weekdays, speech)}` },
    { label: say(FRAME.where), value: say(FRAME.studentReception) },
    { label: say(FRAME.reportTo), value: told.mentorName },
    ...(told.reviewOn === undefined ? [] : [{ label: say(FRAME.lookAgain), value: longDay(told.reviewOn) }]),
  ]
}
const mergedOf = ({ pupil, mentorName, schoolName, time, usualTime, reviewOn, speech = ENGLISH }: Told): Record<string, string> => ({
  pupil: pupil.preferredName, mentor: mentorName, school: schoolName, time: speech.time(usualTime), early: speech.time(time),
  until: reviewOn === undefined ? speech.say(FRAME.until) : speech.say(FRAME.untilDay, { day: speech.longDay(reviewOn) }),
  things: speech.language === undefined ? START_ITEMS.map((item) => START_ITEM_WORDS[item].toLowerCase()).join(', ').replace(/, (\w+)$/, ' and $1') : START_ITEMS.map((item) => speech.say(FRAME[item])).join(', '),
})

export const pupilSlip = (told: Told): LetterSheet => {
  const { say, longDay, time } = ENGLISH
  const merged = mergedOf({ ...told, speech: ENGLISH })
  const { noticeSlipMeasure, noticeSlipHow, noticeSlipEnds, noticeSlipHard } = told.settings
  return {
    ...common(told),
    title: 'Your start to the day',
    addressee: `For ${fullName(told.pupil)}, ${told.pupil.form}`,
    statement: `From ${longDay(told.from)}, please come to student reception at ${time(told.time)}.`,
    facts: facts(told),
    paragraphs: [noticeSlipMeasure, noticeSlipHow].map((text) => say(text, merged)),
    list: { title: 'We look together whether you have', lines: START_ITEMS.map((item) => (item === 'kit' || item === 'homework' ? `${START_ITEM_WORDS[item]}, when you need it that day` : START_ITEM_WORDS[item])) },
    closing: [noticeSlipEnds, noticeSlipHard].map((text) => say(text, merged)),
    signatures: [{ role: 'Mentor', name: told.mentorName }, { role: 'Pupil' }],
  }
}

/** One for each household; where nobody may be written to, a page without a name can still be given out. */
export const homeNotice = (told: Told, household: readonly Contact[] = []): LetterSheet => {
  const { pupil, settings, mentorName, speech = ENGLISH } = told
  const { say, longDay, time, language, rightToLeft } = speech
  const merged = mergedOf(told)
  return {
    ...common(told),
    title: say(FRAME.noticeTitle),
    addressee: [namesOf(household), household[0]?.address ?? ''].filter((part) => part.trim() !== '').join('\n') || say(FRAME.parentsOf, { pupil: `${fullName(pupil)}, ${pupil.form}` }),
    statement: say(FRAME.noticeStatement, { from: longDay(told.from), pupil: pupil.preferredName, mentor: mentorName, at: time(told.time) }),
    facts: facts(told),
    paragraphs: [settings.noticeHomeMeasure, settings.noticeHomeHow, settings.noticeHomeEnds].map((text) => say(text, merged)),
    closing: [settings.noticeHomeHard, settings.noticeHomeReturn].map((text) => say(text, merged)),
    signatures: [{ role: say(FRAME.mentor), name: mentorName }, { role: say(FRAME.parent) }],
    ...(language === undefined ? {} : { footer: `${told.schoolName} · ${say(FRAME.footer, { pupil: pupil.preferredName })}` }),
    ...dated(speech),
    ...(rightToLeft ? { rightToLeft } : {}),
  }
}
