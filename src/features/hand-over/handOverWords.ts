/** How far a mark has come, in words and a sign's colour. */
import { spokenTime, timeOf } from '../../domain/time/clock.ts'
import type { Step } from '../../domain/mornings/handOver.ts'
import type { HandOverLine } from '../../domain/mornings/handOverLines.ts'
import type { markWords } from '../../domain/mornings/markWords.ts'
import type { Tone } from '../../ui/index.ts'

const TONES: Record<Step, Tone> = { waiting: 'late', handed: 'info', sent: 'info', received: 'good', 'in-sims': 'good' }

export function stepWords({ step, handing, changed }: Pick<HandOverLine, 'step' | 'handing' | 'changed'>): { text: string; tone: Tone } {
  const tone = TONES[step]
  const at = (entered: number | undefined): string => (entered === undefined ? '' : ` ${spokenTime(timeOf(entered))}`)
  switch (step) {
    case 'waiting': return { tone, text: changed ? 'Changed since: hand over again' : 'To hand over' }
    case 'sent': return { tone, text: changed ? 'Sent, changed since the office had it' : 'Sent' }
    case 'handed': return { tone, text: `Handed over${at(handing.handed?.f.entered)}, no receipt` }
    case 'received': return { tone, text: `With the office${at(handing.received?.f.entered ?? handing.handed?.f.entered)}` }
    case 'in-sims': return { tone, text: `In SIMS${at(handing.inSims?.f.entered)}` }
  }
}

export const MARK_TONES: Record<ReturnType<typeof markWords>['punctuality'], Tone> = { 'on-time': 'good', 'late-to-mentor': 'late', late: 'late', 'after-close': 'warn' }
