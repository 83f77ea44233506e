/**
 * The list of who may do what, said a second time. Screens and server ask one list, so a slip in it would be a slip in both and no
 * comparison of the two would find it: whoever changes what somebody may do changes it here as well, and means it.
 */
import { expect, it } from 'vitest'
import { ACT_OF, isClosingOf, isPreparingOf, may, mayClose, mayRead, mayReadThroughGlass, mayWrite, type Act, type Standing } from '../../src/domain/permission.ts'
import { KINDS } from '../../src/domain/records.ts'
import type { Actor, Role } from '../../src/domain/staff.ts'

/** “of own”: while the pupil is theirs; a Head of Year’s own are the year’s. “and covered”: also for a mentor they stand in for. */
const WRITES: Record<string, string> = {
  admin: 'staff',
  'dht, admin': 'dayException earlyFinish phrase setting term',
  'mentor, lead-mentor, dht, office': 'arrivalEvent deskPupil handOver',
  'mentor of own, lead-mentor': 'agendaItem checkIn closingEvent conflict dailyAction expectation homeMeeting missedEvent note ownWord paperDocument paperEvent parkedForMentor reportScore reportingDecision session sessionChange sheetPhoto staffReply staffRequest staffRequestEvent startLetter target weeklyReview withdrawalEvent',
  'mentor of own, lead-mentor, dht, office': 'commitment plannedAbsence',
  'lead-mentor, dht, office': 'absenceCode',
  'lead-mentor, dht': 'cover endOfDayDecision endOfDayReport fileRequest mentorCapacity mentorship nudge pupil pupilIdentity rollShape simsBatch simsChange simsFact timetable',
  'mentor of own and covered, lead-mentor': 'noteOutcome sessionAttendance startCheck',
  'lead-mentor': 'caseEvent nextWeekSeen yearTurn',
  nobody: 'alert fromFormerMentor handOverKey setAside',
  'lead-mentor, head-of-year of own, dht': 'candidate candidateDecision meetingNote yearMeeting',
  'mentor of own, lead-mentor, head-of-year of own, dht': 'homeMeetingEvent meetingTask meetingTaskDone taskPutOff',
  'mentor of own, lead-mentor, head-of-year of own': 'background',
  'mentor of own, lead-mentor of own': 'nextWeekList',
  'mentor, lead-mentor, head-of-year, dht': 'safeguarding',
  'mentor of own, lead-mentor, dht': 'contact contactEntry homeLetter sanction sanctionEvent simsCheck',
  dht: 'retention',
  'dht of own': 'alertSeen',
  'mentor of own, lead-mentor, head-of-year of own, dht of own, office of own, admin of own': 'parked',
}
const ACTS: Record<string, string> = {
  'mentor, lead-mentor, dht': 'hand-over mark-arrival',
  office: 'code-absence confirm-mark receive-marks',
  'mentor, lead-mentor, head-of-year, dht, office': 'see-desk',
  'mentor, lead-mentor, head-of-year, dht': 'export-review see-caseload',
  'mentor, lead-mentor': 'review write-log',
  'lead-mentor, dht, office': 'edit-roll',
  'dht, admin': 'set-rules',
  'lead-mentor': 'be-informed turn-year waive-letter',
  'lead-mentor, dht': 'import-sims read-handed-in see-lead send-letter-home',
  'lead-mentor, head-of-year, dht': 'identify see-impact',
  dht: 'erase-files end-glass',
  'head-of-year, admin': 'break-glass',
  admin: 'keep-accounts',
  'lead-mentor, dht, admin': 'approve-recovery see-devices',
  'lead-mentor, admin': 'keep-tablets',
}
/** Somebody called `me`; a Head of Year is of Year 9, as is the pupil when theirs, and of Year 8 otherwise. */
const READS: Record<string, string> = {
  school: 'mentor, lead-mentor, head-of-year, dht, office, admin',
  'user:me': 'mentor, lead-mentor, head-of-year, dht, office, admin',
  'user:other': 'lead-mentor, dht',
  'user:me:parked': 'mentor, lead-mentor, head-of-year, dht, office, admin',
  'user:other:parked': 'lead-mentor',
  'year:9': 'lead-mentor, head-of-year, dht',
  'year:8': 'lead-mentor, dht',
  'pupil:p1': 'mentor of own, lead-mentor, head-of-year of own, dht',
  'pupil:p1:desk': 'mentor, lead-mentor, head-of-year of own, dht, office',
  'pupil:p1:agenda': 'mentor of own and covered, lead-mentor, head-of-year of own, dht',
  'pupil:p1:restricted': 'mentor of own, lead-mentor, head-of-year of own',
  'pupil:p1:identity': 'lead-mentor, dht',
  'pupil:p1:candidate': 'lead-mentor, head-of-year of own, dht',
  nonsense: 'nobody',
}

