/**
 * Breaking the glass: in an emergency somebody who by the permission list sees nothing of a pupil reads that one file, with a
 * reason and for one hour, and the Deputy Headteacher is told at once. It is read from the server alone: it is in no tablet's
 * scope, and nothing of it is kept on a tablet.
 */
export const GLASS_MS = 3_600_000

/** As it is kept: whose it is, of whom, from when until when, and when somebody ended it before its time. */
export type Glass = { by: string; pupilId: string; at: number; until: number; endedAt: number | null }
/** By the server's clock. */
export const isBroken = ({ at, until, endedAt }: Glass, now: number): boolean => at <= now && now < until && endedAt === null
