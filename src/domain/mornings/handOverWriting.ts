/** "…and Mentors will give them their registration mark": the facts a mentor and the office put down on a mark's way into the register. */
import type { Arrival } from './arrival.ts'
import type { SchoolDate } from '../time/clock.ts'
import type { About, Handed, HandOver, InSims, Received } from './handOver.ts'
import type { Moment } from './marking.ts'
import type { Actor } from '../staff.ts'

type Who = { pupilId: string; date: SchoolDate }
type Made<T extends HandOver['type']> = Extract<HandOver, { type: T }>

const made = ({ pupilId, date }: Who, me: Actor, moment: Moment) => ({ pupilId, date, session: 'am' as const, entered: moment.entered, name: me.name, role: me.role })
const said = ({ mark, at }: About): About => ({ mark, at })

export type Handing = Pick<Handed, 'how' | 'receipt'> & { to?: string; handOver?: string }
export function handedFact(who: Who, standing: About, { how, receipt, to = '', handOver }: Handing, me: Actor, moment: Moment): Handed {
  return { type: 'handed', ...made(who, me, moment), ...said(standing), how, receipt, ...(to.trim() ? { to: to.trim() } : {}), ...(handOver === undefined ? {} : { handOver }) }
}

type Told = Pick<Received, 'from' | 'events' | 'clockVerified' | 'amended' | 'handOver' | 'part' | 'parts' | 'madeAt'>
export function receivedFact(who: Who, standing: About, how: Received['how'], told: Told, me: Actor, moment: Moment): Received {
  return { type: 'received', ...made(who, me, moment), ...said(standing), how, ...told }
}

export const inSimsFact = ({ pupilId, date, mark, at }: Pick<Arrival, 'pupilId' | 'date' | 'mark' | 'at'>, me: Actor, moment: Moment): InSims =>
  ({ type: 'in-sims', ...made({ pupilId, date }, me, moment), mark, at })

/** The office has taken out of SIMS what no longer stands. */
export const outOfSimsFact = (who: Who, me: Actor, moment: Moment): InSims => ({ type: 'in-sims', ...made(who, me, moment), mark: null, at: null })

export const notInSimsFact = (tick: string, who: Who, me: Actor, moment: Moment): Made<'not-in-sims'> => ({ type: 'not-in-sims', ...made(who, me, moment), tick })
