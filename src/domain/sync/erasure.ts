/**
 * Records are kept for as long as the law and the school's rule say, and then erased. What is erased leaves its name, so
 * that every tablet forgets it too, and nothing of what was in it.
 */
/** A change, of whatever shape, as it stands in a journal after its record was erased: still one of the numbered changes, and empty. */
export const withoutContent = <One extends { f?: unknown; base?: unknown }>({ f: _, base: __, ...op }: One) => ({ ...op, kind: 'void' as const })
