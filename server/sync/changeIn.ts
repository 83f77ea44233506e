export type Change = { clientId: string; op: { n: number } }

/** The change in what was handed in, whatever else is wrong with it; a picture or a file is none. */
export function changeIn(text: string): Change | undefined {
  try {
    const said = JSON.parse(text) as { clientId?: unknown; op?: { n?: unknown } }
    return typeof said.clientId === 'string' && typeof said.op?.n === 'number' ? (said as Change) : undefined
  } catch {
    return undefined
  }
}
