/** A picture drawn anew until it is small enough: what the camera said beside it is gone, and a page of handwriting is still read. */
export type DrawnPicture = { bytes: Uint8Array<ArrayBuffer>; width: number; height: number }
/** Encodes at these measures; the edge that draws. */
export type Draw = (width: number, height: number, quality: number) => Promise<Uint8Array<ArrayBuffer>>

/** The longer edge in pixels, and the JPEG's quality: the first that fits is taken. */
const STEPS: readonly [edge: number, quality: number][] = [[2000, 0.72], [1800, 0.66], [1600, 0.6], [1400, 0.56], [1200, 0.52], [1000, 0.48], [800, 0.42], [640, 0.36]]

/** Undefined: not even the smallest fits. Never drawn larger than it was. */
export async function drawWithin(most: number, { width, height }: { width: number; height: number }, draw: Draw): Promise<DrawnPicture | undefined> {
  for (const [edge, quality] of STEPS) {
    const scale = Math.min(1, edge / Math.max(width, height))
    const to = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
    const bytes = await draw(to.width, to.height, quality)
    if (bytes.length <= most) return { bytes, ...to }
  }
  return undefined
}

export type DrawRefused = 'not-a-picture' | 'too-large'
/** What no tablet's camera makes. */
const LARGEST_FILE = 40 * 1024 * 1024
const MOST_PIXELS = 120_000_000

/** From a file or a frame of the camera, as a JPEG of at most so many bytes. */
export async function drawPicture(source: Blob | HTMLVideoElement, most: number): Promise<DrawnPicture | DrawRefused> {
  if (source instanceof Blob && source.size > LARGEST_FILE) return 'too-large'
  const bitmap = await createImageBitmap(source, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!bitmap) return 'not-a-picture'
  try {
    if (bitmap.width * bitmap.height > MOST_PIXELS) return 'too-large'
    return (await drawWithin(most, bitmap, (width, height, quality) => asJpeg(bitmap, width, height, quality))) ?? 'too-large'
  } finally {
    bitmap.close()
  }
}

async function asJpeg(bitmap: ImageBitmap, width: number, height: number, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('There is no canvas to draw on')
  // Paper is white where a picture is clear.
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  // Old iPads keep a canvas’s memory until it is small.
  canvas.width = canvas.height = 0
  if (!blob) throw new Error('The picture was not encoded')
  return new Uint8Array(await blob.arrayBuffer())
}
