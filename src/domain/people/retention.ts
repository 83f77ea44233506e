/**
 * Records are kept for as long as they are needed and no longer (UK GDPR, Article 5). The school's rules say how long; the
 * server looks each night whose time is up, and proposes. Nothing is ever erased without a person, and what is held for a
 * reason, such as an inquiry, is not erased at all.
 */
import { z } from '../schema.ts'
import { addMonths, SchoolDate } from '../time/clock.ts'

export const RetentionCategory = z.enum(['mentored', 'safeguarding', 'candidate'])
export type RetentionCategory = z.infer<typeof RetentionCategory>
export const RetentionTrigger = z.enum(['closure', 'leaving', 'birth'])
export type RetentionTrigger = z.infer<typeof RetentionTrigger>
export const RetentionRule = z.object({ category: RetentionCategory, trigger: RetentionTrigger, months: z.int().min(1).max(600), action: z.enum(['erase', 'review']) })
export type RetentionRule = z.infer<typeof RetentionRule>
export const RetentionRules = z.array(RetentionRule).length(RetentionCategory.options.length).refine((rules) => RetentionCategory.options.every((category) => rules.some((one) => one.category === category)))

/**
 * A working log is kept for much less time than the pupil's file in the office (IRMS: birth + 25 years), into which what
 * matters of it goes. Where a DSL was to be told, a person looks first: child protection is birth + 25 years, then review.
 */
export const DEFAULT_RETENTION: readonly RetentionRule[] = [
  { category: 'mentored', trigger: 'closure', months: 12, action: 'erase' },
  { category: 'safeguarding', trigger: 'birth', months: 300, action: 'review' },
  { category: 'candidate', trigger: 'closure', months: 12, action: 'erase' },
]
export const CATEGORY_WORDS: Record<RetentionCategory, string> = { mentored: 'Who was mentored', safeguarding: 'Where a DSL was to be told', candidate: 'Thought of, and never mentored' }
export const TRIGGER_WORDS: Record<RetentionTrigger, string> = { closure: 'the case ended', leaving: 'the pupil left', birth: 'the pupil was born' }
export const RETENTION_ACTION_WORDS: Record<RetentionRule['action'], string> = { erase: 'Erase', review: 'Look through, then decide' }
export const sayMonths = (months: number): string => (months % 12 === 0 ? (months === 12 ? '1 year' : `${months / 12} years`) : months === 1 ? '1 month' : `${months} months`)

/** What decides when a file's time is up. */
export type FileFacts = {
  isMentored: boolean
  category: RetentionCategory
  /** Of a candidate: the last decision, or the last export that named them. */
  closedOn: SchoolDate | undefined
  leftOn: SchoolDate | undefined
  bornOn: SchoolDate | undefined
  year: number | undefined
}
/** The last day on which somebody of this year group can have been born: 31 August. Too late is safe, too early is not. */
export function bornByLatest(year: number, today: SchoolDate): SchoolDate {
  const begins = today.slice(5) >= '09-01' ? Number(today.slice(0, 4)) : Number(today.slice(0, 4)) - 1
  return `${begins - year - 4}-08-31`
}

export type Due = { category: RetentionCategory; action: RetentionRule['action']; since: SchoolDate; due: SchoolDate }
/** Undefined while it is not due, or while nobody can say when it began: then a person has to. */
export function dueFor(facts: FileFacts, rules: readonly RetentionRule[], today: SchoolDate): Due | undefined {
  const rule = rules.find(({ category }) => category === facts.category)
  if (!rule || facts.isMentored) return undefined
  const since = { closure: facts.closedOn, leaving: facts.leftOn, birth: facts.bornOn ?? (facts.year === undefined ? undefined : bornByLatest(facts.year, today)) }[rule.trigger]
  const due = since === undefined ? undefined : addMonths(since, rule.months)
  return since === undefined || due === undefined || due > today ? undefined : { category: rule.category, action: rule.action, since, due }
}

export const HOLD_REASON_LIMIT = 300
/** `proposed`: by the server alone. `held`: not erased, for a reason, until somebody lets it go. */
export const Retention = z.discriminatedUnion('type', [
  z.object({ type: z.literal('proposed'), pupilId: z.string(), on: SchoolDate, category: RetentionCategory, action: z.enum(['erase', 'review']), since: SchoolDate, due: SchoolDate }),
  z.object({ type: z.literal('held'), pupilId: z.string(), on: SchoolDate, reason: z.string().min(1).max(HOLD_REASON_LIMIT), entered: z.number() }),
  z.object({ type: z.literal('released'), pupilId: z.string(), on: SchoolDate, entered: z.number() }),
])
export type Retention = z.infer<typeof Retention>
export type Held = Extract<Retention, { type: 'held' }>

/** The hold that stands, if one does. */
export function holdOf(facts: readonly Retention[]): Held | undefined {
  const last = facts.flatMap((one) => (one.type === 'proposed' ? [] : [one])).sort((a, b) => a.entered - b.entered).at(-1)
  return last?.type === 'held' ? last : undefined
}
export type Proposal = Extract<Retention, { type: 'proposed' }>
/** The last proposal counts: a rule may have changed since. */
export const proposalOf = (facts: readonly Retention[]): Proposal | undefined => facts.flatMap((one) => (one.type === 'proposed' ? [one] : [])).sort((a, b) => (a.on < b.on ? -1 : 1)).at(-1)

/** `POST /api/retention`: one file, confirmed by a person. */
export const RetentionAct = z.strictObject({ act: z.literal('erase'), pupilId: z.string().min(1).max(120), due: SchoolDate })
export type RetentionAct = z.infer<typeof RetentionAct>
export const RetentionReply = z.union([z.object({ erased: z.int() }), z.object({ refused: z.enum(['step-up', 'held', 'not-due']) })])
export type RetentionReply = z.infer<typeof RetentionReply>
