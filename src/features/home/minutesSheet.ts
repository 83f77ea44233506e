/** What a meeting with home came to, on a page for home and the paper file: who was there, what was said, and who does what. */
import { PUPIL, standsIn, type Meeting } from '../../domain/home/homeMeeting.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import { longDate, mediumDate, spokenTime, type SchoolDate } from '../../domain/time/clock.ts'
import type { NoticeSheet } from '../../ui/paper/model.ts'

export type MinutesFacts = { pupil: DeskPupil; schoolName: string; today: SchoolDate; sender: string; nameOf: (id: string) => string; /** "Held without the Head of Year": of whom, and why. */ without: readonly { who: string; reason: string }[] }

/** Undefined for a meeting of which nobody has written yet. */
export function minutesSheet({ f, held }: Meeting, { pupil, schoolName, today, sender, nameOf, without }: MinutesFacts): NoticeSheet | undefined {
  if (!held) return undefined
  const there = [...(held.homeCame ? ['Parents or carers'] : []), ...held.present.map((id) => (id === PUPIL ? fullName(pupil) : `${nameOf(id)}${standsIn(f, id)}`))]
  return {
    schoolName, title: 'What we agreed', date: mediumDate(today), pupilName: fullName(pupil), addressee: `Meeting with home about ${fullName(pupil)}, ${pupil.form}`,
    statement: `We met on ${longDate(f.date)} at ${spokenTime(f.time)}.`,
    facts: [
      ...(f.room === '' ? [] : [{ label: 'Where', value: f.room }]), { label: 'Present', value: there.join('; ') },
      ...without.map(({ who, reason }) => ({ label: `Without the ${who}`, value: reason })),
      ...(held.reviewOn === undefined ? [] : [{ label: 'Looked at again', value: longDate(held.reviewOn) }]),
    ],
    opening: 'What was said', paragraphs: held.minutes.split('\n').filter((line) => line.trim() !== ''),
    ...(held.decisions.length > 0 ? { list: { title: 'Decided', lines: held.decisions.map(({ text, who, due }) => `${text}: ${nameOf(who)}${due === undefined ? '' : `, by ${mediumDate(due)}`}`) } } : {}),
    closing: [],
    signatures: [{ role: 'For the school', name: sender }, { role: 'Parent or carer' }],
    footer: `${schoolName} · For home and the staff who work with ${pupil.preferredName}`,
  }
}
