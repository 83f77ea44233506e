/** What a change that was put aside becomes when it is sent again: of a fact a new one, of a record the same. */
import type { Op } from '../protocol.ts'
import { isKind, RECORDS } from '../records.ts'
import { sentAgainId } from './parked.ts'

/** Undefined where it cannot be read. */
export const recordOfAgain = (parkedId: string, op: Op | undefined): string | undefined => (op && isKind(op.t) && op.kind === 'add' && RECORDS[op.t].nature === 'fact' ? sentAgainId(parkedId) : op?.id)
