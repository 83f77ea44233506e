/**
 * `HEAD`, `PUT` and `GET /api/sync/v1/blob/{sha256}?of={record}`: the picture of one photo record. A part begins where the
 * server's own end (`&off=`); one that it has already is answered as if it were new, so sending goes on after any cut.
 */
import { PATHS } from '../protocol.ts'
import { z } from '../schema.ts'

export const BLOB_PART = 64 * 1024
export const BLOB_PART_MOST = 256 * 1024
/** How much the server has, in answer to HEAD. */
export const BLOB_HAVE = 'x-blue-report-have'
/** `gap`: the part began beyond what is there. `wrong`: the whole is not what its name says, or says more than a picture may; all of it is let go. */
export const BlobReply = z.object({ have: z.int().min(0), err: z.enum(['gap', 'wrong']).optional() })
export type BlobReply = z.infer<typeof BlobReply>
export const blobPath = (sha256: string, of: string, off?: number): string => `${PATHS.blob}/${sha256}?of=${encodeURIComponent(of)}${off === undefined ? '' : `&off=${off}`}`
