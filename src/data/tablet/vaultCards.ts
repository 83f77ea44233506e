/** Whose vaults this tablet holds, as the lock screen may show them: initials and a colour, never a name. */
import type { Tablet } from './tablet.ts'
import { VaultHeader } from '../vault/header.ts'

export type VaultCard = { vaultId: string; initials: string; colour: number; person: string }

export const cardOf = ({ vaultId, initials, colour, person }: VaultHeader): VaultCard => ({ vaultId, initials, colour, person })

/** One that was damaged has no card. */
export async function cardsOn(tablet: Pick<Tablet, 'vaults'>): Promise<VaultCard[]> {
  const stored = await tablet.vaults()
  return stored.flatMap((one) => {
    const parsed = VaultHeader.safeParse(one)
    return parsed.success ? [cardOf(parsed.data)] : []
  })
}

export const colourOf = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8, 7)
