/** For whoever counts further: one line for each time of mentoring, with no name, form, year, day or flag. */
import { isKnown, MEASURE_WORDS, MEASURES, NOT_KNOWN_WORDS, SPANS, type ImpactCase, type Measure, type SpanName } from '../../domain/cases/impact.ts'
import { exitsOf } from '../../domain/cases/exits.ts'
import { writeCsv } from '../../ui/csv.ts'
import { saveFile } from '../../ui/index.ts'
import type { Impact } from './useImpact.ts'

const HEADS: Record<SpanName, (measure: Measure) => string> = { before: (measure) => MEASURE_WORDS[measure].before, during: (measure) => MEASURE_WORDS[measure].during, after6: () => 'School weeks 1 to 6 after', after12: () => 'School weeks 7 to 12 after' }
const isMeasured = (measure: Measure, span: SpanName): boolean => span === 'before' || span === 'during' || measure === 'attendance' || measure === 'late-marks' || measure === 'points'
const columns = MEASURES.flatMap((measure) => SPANS.filter((span) => isMeasured(measure, span)).map((span) => ({ measure, span })))

/** In the order of their figures, so that the order tells nobody's name. */
export function impactRows(cases: readonly ImpactCase[]): string[][] {
  const lines = cases.map(({ weeks, mentors, minutes, until, endReason, readings }) => [
    String(weeks), until === undefined ? 'goes on' : (exitsOf([endReason])[0]?.name ?? ''), String(mentors), String(Math.round(minutes)),
    ...columns.map(({ measure, span }) => { const reading = readings[measure][span]; return isKnown(reading) ? reading.value.toFixed(2) : NOT_KNOWN_WORDS[reading.missing] }),
  ])
  return [
    ['Case', 'Weeks', 'Ended', 'Mentors', 'Mentor minutes (estimated)', ...columns.map(({ measure, span }) => `${MEASURE_WORDS[measure].title}, ${MEASURE_WORDS[measure].unit}: ${HEADS[span](measure)}`)],
    ...lines.sort((a, b) => Number(a[0]) - Number(b[0]) || (a.join('|') < b.join('|') ? -1 : 1)).map((line, index) => [String(index + 1), ...line]),
  ]
}

export const saveCsv = ({ cases }: Pick<Impact, 'cases'>): void => saveFile(new File([writeCsv(impactRows(cases.value))], 'impact.csv', { type: 'text/csv' }))
