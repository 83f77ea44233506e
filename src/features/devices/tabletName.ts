import type { KeptTablet } from '../../domain/people/tablets.ts'

/** One that was never named goes by the beginning of its handle, as it stands beside people's names. */
export const tabletName = ({ name, id }: Pick<KeptTablet, 'name' | 'id'>): string => name || `Tablet ${id.slice(0, 4)}, not named yet`
