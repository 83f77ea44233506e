/** A school's key for handing over, and what it signs. */
import { createMemory } from '../../src/data/store/memory.ts'
import { signersOn } from '../../src/data/tablet/handOverKeys.ts'
import type { SchoolDate } from '../../src/domain/time/clock.ts'
import type { Signer } from '../../src/domain/mornings/handOverCode.ts'
import type { Row } from '../../src/domain/records.ts'

export const aHandOverKey = (letter = 'A', at = 0): Row<'handOverKey'> => ({ t: 'handOverKey', id: `key-${letter}`, b: 'school', f: { key: letter.repeat(51) + 'A' }, s: 'server:1', seq: 1, by: 'server', at })

export async function aSigner(date: SchoolDate, key = aHandOverKey()): Promise<Signer> {
  const memory = createMemory('tablet-one', 'mentor-a')
  memory.putServerRows([key])
  const [signer] = await signersOn(memory, date)
  if (!signer) throw new Error('There is no key')
  return signer
}
