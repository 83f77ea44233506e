/** The few places a person goes, by what they may do; where each role begins; what stays open when the desk is left alone. */
import type { Component } from 'vue'
import { may } from '../domain/permission.ts'
import type { Actor } from '../domain/staff.ts'
import { CalendarCheck, ChartNoAxesColumn, ClipboardCheck, ClipboardList, DoorOpen, Inbox, ListTodo, ShieldCheck, Sunset, TabletIcon, Upload, UserRound, Users, UsersRound } from '../ui/index.ts'

export type PlaceName = 'arrivals' | 'today' | 'caseload' | 'reviews' | 'close' | 'office' | 'admin' | 'tablet' | 'attention' | 'devices' | 'handed-in' | 'lead' | 'impact' | 'rules' | 'sims' | 'identify' | 'people' | 'glass'
type Who = Pick<Actor, 'role'>
export type Place = { name: PlaceName; to: string; label: string; icon: Component }

export const PLACES: readonly Place[] = [
  { name: 'arrivals', to: '/arrivals', label: 'Arrivals', icon: DoorOpen },
  { name: 'today', to: '/today', label: 'Today', icon: ListTodo },
  { name: 'caseload', to: '/caseload', label: 'Caseload', icon: Users },
  { name: 'reviews', to: '/reviews', label: 'Reviews', icon: CalendarCheck },
  { name: 'close', to: '/close', label: 'Close the day', icon: Sunset },
  { name: 'office', to: '/office', label: 'Office', icon: ClipboardCheck },
  { name: 'lead', to: '/lead', label: 'Lead Mentor', icon: Inbox },
  { name: 'identify', to: '/identify', label: 'Year meeting', icon: UsersRound },
  { name: 'impact', to: '/impact', label: 'Impact', icon: ChartNoAxesColumn },
  { name: 'sims', to: '/sims', label: 'SIMS', icon: Upload },
  { name: 'people', to: '/people', label: 'People', icon: UserRound },
  { name: 'rules', to: '/rules', label: 'School rules', icon: ClipboardList },
  { name: 'admin', to: '/admin', label: 'Your role', icon: ShieldCheck },
  { name: 'tablet', to: '/tablet', label: 'This tablet', icon: TabletIcon },
]

const ALLOWED: Record<PlaceName, (who: Who) => boolean> = {
  arrivals: (who) => may(who, 'see-desk'),
  // What waits comes out of cases.
  today: (who) => may(who, 'see-caseload'),
  caseload: (who) => may(who, 'see-caseload'),
  reviews: (who) => may(who, 'export-review'),
  close: (who) => may(who, 'mark-arrival'),
  // The office's list of marks; the Lead Mentor may look.
  office: (who) => may(who, 'confirm-mark') || who.role === 'lead-mentor',
  people: (who) => may(who, 'keep-accounts'),
  admin: (who) => who.role === 'admin',
  lead: (who) => may(who, 'see-lead'),
  identify: (who) => may(who, 'identify'),
  impact: (who) => may(who, 'see-impact'),
  sims: (who) => may(who, 'import-sims'),
  rules: (who) => may(who, 'set-rules'),
  tablet: () => true,
  // Reached from the top line and from This tablet, not from the rail.
  attention: () => true,
  devices: (who) => may(who, 'see-devices'),
  'handed-in': (who) => may(who, 'read-handed-in'),
  // From one's own role, and from a Head of Year's caseload.
  glass: (who) => may(who, 'break-glass'),
}
export const mayGo = (who: Who, place: PlaceName): boolean => ALLOWED[place](who)
export const placesFor = (who: Who): Place[] => PLACES.filter((place) => mayGo(who, place.name))

export function landingFor({ role }: Who): string {
  if (role === 'head-of-year') return '/caseload'
  if (role === 'office') return '/office'
  return role === 'admin' ? '/admin' : '/arrivals'
}

/** The one screen that stays when the tablet is left alone at reception: the office's stands on the office's own desk. */
const OFFICE_PATH = '/office'
const DESK_PATH = '/arrivals'
export const deskPathFor = ({ role }: Who): string => (role === 'office' ? OFFICE_PATH : DESK_PATH)
/** The code for the office is held up to a camera for a while, untouched, and no name stands on it. */
const CODE_PATH = '/arrivals/code'
/** Everything else asks for the PIN first; where the person wanted to go is remembered. */
export const staysOnDesk = (path: string, { role }: Who): boolean => path === DESK_PATH || path === CODE_PATH || (path === OFFICE_PATH && role === 'office')

/**
 * What stays open when the lease has run out: the desk, the ways its marks go to the office, what is to be sent, and an empty
 * sheet for a new note. Every other screen, and every one that is still to come, waits for the server.
 */
const HAND_OVER = /^\/arrivals\/hand-over(\/|$)/
const NEW_NOTE = /^\/pupils\/[^/]+\/notes\/new$/
export const opensWithoutLease = (path: string, me: Who): boolean => staysOnDesk(path, me) || path === '/tablet' || HAND_OVER.test(path) || NEW_NOTE.test(path)
