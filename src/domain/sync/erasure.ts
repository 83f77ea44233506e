/**
 * Records are kept for as long as the law and the school's rule say, and then erased. What is erased leaves its name, so
 * that every tablet forgets it too, and nothing of what was in it.
 */
import type { Op } from '../protocol.ts'

/** A change as it stands in a journal after its record was erased: still one of the numbered changes, and empty. */
export const withoutContent = ({ f: _, base: __, ...op }: Op): Op => ({ ...op, kind: 'void' })
