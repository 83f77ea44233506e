/** Which mark a key of the keyboard stands for: its own letter or digit; for tick and cross, keys that a keyboard has. */
import { CROSS, TICK, type ScoreScale } from '../../domain/week/scoreScale.ts'

const INSTEAD: Record<string, readonly string[]> = { [TICK]: ['y', 't', '+', '1'], [CROSS]: ['n', 'x', '-', '0'] }

export function keyMark({ marks }: ScoreScale, key: string): string | undefined {
  const typed = key.toLowerCase()
  return marks.find(({ mark }) => mark.toLowerCase() === typed || (INSTEAD[mark] ?? []).includes(typed))?.mark
}
