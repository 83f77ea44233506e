/** What a target may rest on, offered as words to tap: the week's own notes first. */
import { NOTE_TYPE_WORDS } from '../../domain/blueReport.ts'
import { dateOf, shortDate } from '../../domain/clock.ts'
import type { ReviewFacts } from './facts.ts'

export const sourcesFrom = ({ notes }: Pick<ReviewFacts, 'notes'>): string[] => [
  ...notes.filter(({ f }) => f.type === 'staff' || f.type === 'blue-report').slice(0, 3).map(({ f }) => `${NOTE_TYPE_WORDS[f.type]}, ${shortDate(dateOf(f.occurredAt))}`),
  'Head of Year',
  'Last week’s review',
]
