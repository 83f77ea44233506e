/** The impact of mentoring over a stretch of time, for whoever answers for it: the school, or a Head of Year's own year. */
import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { readImpact } from '../../data/readings/impact.ts'
import { useSchool } from '../../data/readings/school.ts'
import { addDays, dateOf, mediumDate, type SchoolDate } from '../../domain/time/clock.ts'
import { hasEnded, exitsOf, median, type Exit } from '../../domain/cases/exits.ts'
import { holdAgainst, lacking, MEASURES, type Held, type ImpactCase, type Measure, type NotKnown, type SpanName } from '../../domain/cases/impact.ts'
import { fullName } from '../../domain/pupil.ts'
import { withoutSmall, type Shown } from '../../domain/cases/smallNumbers.ts'
import { useSchoolClock } from '../../sync/index.ts'

export const SINCE_WORDS = { year: 'This school year', twelve: 'Twelve months', all: 'Everything there is' } as const
export type Since = keyof typeof SINCE_WORDS
export type AfterName = Exclude<SpanName, 'before'>
export type MeasureHeld = { measure: Measure; held: Record<AfterName, Held>; lacking: Record<AfterName, Partial<Record<NotKnown, number>>>; waiting: Held; waitingLacking: Partial<Record<NotKnown, number>> }
export const FLAGS = { sen: 'SEN', pupilPremium: 'Pupil premium', eal: 'EAL', lookedAfter: 'Looked after', girl: 'Sex' } as const
export type Split = { flag: string; groups: (Shown<{ name: string; pupils: number }> & { held: Record<Measure, Held> })[] }
export type NamedCase = ImpactCase & { name: string; form: string }

export type Impact = {
  since: Ref<Since>
  years: ComputedRef<number[]>
  year: Ref<string>
  /** The mentoring that ran in that time. */
  cases: ComputedRef<ImpactCase[]>
  named: ComputedRef<NamedCase[]>
  period: ComputedRef<string>
  least: ComputedRef<number>
  measures: ComputedRef<MeasureHeld[]>
  /** One of them, without working out the others. */
  heldOf: (measure: Measure) => MeasureHeld
  waiting: ComputedRef<number>
  splits: ComputedRef<Split[]>
  exits: ComputedRef<Shown<Exit>[]>
  ended: ComputedRef<number>
  weeks: ComputedRef<number | undefined>
  oneMentor: ComputedRef<number>
  minutes: ComputedRef<number>
  covered: ComputedRef<string>
  isWhole: Readonly<Ref<boolean>>
  isYearOnly: boolean
}

export function useImpact(): Impact {
  const { minute } = useSchoolClock()
  const { memory, me, loadOlder, olderLoaded } = useRecords()
  const { calendar, settings } = useSchool()
  const today = computed(() => dateOf(minute.value))
  const since = ref<Since>('twelve')
  const year = ref('')
  onMounted(() => void loadOlder().catch((error: unknown) => console.error('Older history was not read', error instanceof Error ? error.name : 'unknown')))

  const reading = computed(() => readImpact(memory, { calendar: calendar.value, settings: settings.value }, today.value))
  const from = computed((): SchoolDate => {
    if (since.value === 'all') return '0000-01-01'
    if (since.value === 'twelve') return addDays(today.value, -365)
    const [thisYear = 0, month = 1] = today.value.split('-').map(Number)
    return `${month >= 8 ? thisYear : thisYear - 1}-08-01`
  })
  const isAsked = (one: ImpactCase): boolean => (year.value === '' || String(one.year) === year.value) && (me.role !== 'head-of-year' || one.year === me.year)
  const cases = computed(() => reading.value.cases.filter((one) => isAsked(one) && (one.until ?? today.value) >= from.value))
  const others = computed(() => reading.value.waiting.filter((one) => isAsked(one) && one.from >= from.value))
  const ended = computed(() => cases.value.filter(hasEnded))
  const least = computed(() => settings.value.smallNumbers)
  const heldBy = (of: readonly ImpactCase[], span: AfterName): Record<Measure, Held> => Object.fromEntries(MEASURES.map((measure) => [measure, holdAgainst(of, measure, span)])) as Record<Measure, Held>

  const measures = Object.fromEntries(MEASURES.map((measure) => [measure, computed((): MeasureHeld => ({
    measure, waiting: holdAgainst(others.value, measure, 'during'), waitingLacking: lacking(others.value, measure, 'during'),
    held: { during: holdAgainst(cases.value, measure, 'during'), after6: holdAgainst(ended.value, measure, 'after6'), after12: holdAgainst(ended.value, measure, 'after12') },
    lacking: { during: lacking(cases.value, measure, 'during'), after6: lacking(ended.value, measure, 'after6'), after12: lacking(ended.value, measure, 'after12') },
  }))])) as Record<Measure, ComputedRef<MeasureHeld>>
  const heldOf = (measure: Measure): MeasureHeld => measures[measure].value

  return {
    since, year, cases, least, isWhole: olderLoaded, isYearOnly: me.role === 'head-of-year',
    years: computed(() => [...new Set(reading.value.cases.flatMap((one) => one.year ?? []))].sort((a, b) => a - b)),
    named: computed(() => cases.value.map((one): NamedCase => { const pupil = memory.get('deskPupil', one.pupilId)?.f; return { ...one, name: pupil ? fullName(pupil) : 'A pupil', form: pupil?.form ?? '' } }).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))),
    period: computed(() => (since.value === 'all' ? `Everything there is, to ${mediumDate(today.value)}` : `${mediumDate(from.value)} to ${mediumDate(today.value)}`)),
    heldOf,
    measures: computed(() => MEASURES.map(heldOf)),
    waiting: computed(() => others.value.length),
    splits: computed(() => (Object.keys(FLAGS) as (keyof typeof FLAGS)[]).map((flag): Split => {
      const groups = ([[flag === 'girl' ? 'Girls' : 'Yes', true], [flag === 'girl' ? 'Boys' : 'No', false], ['Not on file', undefined]] as const).map(([name, value]) => ({ name, of: cases.value.filter(({ flags }) => flags[flag] === value) }))
      return { flag: FLAGS[flag], groups: withoutSmall(groups.map(({ name, of }) => ({ name, pupils: of.length, held: heldBy(of, 'during') })), least.value).filter(({ name, pupils }) => pupils > 0 || name !== 'Not on file') }
    })),
    exits: computed(() => withoutSmall(exitsOf(ended.value.map(({ endReason }) => endReason)), least.value)),
    ended: computed(() => ended.value.length),
    weeks: computed(() => median(ended.value.map((one) => one.weeks))),
    oneMentor: computed(() => cases.value.filter(({ mentors }) => mentors === 1).length),
    minutes: computed(() => cases.value.reduce((sum, one) => sum + one.minutes, 0)),
    covered: computed(() => {
      const { covered, exports } = reading.value
      return [covered ? `Behaviour exports speak of ${mediumDate(covered.from)} to ${mediumDate(covered.to)}` : 'No behaviour export was taken in', exports === undefined ? 'no attendance export was taken in' : `attendance to ${mediumDate(exports)}`].join('; ') + '.'
    }),
  }
}
