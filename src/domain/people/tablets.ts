/**
 * The school's tablets: which of them may be signed in on, what each is called and where it lies. A tablet joins with a
 * code of the administrator or the Lead Mentor; one that is lost hands in what it holds when it next meets the server, and
 * then forgets.
 */
import { z } from '../schema.ts'

/** `revoked`: taken out of use on purpose. `lost`: nobody knows where it is. Both let go at the next contact. */
export const TabletState = z.enum(['in-use', 'revoked', 'lost'])
export type TabletState = z.infer<typeof TabletState>

const NAME_MOST = 60
export type TabletRefusal = 'name' | 'unknown' | 'step-up'
export const TABLET_WORDS: Record<TabletRefusal, string> = {
  name: `A tablet’s name and its place have up to ${NAME_MOST} characters, and the name is not empty.`,
  unknown: 'There is no such tablet.',
  'step-up': 'Your passphrase was not given, so nothing was done.',
}
export const isTabletName = (name: string, place: string): boolean => name.trim() !== '' && name.length <= NAME_MOST && place.length <= NAME_MOST

/** Known to the server by a handle: its own id is half of what lets it in. */
export const KeptTablet = z.object({
  id: z.string(), name: z.string(), place: z.string(), state: TabletState,
  /** Since when it is in this state, when it joined, and by whose doing (UTC ms). */
  since: z.number(), joinedAt: z.number(), joinedBy: z.string().nullable(),
  /** It holds a key of its own; without, it is known by its name alone, as it was before there were keys. */
  hasKey: z.boolean(),
  seenAt: z.number().nullable(),
  /** Of one that is out of use: told to forget, how many changes it handed in, and when it said that it has forgotten. */
  toldAt: z.number().nullable(), handedIn: z.int(), forgotAt: z.number().nullable(),
  /** One person alone uses it, with a screen code that nobody else knows: its own lock may open their vault. */
  onePerson: z.boolean().default(false),
})
export type KeptTablet = z.infer<typeof KeptTablet>

const words = z.string().max(120)
/** `POST /api/tablets` */
export const TabletAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('code'), name: words, place: words }),
  z.strictObject({ act: z.literal('name'), id: words, name: words, place: words }),
  z.strictObject({ act: z.literal('lost'), id: words }),
  z.strictObject({ act: z.literal('revoke'), id: words }),
  z.strictObject({ act: z.literal('again'), id: words }),
  z.strictObject({ act: z.literal('one-person'), id: words, is: z.boolean() }),
])
export type TabletAct = z.infer<typeof TabletAct>
export const TabletActReply = z.union([
  z.object({ done: z.literal(true), code: z.string().optional(), codeUntil: z.number().optional() }),
  z.object({ refused: z.enum(['name', 'unknown', 'step-up']) }),
])
export type TabletActReply = z.infer<typeof TabletActReply>

const tabletId = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/)
/** `POST /api/tablets/join`: nobody is signed in yet; the key comes back as a cookie that no script reads. */
export const JoinRequest = z.object({ code: z.string().max(60), tabletId })
export const JoinReply = z.object({ joined: z.literal(true), name: z.string(), place: z.string() })
export type JoinReply = z.infer<typeof JoinReply>

/**
 * `POST /api/tablets/standing`: a tablet asks for itself what is to become of what lies locked on it. `people`: whose vaults these
 * are. `forgot`: nothing is left here.
 */
export const StandingRequest = z.strictObject({ tabletId, people: z.array(words).max(50), forgot: z.literal(true).optional() })
export type StandingRequest = z.infer<typeof StandingRequest>
/**
 * `gone`: the tablet is lost or out of use. `left`: whose account was closed. `onePerson`: as above, where the server knows the tablet.
 * `epoch`: the life of the server, likewise. `late`: of whom nothing more is handed in, so that nothing need wait here for that.
 */
export const StandingReply = z.object({ gone: z.boolean(), left: z.array(z.string()), onePerson: z.boolean().optional(), epoch: z.string().max(60).optional(), late: z.array(z.string()).optional() })
export type StandingReply = z.infer<typeof StandingReply>

/** What is on the square: our own prefix, so that nothing else is taken for a code. */
const QR = 'BLUE-REPORT-TABLET:'
export const joinText = (code: string): string => `${QR}${code}`
export const codeFromJoin = (scanned: string): string | undefined => (scanned.startsWith(QR) ? scanned.slice(QR.length) : undefined)
