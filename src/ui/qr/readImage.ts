/** What a QR code in a picture says. The reader is fetched when it is first needed. */
const load = () => import('qr/decode.js')

/** Wider pictures are read slower and no better. */
const WIDEST = 1000
type Picture = CanvasImageSource & ({ width: number; height: number } | { videoWidth: number; videoHeight: number })

/** A canvas that is used again for each picture of one camera. */
export function makeReader(): { read: (picture: Picture, widest?: number) => Promise<string | undefined> } {
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return {
    async read(picture, widest = WIDEST) {
      const { default: decodeQR } = await load()
      const [width, height] = 'videoWidth' in picture ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height]
      if (!pen || width === 0 || height === 0) return undefined
      const scale = Math.min(1, widest / Math.max(width, height))
      canvas.width = Math.round(width * scale)
      canvas.height = Math.round(height * scale)
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
      try {
        return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height))
      } catch {
        return undefined // the reader throws where there is no code in the picture
      }
    },
  }
}

/** A photograph may be large and the code small in it, so it is looked at in several sizes. */
export async function readPhoto(file: Blob): Promise<string | undefined> {
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(file)
  } catch {
    return undefined // not a picture
  }
  const reader = makeReader()
  try {
    for (const widest of [1000, 1800, 600]) {
      const text = await reader.read(bitmap, widest)
      if (text !== undefined) return text
    }
    return undefined
  } finally {
    bitmap.close()
  }
}
