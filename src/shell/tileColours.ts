/** The colours people know their tile by, with their names; white initials read on every one of them. */
export const TILE_COLOURS = [
  { name: 'blue', colour: '#1d4fb8' },
  { name: 'green', colour: '#146b3a' },
  { name: 'plum', colour: '#7b2d7e' },
  { name: 'brown', colour: '#7a4a12' },
  { name: 'teal', colour: '#0b6670' },
  { name: 'red', colour: '#a3202c' },
  { name: 'violet', colour: '#5b3fb5' },
  { name: 'slate', colour: '#48566b' },
] as const

export const tileColour = (index: number): (typeof TILE_COLOURS)[number] => TILE_COLOURS[((index % 8) + 8) % 8] ?? TILE_COLOURS[0]
