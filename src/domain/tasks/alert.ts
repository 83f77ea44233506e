/** What the Deputy Headteacher is told by the server itself, on their own list of today: it lies in their own bucket, and names pupils by ids alone. */
import { z } from '../schema.ts'

export const Alert = z.object({
  /** Whose list it is on. */
  to: z.string(),
  /** `exports`: somebody wanted more bulk exports within the hour than a person may make. `glass`: somebody broke the glass for a pupil's file. */
  what: z.enum(['exports', 'glass']),
  by: z.string(),
  pupilId: z.string().optional(),
  until: z.number().optional(),
  at: z.number(),
})
export type Alert = z.infer<typeof Alert>
/** They have read it. */
export const AlertSeen = z.object({ by: z.string(), alertId: z.string().min(1).max(120), at: z.number() })
export type AlertSeen = z.infer<typeof AlertSeen>
