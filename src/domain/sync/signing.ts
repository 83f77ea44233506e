/**
 * A signature is put to words. Those its signer had before them stay as they were signed, whoever is heard first: what
 * another wrote into them without having seen the signature is kept beside them, and both people are told. Who has seen
 * it amends the record. A signature takes the words it covers under its own stamp, so an edit tells by what it cites
 * whether its author knew that they are signed.
 */
import type { Op } from '../protocol.ts'
import { RECORDS, stampOf, type Row, type Stamp } from '../records.ts'

export type Signing = {
  /** The author had this field before them, or set it themselves. */
  isSeen: (field: string, current: Stamp) => boolean
  /** It stands under a signature that this operation does not take back. */
  isSigned: (field: string) => boolean
  /** This operation signs it. */
  isSigning: (field: string) => boolean
  /** An app that does not say which words it signs, over words that its signer cannot have seen. */
  blind: { field: string; unseen: Stamp } | undefined
  /** What is signed as it stands. */
  takenUnder: readonly string[]
}

const NEVER = (): boolean => false

type Asked = { isOwn: (stamp: Stamp) => boolean; isUnseen: ((stamp: Stamp) => boolean) | undefined }

export function signingOf(row: Row, op: Op, { isOwn, isUnseen }: Asked): Signing {
  const isSeen = (field: string, current: Stamp): boolean => op.base?.[field] === current || isOwn(current)
  const { signature } = RECORDS[row.t]
  if (!signature) return { isSeen, isSigned: NEVER, isSigning: NEVER, blind: undefined, takenUnder: [] }
  const { field, covers } = signature
  const said = op.f?.[field]
  const stamp = stampOf(row, field)
  const stands = ((row.f as Record<string, unknown>)[field] ?? null) !== null && !(said !== undefined && stamp !== null && isSeen(field, stamp))
  const unsaid = stands || said === undefined || said === null ? [] : covers.flatMap((one) => (one in (op.f ?? {}) ? [] : [{ one, current: stampOf(row, one) }]))
  const unseen = unsaid.find(({ one, current }) => current !== null && !isSeen(one, current) && (isUnseen?.(current) ?? false))?.current
  const signs = !stands && said !== undefined && said !== null && !unseen
  return {
    isSeen,
    isSigned: (one) => stands && covers.includes(one),
    isSigning: (one) => signs && covers.includes(one),
    blind: unseen ? { field, unseen } : undefined,
    takenUnder: signs ? unsaid.flatMap(({ one, current }) => (current === null ? [] : [one])) : [],
  }
}
