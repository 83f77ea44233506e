/** Bytes that have the shape of a JPEG, of any size; and what such a file may say beside its picture. */
const segment = (marker: number, text: string): number[] => [0xff, marker, Math.floor((text.length + 2) / 256), (text.length + 2) % 256, ...Buffer.from(text, 'latin1')]

export const EXIF = segment(0xe1, 'Exif\0\0 taken at 53.4794, -2.2453')
export const COMMENT = segment(0xfe, 'made by a tablet')

/** `told`: segments beside the picture, before its scan. The scan holds what looks like markers, as real ones may. */
export function aPicture(size: number, seed = 1, told: readonly number[] = []): Buffer {
  const head = Buffer.from([0xff, 0xd8, ...segment(0xe0, 'JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0'), ...told, ...segment(0xdb, 'tables'), ...segment(0xda, 'scan')])
  return Buffer.concat([head, Buffer.from(Array.from({ length: Math.max(0, size - head.length) }, (_, at) => (at * 31 + seed * 7) % 255))])
}
