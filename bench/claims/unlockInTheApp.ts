import type { Figure } from '../figure.ts'
import type { Bench } from '../setting.ts'
export const unlockInTheApp = async (_bench: Bench, _cold: Figure['floor'], _warm: Figure['floor']): Promise<Figure[]> => []
