/**
 * What the screens ask before a sanction or an end-of-day report, asked again: only a permitted step of the school's
 * ladder, a sanction for a missed time only where it stayed unexplained and only one for each, the four checks before
 * anyone is kept after school, a meeting with home only where the Lead Mentor and the Head of Year are called, and a letter home
 * before mentoring begins.
 */
import { codedOn, isFromSims, type AbsenceCode, type Coded } from '../../src/domain/mornings/absenceCode.ts'
import { uncalled, unaccounted, type HomeMeeting, type HomeMeetingEvent } from '../../src/domain/home/homeMeeting.ts'
import { missedOne } from '../../src/domain/mornings/missed.ts'
import { may } from '../../src/domain/permission.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { FieldsOf, Kind, Row } from '../../src/domain/records.ts'
import { AFTER_SCHOOL_CHECKS, issued, sanctionFor, type AfterSchoolCheck } from '../../src/domain/conduct/sanction.ts'
import { mayIssue } from '../../src/domain/conduct/sanctionLadder.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import type { Actor, Role, StaffMember } from '../../src/domain/staff.ts'
import { hasBegun, isBeginning } from '../../src/domain/cases/caseEvent.ts'
import { mayBegin } from '../../src/domain/home/startLetter.ts'
import { closingRefusal } from './closing.ts'

/** What stands of one kind of a pupil's, in the case or at the desk; what was taken back is left out. */
export type InCase = <K extends Kind>(t: K, pupilId: string) => Promise<readonly Row<K>[]>
type Find = (t: Kind, id: string) => Promise<Row | undefined>
type Refusal = 'forbidden' | 'bad-fields' | 'no-record' | 'not-unexplained' | 'sanctioned-already' | 'letter-not-sent' | 'call-missing' | 'turned-already'

/** The operation's fields have been parsed already. */
export async function conductRefusal(op: Op, actor: Actor, find: Find, inCase: InCase): Promise<Refusal | undefined> {
  if (op.kind === 'void') return undefined
  if (op.t === 'sanctionEvent' && op.f?.['type'] === 'seen' && !may(actor, 'be-informed')) return 'forbidden'
  // "…notify the Lead Mentor who will send a letter home."
  if (op.t === 'homeLetter') return op.f?.['type'] === 'told' || may(actor, 'send-letter-home') ? undefined : 'forbidden'
  if (op.t === 'homeMeeting' || op.t === 'homeMeetingEvent') return meetingRefusal(op, actor, find)
  if (op.t === 'startLetter') return op.f?.['type'] !== 'waived' || may(actor, 'waive-letter') ? undefined : 'forbidden'
  if (op.t === 'candidateDecision') return op.f?.['choice'] !== 'mentor' || typeof op.f['mentorId'] === 'string' ? undefined : 'bad-fields'
  // About somebody whom nobody mentors: no mentor's.
  if (op.t === 'meetingTask' || op.t === 'meetingTaskDone' || op.t === 'taskPutOff') return op.f?.['about'] === 'candidate' && !may(actor, 'identify') ? 'forbidden' : undefined
  if (op.t === 'mentorship') return (await beginningRefusal(op, find, inCase)) ?? closingRefusal(op, actor, find, inCase)
  // Nobody is moved twice in one year, by however many tablets.
  if (op.t === 'yearTurn') return (await inCase('yearTurn', (op.f as FieldsOf<'yearTurn'>).pupilId)).some(({ id, f }) => id !== op.id && f.schoolYear === op.f?.['schoolYear']) ? 'turned-already' : undefined
  if (op.t === 'closingEvent') return closingRefusal(op, actor, find, inCase)
  if (op.t === 'absenceCode') return codeRefusal(op.f as AbsenceCode, actor, find)
  if (op.t === 'endOfDayReport') return isChecked((op.f as FieldsOf<'endOfDayReport'>).checks) ? undefined : 'bad-fields'
  return op.t === 'sanction' ? sanctionRefusal(op, actor, find, inCase) : undefined
}

/** What SIMS says comes with an export, which the office does not take in; of the rest nobody but the office says or takes back anything. */
async function codeRefusal(f: AbsenceCode, actor: Actor, find: Find): Promise<Refusal | undefined> {
  if (f.type === 'coded') return (f.known === 'sims') === may(actor, 'import-sims') && (f.known === 'sims') === (f.batch !== undefined) ? undefined : 'forbidden'
  if (may(actor, 'code-absence')) return undefined
  const coded = await find('absenceCode', f.coded)
  return coded && isFromSims(coded as Coded) ? undefined : 'forbidden'
}

