/** The figures as a table: aligned for the terminal, and as Markdown for docs/bench.md. */
import { ratioOf, verdictOf, type Figure, type Measured } from './figure.ts'
import { summary } from './stats.ts'

export type Session = { at: string; machine: string; runs: number; others: number; measured: Measured[] }

const places = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

function spread(values: readonly number[], unit: string): string {
  const { median, least, most } = summary(values)
  return least === most ? `${places(median)} ${unit}` : `${places(median)} ${unit} (${places(least)}–${places(most)})`
}

function goalWords({ goal, unit }: Figure): string {
  if (!goal) return ''
  return [goal.most === undefined ? '' : `≤ ${goal.most} ${unit}`, goal.timesFloor === undefined ? '' : `≤ ${goal.timesFloor}× floor`].filter(Boolean).join(', ')
}

/** More than this and a figure tells of the machine as much as of us. */
const BUSY_CORES = 0.3
const busyWords = (others: number): string[] =>
  others > BUSY_CORES ? ['The machine was busy with other work, so times are longer than they would be alone; the ratios to the floors hold better. Measure again on a quiet machine before believing an “over”.', ''] : []

const HEAD = ['', 'measured', 'floor', 'ratio', 'goal', '']

function cells(figure: Figure): string[] {
  const ratio = ratioOf(figure)
  return [
    figure.what,
    spread(figure.runs, figure.unit),
    figure.floor ? `${spread(figure.floor.runs, figure.unit)} ${figure.floor.what}` : '',
    ratio === undefined ? '' : `${places(ratio)}×`,
    goalWords(figure),
    verdictOf(figure),
  ]
}

export function asText({ measured, others }: Session): string {
  const rows = measured.flatMap(({ figures }) => figures.map(cells))
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()
  const blocks = measured.map(({ claim, title, figures, lists = {} }) =>
    [
      `${claim}. ${title}`,
      ...figures.map((figure) => `  ${line(cells(figure))}`),
      ...notes(figures).map((note) => `    ${note}`),
      ...Object.entries(lists).flatMap(([name, items]) => [`  ${name}`, ...items.map((item) => `    ${item}`)]),
    ].join('\n'),
  )
  return [`  ${line(HEAD)}`, ...blocks, ...busyWords(others)].join('\n\n').trimEnd()
}

export function asMarkdown(session: Session): string {
  const { at, machine, runs, others, measured } = session
  const table = (row: readonly string[]): string => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const blocks = measured.flatMap(({ claim, title, figures, lists = {} }) => [
    `## ${claim}. ${title}`, '',
    table(HEAD), table(HEAD.map(() => '---')), ...figures.map((figure) => table(cells(figure))), '',
    ...notes(figures).flatMap((note) => [note, '']),
    ...Object.entries(lists).flatMap(([name, items]) => [`${name}:`, '', ...items.map((item) => `- ${item}`), '']),
  ])
  return [
    '# What we claim about speed', '',
    'Written by `npm run bench -- --record`; do not edit by hand. Each figure stands beside its floor: the least that the same step could take, measured in the same runs.',
    'A cell holds the median of the runs and, in brackets, the least and the most. A ratio is the median of the runs’ own ratios.', '',
    `${at}. ${machine}. ${runs} runs, each in a new browser process. Other work on the machine took ${others.toFixed(2)} cores on average.`, '',
    ...busyWords(others),
    ...blocks,
  ].join('\n')
}

const notes = (figures: readonly Figure[]): string[] => figures.flatMap(({ note }) => (note === undefined ? [] : [note]))
