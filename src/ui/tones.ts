// A tone is a meaning, shown three ways at once: colour, the shape of its icon, and words beside it.
import { CircleCheck, CircleDashed, Clock, Info, OctagonX, TriangleAlert } from '@lucide/vue'
import type { Component } from 'vue'

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad' | 'late'

// Warn is a triangle, bad an octagon, late a clock: told apart in greyscale too.
export const toneIcon: Record<Tone, Component> = {
  neutral: CircleDashed,
  info: Info,
  good: CircleCheck,
  warn: TriangleAlert,
  bad: OctagonX,
  late: Clock,
}

export const toneSoft: Record<Tone, string> = {
  neutral: 'bg-surface-sunken text-ink border-line-strong',
  info: 'bg-accent-soft text-accent-text border-accent-text',
  good: 'bg-good-soft text-good border-good',
  warn: 'bg-warn-soft text-warn border-warn',
  bad: 'bg-bad-soft text-bad border-bad',
  late: 'bg-late-soft text-late border-late',
}

export const toneText: Record<Tone, string> = {
  neutral: 'text-ink-muted',
  info: 'text-accent-text',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  late: 'text-late',
}

export const toneFill: Record<Tone, string> = {
  neutral: 'fill-line-strong bg-line-strong',
  info: 'fill-accent bg-accent',
  good: 'fill-good bg-good',
  warn: 'fill-warn bg-warn',
  bad: 'fill-bad bg-bad',
  late: 'fill-late bg-late',
}
