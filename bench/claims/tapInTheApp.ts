import type { Figure } from '../figure.ts'
import type { Bench } from '../setting.ts'
export const tapInTheApp = async (_bench: Bench, _dexie: number[]): Promise<Figure[]> => []
