/** A school's rule is one that a school may give, under its own key, and says truly who changed it. */
import type { Op } from '../../src/domain/protocol.ts'
import type { Row } from '../../src/domain/records.ts'
import { letterFields } from '../../src/domain/schoolRules.ts'
import { fitsRule, type Setting } from '../../src/domain/setting.ts'
import { unknownFields } from '../../src/domain/startLetter.ts'
import type { Actor } from '../../src/domain/staff.ts'

/** The operation's fields have been parsed already. */
export function settingRefusal(op: Op, row: Row | undefined, actor: Actor): 'bad-fields' | 'forged-author' | 'forbidden' | undefined {
  if (op.t !== 'setting') return undefined
  // An administrator who could name readers of files could read them.
  if (op.id === 'fileReaders' && actor.role !== 'dht') return 'forbidden'
  if (op.kind === 'void') return undefined
  const whole = { ...row?.f, ...op.f } as Setting
  if (whole.key !== op.id || !fitsRule(whole.key, whole.value)) return 'bad-fields'
  // A field that nothing fills in would stand in every letter as it is.
  const fields = letterFields(whole.key)
  if (fields && typeof whole.value === 'string' && unknownFields(whole.value, fields).length > 0) return 'bad-fields'
  return op.f?.['changedBy'] === undefined || op.f['changedBy'] === actor.id ? undefined : 'forged-author'
}
