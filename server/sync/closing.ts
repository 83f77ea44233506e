/**
 * "When a pupil is no longer going to be mentored, Mentors will make a phone call home": no case is closed without what
 * came of that call, whoever closes it and by whatever accident, or the Lead Mentor's decision after failed attempts.
 */
import { closingGround, endsCase, mayWaive } from '../../src/domain/cases/closing.ts'
import { reachOf } from '../../src/domain/home/contactLog.ts'
import { may } from '../../src/domain/permission.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { FieldsOf, Kind, Row } from '../../src/domain/records.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import type { Actor } from '../../src/domain/staff.ts'

type Find = (t: Kind, id: string) => Promise<Row | undefined>
type InCase = <K extends Kind>(t: K, pupilId: string) => Promise<readonly Row<K>[]>

export async function closingRefusal(op: Op, actor: Actor, find: Find, inCase: InCase): Promise<'forbidden' | 'call-missing' | undefined> {
  // Who has left is the Lead Mentor's to say: it stands in for the call.
  if (op.t === 'closingEvent' && op.f?.['type'] === 'left') return may(actor, 'turn-year') ? undefined : 'forbidden'
  if (op.t === 'closingEvent') return op.f?.['type'] === 'waived' ? waivingRefusal((op.f as FieldsOf<'closingEvent'>).pupilId, actor, find, inCase) : undefined
  const row = (await find('mentorship', op.id)) as Row<'mentorship'> | undefined
  if (!row || op.f?.['state'] !== 'closed') return undefined
  const { pupilId } = row.f
  if (!endsCase(op.id, row.f, 'closed', await inCase('mentorship', pupilId))) return undefined
  return closingGround(op.id, await inCase('closingEvent', pupilId), await inCase('contactEntry', pupilId)) ? undefined : 'call-missing'
}

async function waivingRefusal(pupilId: string, actor: Actor, find: Find, inCase: InCase): Promise<'forbidden' | 'call-missing' | undefined> {
  if (!may(actor, 'send-letter-home')) return 'forbidden'
  const set = await Promise.all(['contactAttempts', 'contactDays', 'contactChannels'].map((id) => find('setting', id)))
  const { contactAttempts: attempts, contactDays: days, contactChannels: channels } = settingsFrom(set.flatMap((row) => (row ? [row.f as Setting] : [])))
  return mayWaive(reachOf(await inCase('contactEntry', pupilId), await inCase('homeLetter', pupilId), await inCase('contact', pupilId), { attempts, days, channels })) ? undefined : 'call-missing'
}
