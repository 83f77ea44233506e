/** What a weekly review looks like on paper. Every value is already a sentence or a figure: paper decides nothing about pupils. */
export type Figure = { label: string; value: string; note?: string }
export type ArrivalDay = { day: string; expected: string; arrived: string; mark: string; minutes: string; note?: string }
export type Outcome = { value: -2 | -1 | 0 | 1 | 2; label: string }
export type Action = { who: string; what: string; byWhen: string; done?: boolean }
/** `counted`: what mornings or scores say of it. */
export type TargetLooked = { text: string; pupilText?: string; counted?: string; result?: string }
export type TargetAhead = { text: string; pupilText?: string; by?: string }
export type SessionLooked = { what: string; when: string; where: string; ledBy: string; result: string }
export type Signature = { role: string; name?: string; at?: string }
/** An outcome from -2 to +2, or null for a week without a review. */
export type TrendPoint = { label: string; value: number | null }

export type WeeklyReviewSheet = {
  schoolName: string
  title: string
  pupilName: string
  form: string
  year: string
  mentorName: string
  weekLabel: string
  numbers: Figure[]
  arrivalDays: ArrivalDay[]
  /** Mentoring and catch-up of the week; left out where there was none. */
  sessions?: SessionLooked[]
  outcome: Outcome | null
  wentWell: string
  nextStep: string
  pupilComment: string
  actionPlan: Action[]
  targets: TargetLooked[]
  nextTargets: TargetAhead[]
  signatures: Signature[]
  trend?: TrendPoint[]
  /** Arrivals on time and scores met, in percent, week by week; null where there is nothing to count. */
  weeks?: readonly { label: string; onTime: number | null; onTimeText: string; met: number | null; metText: string }[]
  footer: string
  /** 'draft', or a sentence that begins with 'signed'. */
  status: string
}

/** One page that tells a pupil or a home something: a slip or a notice. */
export type NoticeSheet = {
  schoolName: string
  title: string
  date: string
  /** `For Łukasz Şahin, 8K` or `To the parents and carers of …`. */
  addressee: string
  pupilName: string
  /** “Dear Ms Okafor,” above everything that is said. */
  greeting?: string
  /** The one sentence the paper is for, set large. */
  statement: string
  /** A heading above the paragraphs. */
  opening?: string
  /** What is cut off at the foot, signed and sent back. */
  slip?: { title: string; lines: string[]; /** Its last line, to be signed. */ sign?: string }
  /** Beside the line on which a signature is dated. */
  dateLine?: string
  /** Read from the right: the whole page is set the other way round. */
  rightToLeft?: boolean
  facts: { label: string; value: string }[]
  paragraphs: string[]
  /** A list with boxes, such as what to bring; of praise there is nothing to tick. */
  list?: { title: string; lines: string[]; isPraise?: boolean }
  /** Questions with one box to tick of several, in a row each. */
  ticks?: { label: string; choices: string[] }[]
  /** Room to write by hand, so many lines under each. */
  lined?: { label: string; lines: number }[]
  closing: string[]
  signatures: Signature[]
  footer: string
}

/** Whether a sheet is a notice, and so has a page for the browser's own printing. */
export const isNotice = (sheet: unknown): sheet is NoticeSheet => typeof sheet === 'object' && sheet !== null && 'statement' in sheet && 'addressee' in sheet && 'closing' in sheet && Array.isArray(sheet.closing)

/** A page of praise: a certificate or a postcard, or a letter home. */
export type CelebrationSheet = NoticeSheet | {
  kind: 'certificate' | 'postcard'
  schoolName: string
  title: string
  date: string
  pupilName: string
  /** What it is for, in one sentence. */
  lead: string
  /** At most three. */
  strengths: readonly string[]
  /** What the pupil said and set. */
  own: readonly { label: string; text: string }[]
  closing: string
  signatures: Signature[]
  footer: string
}

/** One lesson's place on the sheet; what is known already is printed into it. */
export type SheetCell = { subject: string; marks: readonly string[]; none: string; initials: string }
export type SheetDay = { day: string; date: string; expected: string; arrived: string; /** Why there is no school that day. */ off: string; cells: readonly SheetCell[] }
export type SheetAction = { text: string; by: string }
/** A blue report: the front goes round the lessons, the back is the mentor's. */
export type BlueReportSheet = {
  /** What the code of each side says. */
  codes: { front: string; back: string }
  schoolName: string
  title: string
  pupilName: string
  form: string
  year: string
  mentorName: string
  weekLabel: string
  /** At most three, in the pupil's words. */
  targets: readonly { text: string; measure: string }[]
  scale: { marks: readonly { mark: string; words: string }[]; direction: string }
  per: 'lesson' | 'target'
  periods: readonly { name: string; from: string }[]
  days: readonly SheetDay[]
  sessions: readonly { when: string; what: string; where: string }[]
  signatures: Signature[]
  /** How near the next step is, in words for the pupil. */
  nextStep?: string
  /** For each day, what was noted already. */
  actions: readonly { day: string; off: string; lines: readonly SheetAction[] }[]
  printed: string
  footer: string
}

/** One entry of a log: what happened, and beneath it what it said before or what came of it. */
export type LogLine = { when: string; title: string; text: string; notes: readonly string[]; by: string }
/** `divider`: what begins on this day and stands across the page above it, such as another time of mentoring. */
export type LogDay = { day: string; divider?: string; lines: readonly LogLine[] }
/** A pupil's log or contact log, the oldest day first. */
export type LogSheet = {
  schoolName: string
  title: string
  pupilName: string
  form: string
  year: string
  mentorName: string
  /** `From 2 November 2026 to 10 December 2026` */
  period: string
  /** What was chosen of it, and how many entries that is. */
  contains: string
  days: readonly LogDay[]
  footer: string
}

/** What mentoring has done, for those who answer for it. It names no pupil. */
export type ImpactSheet = {
  schoolName: string
  title: string
  period: string
  caution: string
  figures: readonly { label: string; value: string }[]
  /** No bars where too few are known. */
  measures: readonly { title: string; unit: string; bars: readonly { label: string; value: number; text: string }[]; lines: readonly string[] }[]
  groups: { head: readonly string[]; rows: readonly (readonly string[])[] }
  notes: readonly string[]
  footer: string
}

/** Everything a person may have typed or imported, for looking at its letters before anything is drawn. */
export function wordsOf(sheet: WeeklyReviewSheet | NoticeSheet | BlueReportSheet | LogSheet | CelebrationSheet | ImpactSheet): string {
  const words: string[] = []
  const gather = (value: unknown): void => {
    if (typeof value === 'string') words.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather)
  }
  gather(sheet)
  return words.join('\n')
}