/** By whatever way it would begin, a pause or a change of mind among them; what had begun before there was a letter here goes on as it is. */
async function beginningRefusal(op: Op, find: Find, inCase: InCase): Promise<Refusal | undefined> {
  const was = (await find('mentorship', op.id))?.f as FieldsOf<'mentorship'> | undefined
  if (!was && op.kind === 'add') return returnRefusal(op.id, op.f as FieldsOf<'mentorship'>, inCase)
  if (!was || !isBeginning(was.state, op.f?.['state'])) return undefined
  return mayBegin(await inCase('startLetter', was.pupilId), op.id) ? undefined : 'letter-not-sent'
}

/** Whoever comes back is prepared for anew: home gets another letter, or the Lead Mentor says why not. */
async function returnRefusal(id: string, { pupilId, state }: FieldsOf<'mentorship'>, inCase: InCase): Promise<Refusal | undefined> {
  if (!hasBegun(state) || mayBegin(await inCase('startLetter', pupilId), id)) return undefined
  return (await inCase('mentorship', pupilId)).some(({ f }) => f.state === 'closed') ? 'letter-not-sent' : undefined
}

async function sanctionRefusal(op: Op, actor: Actor, find: Find, inCase: InCase): Promise<Refusal | undefined> {
  const sanction = op.f as FieldsOf<'sanction'>
  const set = await find('setting', 'sanctionLadder')
  const step = settingsFrom(set ? [set.f as Setting] : []).sanctionLadder.find(({ id }) => id === sanction.step)
  if (!step || !mayIssue(step, actor.role) || !step.causes.includes(sanction.cause)) return 'forbidden'
  if (step.afterSchool && !isChecked(sanction.checks)) return 'bad-fields'
  return sanction.cause === 'missed' ? missedRefusal(op.id, sanction, inCase) : undefined
}

async function missedRefusal(id: string, { pupilId, unexplained }: FieldsOf<'sanction'>, inCase: InCase): Promise<Refusal | undefined> {
  const facts = await inCase('missedEvent', pupilId)
  const cited = facts.find((fact) => fact.id === unexplained)
  if (!cited) return 'no-record'
  const missed = missedOne(pupilId, cited.f, facts, codedOn(await inCase('absenceCode', pupilId), cited.f.date))
  // Two tablets without a network may each have put down the same missed time, and each given a sanction for it.
  const given = issued(await inCase('sanction', pupilId), await inCase('sanctionEvent', pupilId)).filter((one) => one.id !== id)
  if (sanctionFor(given, missed)) return 'sanctioned-already'
  // What was explained since, by the mentor or by the office, is nothing to sanction, whatever was thought of it before.
  return missed.state === 'unexplained' && missed.latest?.id === cited.id ? undefined : 'not-unexplained'
}

const isChecked = (checks: readonly AfterSchoolCheck[]): boolean => AFTER_SCHOOL_CHECKS.every((check) => checks.includes(check))

/** "The Lead Mentor and Head of Year should be informed and present": each is called or left out with a reason, and there or not there with one. */
async function meetingRefusal(op: Op, actor: Actor, find: Find): Promise<Refusal | undefined> {
  if (op.t === 'homeMeeting') {
    const meeting = op.f as HomeMeeting
    const roles = new Map<string, Role | undefined>()
    for (const id of meeting.invited) roles.set(id, ((await find('staff', id))?.f as StaffMember | undefined)?.role)
    return uncalled(meeting, (id) => roles.get(id)).length === 0 ? undefined : 'bad-fields'
  }
  const event = op.f as HomeMeetingEvent
  if (actor.role === 'head-of-year' && event.type !== 'accepted') return 'forbidden'
  const meeting = await find('homeMeeting', event.meetingId)
  if (!meeting || meeting.void !== undefined || (meeting.f as HomeMeeting).pupilId !== event.pupilId) return 'no-record'
  return event.type === 'held' && unaccounted(meeting.f as HomeMeeting, event).length > 0 ? 'bad-fields' : undefined
}
