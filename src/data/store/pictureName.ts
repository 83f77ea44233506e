/** A picture's name: its SHA-256, in hexadecimal. */
export async function pictureName(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A server that was put back to an earlier day has another epoch, and is asked again. */
export const keptAs = (epoch: string, recordId: string): string => `${epoch} ${recordId}`
