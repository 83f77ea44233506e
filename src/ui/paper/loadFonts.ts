import type { PaperFonts } from './document.ts'

/** jsPDF takes a font as a binary string, one character a byte. */
function binary(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x2000) text += String.fromCharCode(...bytes.subarray(at, at + 0x2000))
  return text
}

/** Reads a font the app came with. The service worker holds it, so this works with no network; nothing leaves the tablet. */
async function fontFile(name: string): Promise<string> {
  const answer = await fetch(new URL(`/fonts/${name}`, location.origin))
  if (!answer.ok) throw new Error(`font ${name}: ${answer.status}`)
  return binary(new Uint8Array(await answer.arrayBuffer()))
}

export async function loadFonts(): Promise<PaperFonts> {
  const [regular, bold, arabic] = await Promise.all(['NotoSans-Regular.ttf', 'NotoSans-Bold.ttf', 'NotoSansArabic-Regular.ttf'].map(fontFile))
  return { regular: regular ?? '', bold: bold ?? '', arabic: arabic ?? '' }
}
