/**
 * A school's rule is one that a school may give, under its own key, and says truly who changed it; a sentence in a home's
 * language fills in what its English fills in.
 */
import type { Op } from '../../src/domain/protocol.ts'
import type { Row } from '../../src/domain/records.ts'
import { fieldsIn } from '../../src/domain/home/letterFrame.ts'
import type { Phrase } from '../../src/domain/home/phrase.ts'
import { mayChangeRule } from '../../src/domain/permission.ts'
import { letterFields } from '../../src/domain/school/schoolRules.ts'
import { fitsRule, type Setting } from '../../src/domain/setting.ts'
import { REASON_FIELDS, unknownFields } from '../../src/domain/home/mergeFields.ts'
import type { Actor } from '../../src/domain/staff.ts'

/** The operation's fields have been parsed already. */
export function settingRefusal(op: Op, row: Row | undefined, actor: Actor): 'bad-fields' | 'forged-author' | 'forbidden' | undefined {
  if (op.t === 'phrase') return op.kind === 'void' ? undefined : phraseRefusal(op.f as Phrase)
  if (op.t !== 'setting') return undefined
  if (!mayChangeRule(actor, op.id)) return 'forbidden'
  if (op.kind === 'void') return undefined
  const whole = { ...row?.f, ...op.f } as Setting
  if (whole.key !== op.id || !fitsRule(whole.key, whole.value)) return 'bad-fields'
  // A field that nothing fills in would stand in every letter as it is.
  const fields = letterFields(whole.key)
  if (fields && typeof whole.value === 'string' && unknownFields(whole.value, fields).length > 0) return 'bad-fields'
  if (whole.key === 'letterReasons' && unknownFields(JSON.stringify(whole.value), REASON_FIELDS).length > 0) return 'bad-fields'
  return op.f?.['changedBy'] === undefined || op.f['changedBy'] === actor.id ? undefined : 'forged-author'
}

const phraseRefusal = ({ text, english }: Phrase): 'bad-fields' | undefined => (unknownFields(text, fieldsIn(english)).length > 0 ? 'bad-fields' : undefined)
