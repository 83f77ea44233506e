/** Who was asked, and what was printed or came in on paper, as lines of the log. */
import { dateOf, instantAt, mediumDate, shortDate, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { PAPER_STATE_WORDS, PAPER_WORDS, type Paper } from '../../domain/week/paperFile.ts'
import type { Row } from '../../domain/records.ts'
import { VIA_WORDS, type Asked } from '../../domain/week/staffFeedback.ts'
import { clock, type PupilLogEntry, type Said } from './logEntries.ts'

const ASKED_WORDS: Record<Asked['state'], string> = { outstanding: 'Outstanding', answered: 'Answered', withdrawn: 'No longer asked' }

/** What came back stands among the notes. */
export const feedbackEntries = (asked: readonly Asked[], by: (requestId: string) => string, { staffName }: Said): PupilLogEntry[] =>
  asked.map(({ id, f, state, reminders }) => ({
    id, kind: 'feedback', at: f.asked, when: clock(f.asked), by: staffName(by(id)), title: `Asked: ${f.teacher}, ${f.subject}`, text: '',
    tone: state === 'outstanding' ? 'warn' : state === 'answered' ? 'good' : 'neutral', flags: [ASKED_WORDS[state]],
    more: [`Asked ${VIA_WORDS[f.via].toLowerCase()}`, ...(reminders > 0 ? [reminders === 1 ? 'Reminded once' : `Reminded ${reminders} times`] : [])], earlier: [],
    to: `/pupils/${f.pupilId}/feedback`, toLabel: 'Open what staff say',
  }))

export const paperEntries = (papers: readonly Paper[], { staffName }: Said): PupilLogEntry[] =>
  papers.map(({ id, by, at, f, state, since, line }) => ({
    id, kind: 'paper', ...onTheDay(f.on, at), by: staffName(by), title: `${f.direction === 'in' ? 'Came in' : 'Printed'}: ${PAPER_WORDS[f.kind].toLowerCase()}${f.weekStart ? `, week of ${shortDate(f.weekStart)}` : ''}`,
    text: f.title, tone: state === 'lost' ? 'bad' : state === 'to-file' ? 'warn' : 'neutral', flags: [PAPER_STATE_WORDS[state]],
    more: [...(f.from ? [`From ${f.from}`] : []), ...(state === 'filed' || state === 'lost' || state === 'destroyed' ? [`${PAPER_STATE_WORDS[state]} ${mediumDate(since)}${line ? `: ${line}` : ''}`] : [])],
    earlier: [], to: `/paper?pupil=${f.pupilId}`, toLabel: 'Open the paper file',
  }))

/** What a pen wrote on the sheet, where it is looked at. */
export const photoEntries = (photos: readonly Row<'sheetPhoto'>[], { staffName }: Said): PupilLogEntry[] =>
  photos.map(({ id, by, at, f }) => ({
    id, kind: 'paper', at, when: clock(at), by: staffName(by), title: `Photo of the ${f.side} of the blue report, week of ${shortDate(f.weekStart)}`, text: '', tone: 'neutral', flags: [], more: [], earlier: [],
    to: `/blue-reports/${f.weekStart}/${f.pupilId}#photos`, toLabel: 'Open the photo',
  }))

/** Put down on another day than it came, it stands at the end of its own day. */
const onTheDay = (on: SchoolDate, at: Instant): { at: Instant; when: string } => (dateOf(at) === on ? { at, when: clock(at) } : { at: instantAt(on, '23:59'), when: 'that day' })
