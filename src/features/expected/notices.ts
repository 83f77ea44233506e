/**
 * "…pupils will be instructed to report to their Mentors at 8.30. This supportive measure is in place to facilitate a
 * prompt and organised start to the school day": the slip for the pupil and the notice for home, in words of support.
 */
import { longDate, mediumDate, spokenTime, type SchoolDate, type TimeOfDay } from '../../domain/clock.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import { START_ITEMS, START_ITEM_WORDS } from '../../domain/startCheck.ts'
import type { NoticeSheet } from '../../ui/paper/model.ts'
import { daysWords } from './words.ts'

export type Told = {
  schoolName: string
  pupil: DeskPupil
  mentorName: string
  today: SchoolDate
  from: SchoolDate
  reviewOn: SchoolDate | undefined
  time: TimeOfDay
  usualTime: TimeOfDay
  weekdays: readonly number[]
}

const MEASURE = 'This supportive measure is in place to facilitate a prompt and organised start to the school day.'
const until = ({ reviewOn }: Told): string => (reviewOn === undefined ? 'until we look at it again together' : `until we look at it again together on ${longDate(reviewOn)}`)

const common = (told: Told): Pick<NoticeSheet, 'schoolName' | 'date' | 'pupilName' | 'footer'> => ({
  schoolName: told.schoolName, date: mediumDate(told.today), pupilName: fullName(told.pupil),
  footer: `${told.schoolName} · For the pupil, home and the staff who work with them`,
})
const facts = (told: Told): NoticeSheet['facts'] => [
  { label: 'From', value: longDate(told.from) },
  { label: 'When', value: `${spokenTime(told.time)}, ${daysWords(told.weekdays)}` },
  { label: 'Where', value: 'Student reception' },
  { label: 'Report to', value: told.mentorName },
  ...(told.reviewOn === undefined ? [] : [{ label: 'We look at it again', value: longDate(told.reviewOn) }]),
]

export const pupilSlip = (told: Told): NoticeSheet => ({
  ...common(told),
  title: 'Your start to the day',
  addressee: `For ${fullName(told.pupil)}, ${told.pupil.form}`,
  statement: `From ${longDate(told.from)}, please come to student reception at ${spokenTime(told.time)}.`,
  facts: facts(told),
  paragraphs: [
    `${MEASURE} It is help, not a punishment.`,
    `You have a little time with ${told.mentorName} before registration: to get your things ready and to talk the day through. Your registration mark is given there as always.`,
  ],
  list: { title: 'We look together whether you have', lines: START_ITEMS.map((item) => (item === 'kit' || item === 'homework' ? `${START_ITEM_WORDS[item]}, when you need it that day` : START_ITEM_WORDS[item])) },
  closing: [`It runs ${until(told)}. When your mornings go well, you are back at ${spokenTime(told.usualTime)}.`, 'If your bus or anything else makes this hard, tell your mentor and we will find a way.'],
  signatures: [{ role: 'Mentor', name: told.mentorName }, { role: 'Pupil' }],
})

export const homeNotice = (told: Told): NoticeSheet => {
  const name = told.pupil.preferredName
  return {
    ...common(told),
    title: 'An earlier start to the school day',
    addressee: `To the parents and carers of ${fullName(told.pupil)}, ${told.pupil.form}`,
    statement: `From ${longDate(told.from)}, we ask ${name} to report to ${told.mentorName} at ${spokenTime(told.time)}.`,
    facts: facts(told),
    paragraphs: [
      `${MEASURE} It is not a sanction.`,
      `${name} meets ${told.mentorName} in the student reception before registration. Together they check that ${START_ITEMS.map((item) => START_ITEM_WORDS[item].toLowerCase()).join(', ').replace(/, (\w+)$/, ' and $1')} are ready, and talk the day through. The registration mark is given there as usual.`,
      `The earlier start runs ${until(told)}. Once mornings are prompt and organised, ${name} returns to ${spokenTime(told.usualTime)}.`,
    ],
    closing: ['Please tell us if a school bus, caring for someone at home or anything else makes this time difficult. We will find another way.', 'Please sign below and return this page with your child, or tell the school that you have received it.'],
    signatures: [{ role: 'Mentor', name: told.mentorName }, { role: 'Parent or carer' }],
  }
}
