/**
 * What a JPEG says beside its picture: where and when it was taken, with which device, and often a small copy of it as it
 * was before it was cut. A photo of a sheet says none of it. ITU T.81 B.1: a file is a row of segments until its scan begins.
 */
type Segment = { marker: number; from: number; to: number }

const APP0 = 0xe0
/** Adobe's colour transform, without which some readers show the wrong colours. */
const APP14 = 0xee
const COMMENT = 0xfe
const SCAN = 0xda
const isTold = ({ marker }: Segment): boolean => marker === COMMENT || (marker > APP0 && marker <= 0xef && marker !== APP14)

/** The segments before the scan, or undefined: it is not a JPEG. */
function segmentsOf(jpeg: Uint8Array): { segments: Segment[]; scan: number } | undefined {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return undefined
  const segments: Segment[] = []
  for (let at = 2; at + 4 <= jpeg.length; ) {
    if (jpeg[at] !== 0xff) return undefined
    const marker = jpeg[at + 1] ?? 0
    // A marker may be led by any number of fill bytes.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === SCAN) return { segments, scan: at }
    const to = at + 2 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0)
    if (to < at + 4 || to > jpeg.length) return undefined
    segments.push({ marker, from: at, to })
    at = to
  }
  return undefined
}

/** The same picture, telling nothing else; undefined where it is not a JPEG. Safari writes Exif into what a canvas gives. */
export function onlyThePicture(jpeg: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const found = segmentsOf(jpeg)
  if (!found) return undefined
  const kept = [jpeg.subarray(0, 2), ...found.segments.filter((one) => !isTold(one)).map(({ from, to }) => jpeg.subarray(from, to)), jpeg.subarray(found.scan)]
  const bytes = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of kept) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Whether it is a JPEG and says nothing but its picture: asked again by the server. */
export function isOnlyPicture(jpeg: Uint8Array): boolean {
  const found = segmentsOf(jpeg)
  return found !== undefined && !found.segments.some(isTold)
}