const ROLES = ['mentor', 'lead-mentor', 'head-of-year', 'dht', 'office', 'admin'] as const
const actor = (role: Role): Actor => ({ id: 'me', role, name: '', initials: '', year: role === 'head-of-year' ? 9 : undefined })
const OTHERS: Standing = { own: false, pupilYear: 8 }
const OWN: Standing = { own: true, pupilYear: 9 }
const COVERED: Standing = { own: false, pupilYear: 8, covers: true }

function who(says: (actor: Actor, standing: Standing) => boolean): string {
  const reach = (role: Role): string[] => {
    const [others, own, covered] = [OTHERS, OWN, COVERED].map((standing) => says(actor(role), standing))
    return others ? [role] : own ? [`${role} of own${covered ? ' and covered' : ''}`] : []
  }
  return ROLES.flatMap(reach).join(', ') || 'nobody'
}
const said = (list: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(list).flatMap(([people, things]) => things.split(' ').map((one) => [one, people])))

it('Every kind of record is written by these and nobody else', () => {
  expect(Object.fromEntries(KINDS.map((kind) => [kind, who((one, standing) => mayWrite(one, kind, standing))]))).toEqual(said(WRITES))
})
it('Every other act is these people’s and nobody else’s', () => {
  const acts = said(ACTS)
  expect(Object.fromEntries(Object.keys(acts).map((act) => [act, who((one) => may(one, act as Act))]))).toEqual(acts)
})
it('Every bucket is read by these and nobody else', () => {
  expect(Object.fromEntries(Object.keys(READS).map((bucket) => [bucket, who((one, standing) => mayRead(one, bucket, standing))]))).toEqual(READS)
})
it('A case is closed by the Lead Mentor, the Deputy Headteacher and the pupil’s own mentor, who writes of it that alone', () => {
  expect(who(mayClose)).toBe('mentor of own, lead-mentor, dht')
  const closed = { state: 'closed', endedOn: '2026-12-10', endReason: 'Ready' }
  expect([isClosingOf('mentorship', closed), isClosingOf('mentorship', { ...closed, mentorId: 'x' }), isClosingOf('mentorship', { state: 'active' }), isClosingOf('pupil', closed), isClosingOf('mentorship', undefined)]).toEqual([true, false, false, false, false])
  expect([isPreparingOf('mentorship', { state: 'preparing' }), isPreparingOf('mentorship', { state: 'preparing', mentorId: 'x' }), isPreparingOf('mentorship', { state: 'active' }), isPreparingOf('pupil', { state: 'preparing' }), isPreparingOf('mentorship', undefined)]).toEqual([true, false, false, false, false])
})
it('Handing over is the mentor’s to say; receiving, and what stands in SIMS, the office’s', () => {
  expect(ACT_OF).toEqual({ handed: 'hand-over', received: 'receive-marks', 'in-sims': 'receive-marks', 'not-in-sims': 'receive-marks' })
})
it('Through broken glass reads who broke it, of that pupil, while it is broken, and nobody else', () => {
  const glass = { by: 'me', pupilId: 'p1', at: 1000, until: 2000, endedAt: null }
  const reads = (role: Role, bucket = 'pupil:p1:restricted', more: object = {}, now = 1500): boolean => mayReadThroughGlass(actor(role), bucket, { ...glass, ...more }, now)
  expect(ROLES.filter((role) => reads(role))).toEqual(['head-of-year', 'admin'])
  expect([reads('admin', 'pupil:p2'), reads('admin', 'school'), reads('admin', 'pupil:p1', { by: 'another' }), reads('admin', 'pupil:p1', {}, 2001)]).toEqual([false, false, false, false])
})
