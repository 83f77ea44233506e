/** A pupil's file as it stands on paper: section after section, the oldest first. */
import { whatChanged } from '../../domain/sync/changeWords.ts'
import { dateOf, mediumDate } from '../../domain/time/clock.ts'
import { HANDED_IN, Section, SECTION_WORDS, SIGN_OFF_WORDS, type FileRecord, type PupilFile } from '../../domain/people/pupilFile.ts'
import type { LogLine, LogSheet } from '../../ui/paper/model.ts'
import { linesOf, labelOf, sayInstant, wordsOf, type Say } from '../../domain/people/fileWords.ts'

const ACTS: Readonly<Record<string, string>> = { 'file-opened': 'Opened', 'file-left': 'Printed, saved or shared', 'file-gathered': 'Gathered as a whole', 'glass-broken': 'Opened by breaking the glass' }
const WHY = { 'subject-access': 'Request to see the file', leaver: 'For the new school' } as const

export function fileSheet(file: PupilFile): LogSheet {
  const { made, pupil, people, records } = file
  const say: Say = { people, marked: !made.isRedacted }
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? ''
  const days = Section.options.flatMap((section) => {
    const lines = records.filter((one) => one.section === section).map((one) => lineOf(one, say, nameOf))
    return lines.length === 0 ? [] : [{ day: SECTION_WORDS[section], lines }]
  })
  const opened = file.opened.map(({ by, act, at }): LogLine => ({ when: mediumDate(dateOf(at)), title: ACTS[act] ?? act, text: '', notes: [], by }))
  const flagged = records.filter(({ signOff }) => signOff !== null).length
  const copy = made.isRedacted
    ? `${count(records.length, 'record')}. Names of others are blacked out${made.signedOffBy === null ? '' : `; signed off by ${made.signedOffBy}`}`
    : `Working copy, ${count(records.length, 'record')}: names of others stand in [brackets]${flagged === 0 ? '' : `; ${flagged} to be signed off before they leave`}. Not to be handed over`
  return {
    schoolName: made.school, title: WHY[made.reason], pupilName: pupil.name, form: pupil.form || 'not known', year: pupil.year === null ? 'not known' : `Year ${pupil.year}`,
    mentorName: mentorOf(file) || 'none', period: `As kept on ${mediumDate(made.on)}`, contains: copy, days: [...days, ...(opened.length === 0 ? [] : [{ day: 'Who opened the file', lines: opened }])],
    footer: `${made.school} · ${made.isRedacted ? 'Copy of personal data' : 'Confidential: working copy'} · Made ${mediumDate(made.on)} by ${made.by}`,
  }
}

function lineOf(one: FileRecord, say: Say, nameOf: (id: string) => string): LogLine {
  const f = one.fields as Parameters<typeof whatChanged>[0]['f']
  const was = one.earlier.flatMap(({ field, value, at, marks }) => {
    const label = labelOf(one, field, value, say)
    return label === undefined ? [] : [`Before ${sayInstant(at)}, ${label.charAt(0).toLowerCase()}${label.slice(1)}: ${wordsOf(value, field, { ...one, marks }, say) || 'nothing'}`]
  })
  return {
    when: one.at > 0 ? mediumDate(dateOf(one.at)) : '', title: [one.kind === HANDED_IN ? 'Unsent work that was handed in' : whatChanged({ t: one.kind, kind: 'add', f }), ...(one.takenBack ? ['taken back'] : [])].join(' · '),
    text: closed(linesOf(one, say)), by: nameOf(one.by), notes: [...(one.signOff === null ? [] : [`To be signed off before it leaves: ${SIGN_OFF_WORDS[one.signOff].toLowerCase()}`]), ...was],
  }
}
/** What is short stands side by side: a term of mornings is read on a few pages. */
const SHORT = 34
function closed(lines: readonly string[]): string {
  let [out, wasShort] = ['', false]
  for (const line of lines) {
    const isShort = line.length <= SHORT
    out += out === '' ? line : `${isShort && wasShort ? ' · ' : '\n'}${line}`
    wasShort = isShort
  }
  return out
}
function mentorOf({ records, people }: PupilFile): string {
  const last = records.filter(({ kind, takenBack }) => kind === 'mentorship' && !takenBack).at(-1)
  return people.find(({ id }) => id === last?.fields['mentorId'])?.name ?? ''
}
const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`
