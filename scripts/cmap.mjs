// Reads which characters a TrueType font can write from its cmap table (formats 4 and 12, the two that fonts of today hold).

/** @param {Uint8Array} font @returns {Set<number>} */
export function coveredCodePoints(font) {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableOffset(view, 'cmap')
  /** @type {Set<number>} */
  const points = new Set()
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 8 + i * 8)
    const format = view.getUint16(at)
    if (format === 4) addFormat4(view, at, points)
    if (format === 12) addFormat12(view, at, points)
  }
  points.delete(0xffff)
  return points
}

/** @param {DataView} view @param {string} name */
function tableOffset(view, name) {
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)))
    if (tag === name) return view.getUint32(at + 8)
  }
  throw new Error(`the font has no ${name} table`)
}

/** Segments of the first 65,536 characters; a segment may send single characters to glyph 0, which means "not here".
 * @param {DataView} view @param {number} at @param {Set<number>} points */
function addFormat4(view, at, points) {
  const doubled = view.getUint16(at + 6)
  for (let s = 0; s < doubled; s += 2) {
    const last = view.getUint16(at + 14 + s)
    const first = view.getUint16(at + 16 + doubled + s)
    const delta = view.getUint16(at + 16 + doubled * 2 + s)
    const slot = at + 16 + doubled * 3 + s
    const offset = view.getUint16(slot)
    for (let point = first; point <= last; point++) {
      const glyph = offset === 0 ? point : view.getUint16(slot + offset + (point - first) * 2)
      if ((offset !== 0 && glyph === 0) || ((glyph + delta) & 0xffff) === 0) continue
      points.add(point)
    }
  }
}

/** @param {DataView} view @param {number} at @param {Set<number>} points */
function addFormat12(view, at, points) {
  for (let group = 0; group < view.getUint32(at + 12); group++) {
    const start = at + 16 + group * 12
    for (let point = view.getUint32(start); point <= view.getUint32(start + 4); point++) points.add(point)
  }
}

/** @param {Iterable<number>} points @returns {[number, number][]} sorted, first and last of each run */
export function toRanges(points) {
  /** @type {[number, number][]} */
  const ranges = []
  for (const point of [...points].sort((a, b) => a - b)) {
    const open = ranges.at(-1)
    if (open && open[1] === point - 1) open[1] = point
    else ranges.push([point, point])
  }
  return ranges
}
