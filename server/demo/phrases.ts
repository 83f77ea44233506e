/** The letters home in one language, approved by the Deputy Headteacher; another language of homes waits. */
import { FRAME, type FrameKey } from '../../src/domain/home/letterFrame.ts'
import { DEFAULT_SETTINGS, type PlainRule } from '../../src/domain/setting.ts'
import type { DemoRow } from './shape.ts'
import { moment } from './times.ts'
import { POLISH_FRAME, POLISH_REASONS, POLISH_RULES, POLISH_STAGES } from './words/polish.ts'

export function phraseRows(by: string): DemoRow[] {
  const at = moment('2026-09-21', 15 * 60 + 40)
  const row = (of: string, english: string, text: string, index: number): DemoRow => ({ t: 'phrase', id: `phrase.pl.${of}${of === 'reason' || of === 'stage' ? index : ''}`, by, at, f: { language: 'Polish', of, english, text, translator: 'Mrs E. Kowalska, EAL', at } })
  return [
    ...(Object.entries(POLISH_FRAME) as [FrameKey, string][]).map(([key, text], index) => row(`frame:${key}`, FRAME[key], text, index)),
    ...(Object.entries(POLISH_RULES) as [PlainRule, string][]).map(([key, text], index) => row(key, String(DEFAULT_SETTINGS[key]), text, index)),
    ...POLISH_STAGES.map((text, index) => row('stage', DEFAULT_SETTINGS.withdrawalStages[index]?.name ?? '', text, index)),
    ...POLISH_REASONS.flatMap((text, index) => row('reason', DEFAULT_SETTINGS.letterReasons[index] ?? '', text, index)),
  ]
}
