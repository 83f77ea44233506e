/**
 * A file that carries sealed work off a tablet. It holds the vault's header beside the sealed row, so that the person's
 * passphrase opens it anywhere and nothing else does; the server takes it in as it is.
 */
import { z } from '../../domain/schema.ts'
import type { Result } from '../../domain/result.ts'
import { ok, refused } from '../../domain/result.ts'
import { fromBase64url, toBase64url } from '../vault/base64url.ts'
import { openVault, Tampered, VaultHeader, type Vault, type VaultPorts } from '../vault/vault.ts'

const TABLE = 'export'
const SealedFile = z.strictObject({
  blueReport: z.literal('sealed'), v: z.literal(1), header: VaultHeader, k: z.string(), iv: z.string(), ct: z.string(), dv: z.int(), sv: z.int(),
})

export async function sealFile(vault: Vault, header: VaultHeader, key: string, value: unknown): Promise<string> {
  const { k, iv, ct, dv, sv } = await vault.seal(TABLE, key, value)
  return JSON.stringify({ blueReport: 'sealed', v: 1, header, k, iv: toBase64url(iv), ct: toBase64url(ct), dv, sv } satisfies z.infer<typeof SealedFile>)
}

/** Whether a file is one of ours; what is in it stays sealed. */
export function isSealedFile(text: string): boolean {
  try {
    return SealedFile.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

export async function openSealedFile(text: string, passphrase: string, ports?: VaultPorts): Promise<Result<unknown, 'not-ours' | 'wrong-secret' | 'damaged'>> {
  if (!isSealedFile(text)) return refused('not-ours')
  const { header, k, iv, ct, dv, sv } = SealedFile.parse(JSON.parse(text))
  const opened = await openVault(header, passphrase, ports)
  if (!opened.ok) return refused(opened.reason === 'wrong-secret' ? 'wrong-secret' : 'damaged')
  try {
    return ok(await opened.value.open(TABLE, k, { iv: fromBase64url(iv), ct: fromBase64url(ct), dv, sv }))
  } catch (error) {
    if (error instanceof Tampered) return refused('damaged')
    throw error
  } finally {
    opened.value.close()
  }
}
