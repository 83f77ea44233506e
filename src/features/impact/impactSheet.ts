/** The report as it stands on paper: figures of groups alone, with what is not known beside them. */
import { CAUTION, MEASURE_WORDS, sayValue, type Measure } from '../../domain/cases/impact.ts'
import { SAID_MINUTES } from '../../domain/cases/mentorMinutes.ts'
import { sayHidden } from '../../domain/cases/smallNumbers.ts'
import type { ImpactSheet } from '../../ui/paper/model.ts'
import { AFTER_WORDS, BY_ITSELF, figuresOf, isFew, sayChange as sayArrow, sayCounts, sayFew, sayKnown, saySame } from './impactWords.ts'
import type { Impact, MeasureHeld } from './useImpact.ts'

/** The fonts on paper have no arrow. */
const sayChange = (...asked: Parameters<typeof sayArrow>): string => sayArrow(...asked).replace('→', 'to')
const SPLIT: readonly Measure[] = ['attendance', 'points', 'punctuality', 'scores']

function measureOf({ measure, held, lacking, waiting, waitingLacking }: MeasureHeld, least: number): ImpactSheet['measures'][number] {
  const { title, unit, before, during } = MEASURE_WORDS[measure]
  const few = isFew(held.during, least)
  const isFollowed = !('not-measured' in lacking.after6)
  return {
    title, unit,
    bars: few ? [] : [{ label: before, value: held.during.before, text: sayValue(held.during.before, measure) }, { label: during, value: held.during.then, text: sayValue(held.during.then, measure) }],
    lines: [
      few ? sayFew(held.during, least) : `${sayCounts(held.during)}. ${saySame(measure)}`,
      sayKnown(held.during, lacking.during),
      ...(isFollowed ? (['after6', 'after12'] as const).map((span) => `${AFTER_WORDS[span]}: ${isFew(held[span], least) ? sayFew(held[span], least) : `${sayChange(held[span], measure)}, ${sayCounts(held[span])}.`} ${sayKnown(held[span], lacking[span])}`) : []),
      ...(isFollowed && waiting.of > 0 ? [`Thought of, and not mentored: ${isFew(waiting, least) ? sayFew(waiting, least) : `${sayChange(waiting, measure)}, ${sayCounts(waiting)}. ${BY_ITSELF}`} ${sayKnown(waiting, waitingLacking)}`] : []),
    ],
  }
}

export function impactSheet(impact: Pick<Impact, 'period' | 'least' | 'measures' | 'splits' | 'exits' | 'covered' | 'cases' | 'ended' | 'weeks' | 'oneMentor' | 'minutes' | 'waiting'>, { schoolName, made, year }: { schoolName: string; made: string; year: string }): ImpactSheet {
  const least = impact.least.value
  return {
    schoolName, title: year === '' ? 'The impact of mentoring' : `The impact of mentoring, Year ${year}`, period: impact.period.value, caution: CAUTION,
    figures: [...figuresOf(impact), ...impact.exits.value.map(({ name, pupils, isHidden }) => ({ label: `Ended: ${name}`, value: isHidden ? sayHidden(least) : String(pupils) }))],
    measures: impact.measures.value.map((one) => measureOf(one, least)),
    groups: {
      head: ['Group', 'Pupils', ...SPLIT.map((measure) => MEASURE_WORDS[measure].title)],
      rows: impact.splits.value.flatMap(({ flag, groups }) => groups.map((group) => [`${flag}: ${group.name.toLowerCase()}`, ...(group.isHidden ? ['hidden', ...SPLIT.map(() => '')] : [String(group.pupils), ...SPLIT.map((measure) => (isFew(group.held[measure], least) ? 'too few' : sayChange(group.held[measure], measure)))])])),
    },
    notes: [`Hidden: ${sayHidden(least)}. Sex is known where the pupils’ export said it.`, SAID_MINUTES, impact.covered.value],
    footer: `${schoolName} · No pupil is named · ${made}`,
  }
}
