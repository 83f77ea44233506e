/**
 * "Mentors meet with DHT / HOY to identify pupils needing to be mentored": whom the school's sentences found in an export,
 * or a person named by hand, and what was decided. Of everyone else on the roll nothing is kept but how many there are.
 */
import { z } from '../schema.ts'
import { Reason } from './candidateRule.ts'
import { SchoolDate } from '../time/clock.ts'

/** What one export of a kind showed: the days it speaks of, and what the sentences found in it. */
export const Found = z.object({ batch: z.string().max(80), from: SchoolDate.optional(), to: SchoolDate, reasons: z.array(Reason).max(12) })
export type Found = z.infer<typeof Found>
/** Only for the question who is picked; undefined where the school's export did not say. */
export const Groups = z.object({ sen: z.enum(['N', 'K', 'E']).optional(), pupilPremium: z.boolean().optional(), eal: z.boolean().optional(), lookedAfter: z.boolean().optional(), sex: z.enum(['F', 'M']).optional() })
export type Groups = z.infer<typeof Groups>

export const BY_HAND_LIMIT = 400
export const Candidate = z.object({
  preferredName: z.string().max(60),
  surname: z.string().max(80),
  form: z.string().max(12),
  year: z.int().min(7).max(13),
  /** `null`: the last export of that kind found nothing any more. */
  behaviour: Found.nullable().optional(),
  attendance: Found.nullable().optional(),
  grades: Found.nullable().optional(),
  groups: Groups.optional(),
  /** Put on the list by a person, with or without an import: why, and who and when. */
  byHand: z.object({ why: z.string().min(1).max(BY_HAND_LIMIT), by: z.string(), on: SchoolDate }).optional(),
})
export type Candidate = z.infer<typeof Candidate>
export const Choice = z.enum(['mentor', 'watch', 'not-now'])
export type Choice = z.infer<typeof Choice>

export const DECISION_LIMIT = 600
export const CandidateDecision = z.object({
  pupilId: z.string(),
  choice: Choice,
  reason: z.string().min(1).max(DECISION_LIMIT),
  date: SchoolDate,
  /** The meeting it was made in, if it was one, and who was there (staff ids). */
  meetingId: z.string().optional(),
  present: z.array(z.string()).max(30),
  /** What was on the table, in words. */
  evidence: z.array(z.string().max(200)).max(12),
  /** Of a Mentor decision: whose pupil it becomes. */
  mentorId: z.string().optional(),
  /** Of a Watch: when it is looked at again. */
  lookAgain: SchoolDate.optional(),
  entered: z.number(),
})
export type CandidateDecision = z.infer<typeof CandidateDecision>

/** How many there are in a year, and of each group; a group that an export does not name is left out. */
const count = z.int().min(0).max(5000)
export const RollShape = z.object({
  year: z.int().min(7).max(13), on: SchoolDate, pupils: count,
  sen: count.optional(), pupilPremium: count.optional(), eal: count.optional(), lookedAfter: count.optional(), girls: count.optional(), boys: count.optional(),
})
export type RollShape = z.infer<typeof RollShape>

/** The newest first. */
export const newestDecisions = <One extends { id: string; f: CandidateDecision }>(decisions: readonly One[]): One[] => [...decisions].sort((a, b) => b.f.entered - a.f.entered || (a.id < b.id ? 1 : -1))
/** The one that stands. */
export const latestDecision = <One extends { id: string; f: CandidateDecision }>(decisions: readonly One[]): One | undefined => newestDecisions(decisions)[0]
