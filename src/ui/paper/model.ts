/** What a weekly review looks like on paper. Every value is already a sentence or a figure: paper decides nothing about pupils. */
export type Figure = { label: string; value: string; note?: string }
export type ArrivalDay = { day: string; expected: string; arrived: string; mark: string; minutes: string; note?: string }
export type Outcome = { value: -2 | -1 | 0 | 1 | 2; label: string }
export type Action = { who: string; what: string; byWhen: string; done?: boolean }
export type TargetLooked = { text: string; pupilText?: string; measure?: string; result?: string }
export type TargetAhead = { text: string; pupilText?: string; by?: string }
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
  outcome: Outcome | null
  wentWell: string
  nextStep: string
  pupilComment: string
  actionPlan: Action[]
  targets: TargetLooked[]
  nextTargets: TargetAhead[]
  signatures: Signature[]
  trend?: TrendPoint[]
  footer: string
  /** 'draft', or a sentence that begins with 'signed'. */
  status: string
}

/** Everything a person may have typed or imported, for looking at its letters before anything is drawn. */
export function wordsOf(sheet: WeeklyReviewSheet): string {
  const words: string[] = []
  const gather = (value: unknown): void => {
    if (typeof value === 'string') words.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather)
  }
  gather(sheet)
  return words.join('\n')
}
