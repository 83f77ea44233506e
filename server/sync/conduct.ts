/**
 * What the screens ask before a sanction or an end-of-day report, asked again: only a permitted step of the school's
 * ladder, a sanction for a missed time only where it stayed unexplained, and the four checks before anyone is kept
 * after school.
 */
import { missedOne } from '../../src/domain/missed.ts'
import { may } from '../../src/domain/permission.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { FieldsOf, Kind, Row } from '../../src/domain/records.ts'
import { AFTER_SCHOOL_CHECKS, type AfterSchoolCheck } from '../../src/domain/sanction.ts'
import { mayIssue } from '../../src/domain/sanctionLadder.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import type { Actor } from '../../src/domain/staff.ts'

type MissedOf = (pupilId: string) => Promise<readonly Row<'missedEvent'>[]>
type Find = (t: Kind, id: string) => Promise<Row | undefined>
type Refusal = 'forbidden' | 'bad-fields' | 'no-record'

/** The operation's fields have been parsed already. */
export async function conductRefusal(op: Op, actor: Actor, find: Find, missedOf: MissedOf): Promise<Refusal | undefined> {
  if (op.kind === 'void') return undefined
  if (op.t === 'sanctionEvent' && op.f?.['type'] === 'seen' && !may(actor, 'be-informed')) return 'forbidden'
  // "…notify the Lead Mentor who will send a letter home."
  if (op.t === 'homeLetter') return op.f?.['type'] === 'told' || may(actor, 'send-letter-home') ? undefined : 'forbidden'
  if (op.t === 'endOfDayReport') return isChecked((op.f as FieldsOf<'endOfDayReport'>).checks) ? undefined : 'bad-fields'
  return op.t === 'sanction' ? sanctionRefusal(op.f as FieldsOf<'sanction'>, actor, find, missedOf) : undefined
}

async function sanctionRefusal(sanction: FieldsOf<'sanction'>, actor: Actor, find: Find, missedOf: MissedOf): Promise<Refusal | undefined> {
  const set = await find('setting', 'sanctionLadder')
  const step = settingsFrom(set ? [set.f as Setting] : []).sanctionLadder.find(({ id }) => id === sanction.step)
  if (!step || !mayIssue(step, actor.role) || !step.causes.includes(sanction.cause)) return 'forbidden'
  if (step.afterSchool && !isChecked(sanction.checks)) return 'bad-fields'
  if (sanction.cause !== 'missed') return undefined
  const facts = await missedOf(sanction.pupilId)
  const cited = facts.find(({ id }) => id === sanction.unexplained)
  // What was explained since is nothing to sanction, whatever was thought of it before.
  return cited?.f.type === 'unexplained' && missedOne(sanction.pupilId, cited.f, facts).latest?.id === cited.id ? undefined : 'no-record'
}

const isChecked = (checks: readonly AfterSchoolCheck[]): boolean => AFTER_SCHOOL_CHECKS.every((check) => checks.includes(check))
