/** The Lead Mentor's letter to homes that could not be reached: one for each household, made on the tablet. */
import { useRecords } from '../../data/current.ts'
import { usePaperOut } from '../../data/usePaperOut.ts'
import { useSchool } from '../../data/school.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { mediumDate, type SchoolDate } from '../../domain/clock.ts'
import { households, type Contact } from '../../domain/homeContact.ts'
import { fullName, initialsOf, type DeskPupil } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type NoticeSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import type { Home } from './useHome.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))

export function useHomeLetter({ pupilId, pupil, contacts, today }: Home, paper: Paper = appPaper): PdfMaking {
  const { settings } = useSchool()
  const { me } = useRecords()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  const wentOut = usePaperOut((message) => toasts.show(message), now)
  return usePdf<NoticeSheet>(() => {
    const about = pupil.value
    return {
      sheets: about ? households(contacts.value).map((of) => letterTo(of.map(({ f }) => f), { pupil: about, schoolName: settings.value.schoolName, today: today.value, sender: me.name })) : [],
      fileName: neutralFileName('letter-home', about ? [initialsOf(about)] : [], today.value), mayAtAll: settings.value.savePdf, draw: paper.makeNoticePdf, wordsOf,
      onDelivered: () => void wentOut(households(contacts.value).map((of) => ({ pupilId, kind: 'letter-home', title: `To ${of.map(({ f }) => f.name).join(' and ')}` }))),
    }
  })
}

export type LetterFacts = { pupil: DeskPupil; schoolName: string; today: SchoolDate; sender: string }

/** It names nobody but the pupil, and says neither what was noted nor why: it asks home to be in touch. */
export function letterTo(household: readonly Contact[], { pupil, schoolName, today, sender }: LetterFacts): NoticeSheet {
  const name = pupil.preferredName
  const salutations = household.map((one) => one.salutation || `Dear ${one.name}`)
  const greeting = salutations.map((one, at) => (at === 0 ? one : one.replace(/^dear /i, ''))).join(' and ')
  return {
    schoolName, date: mediumDate(today), pupilName: fullName(pupil),
    title: 'We should like to speak with you',
    addressee: [household.map((one) => one.name).join(' and '), household[0]?.address ?? ''].filter((part) => part.trim() !== '').join('\n'),
    statement: `${greeting}, please get in touch with us about ${name}.`,
    facts: [{ label: 'About', value: `${fullName(pupil)}, ${pupil.form}` }, { label: 'Ask for', value: sender }],
    paragraphs: [
      `${name} has a mentor at school, who meets ${name} in the morning and keeps home informed. We have tried to reach you by telephone and e-mail and have not succeeded, so we write to you.`,
      'There may be a good reason: numbers change, and days are full. Please call the school or send a line, and tell us the best number and time to reach you.',
      'It need not be long, and it is meant to help: we should like to tell you what goes well, and agree together what comes next.',
    ],
    closing: [...(household.some((one) => one.interpreter) ? ['We arrange an interpreter; please tell us if you would like one for a meeting or a call.'] : []), 'You may return this page with your child, with the number we should use:', '…………………………………………………………………………………'],
    signatures: [{ role: 'Lead Mentor', name: sender }, { role: 'Parent or carer' }],
    footer: `${schoolName} · For home and the staff who work with ${name}`,
  }
}
