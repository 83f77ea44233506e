/** "…a meeting with parents/carers would be appropriate. The Lead Mentor and Head of Year should be informed and present." */
import { computed, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { meetingsOf, promptFor } from '../../data/readings/homeMeetings.ts'
import { mentorshipOf } from '../../data/readings/mentoring.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { CalledRole, CALLED_WORDS, type Held, type HomeMeeting, type HomeMeetingEvent, type Meeting, type ProgressPrompt } from '../../domain/home/homeMeeting.ts'
import { ROLE_WORDS, type Role } from '../../domain/staff.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Called = { role: CalledRole; words: string; id: string | undefined; name: string }
export type Meetings = {
  pupilId: string
  today: ComputedRef<SchoolDate>
  meetings: ComputedRef<readonly Meeting[]>
  prompt: ComputedRef<ProgressPrompt>
  mayCall: ComputedRef<boolean>
  /** The Lead Mentor and the pupil's Head of Year. */
  called: ComputedRef<Called[]>
  /** Who may come for one of the two; `mayRead`: they hold the pupil’s records already. */
  deputies: () => { value: string; label: string; mayRead: boolean }[]
  mentorId: ComputedRef<string | undefined>
  /** Who may have a decision to carry out. */
  owners: (meeting: Meeting) => { value: string; label: string }[]
  /** Somebody at home is noted to need one. */
  needsInterpreter: ComputedRef<boolean>
  /** What is open between school and home, for the agenda. */
  openPoints: ComputedRef<string[]>
  nameOf: (id: string) => string
  roleOf: (id: string) => Role | undefined
  busy: Ref<boolean>
  problem: Ref<string>
  call: (meeting: Omit<HomeMeeting, 'pupilId' | 'entered'>) => Promise<boolean>
  held: (meeting: Meeting, held: Pick<Held, 'homeCame' | 'present' | 'absent' | 'minutes' | 'decisions' | 'reviewOn'>) => Promise<boolean>
  cancel: (meeting: Meeting, reason: string) => Promise<boolean>
  done: (meeting: Meeting, decision: number) => Promise<boolean>
}

export function useMeetings(pupilId: string): Meetings {
  const { memory, me, commit } = useRecords()
  const { settings, calendar, staff, staffName } = useSchool()
  const { today, now } = useSchoolClock()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  function add(fact: Change & { kind: 'add' }, text: string): Promise<boolean> {
    const undo = (): void => void keep(() => commit([{ kind: 'void', t: fact.t, id: fact.id } as Change]), () => undefined)
    return keep(() => commit([fact]), () => void toasts.show({ text, tone: 'good', key: 'meeting', action: { label: 'Undo', run: undo } }))
  }
  const put = (f: HomeMeetingEvent, text: string): Promise<boolean> => add({ kind: 'add', t: 'homeMeetingEvent', id: randomId(), f }, text)
  const about = ({ id }: Meeting) => ({ pupilId, meetingId: id, entered: now() })

  const year = computed(() => memory.get('deskPupil', pupilId)?.f.year)
  const called = computed(() => CalledRole.options.map((role): Called => {
    const found = memory.all('staff').find(({ f }) => f.active && f.role === role && (role === 'lead-mentor' || f.year === year.value))
    return { role, words: CALLED_WORDS[role], id: found?.id, name: found?.f.name ?? '' }
  }))
  const nameOf = (id: string): string => (id === 'home' ? 'Home' : id === 'pupil' ? 'The pupil' : staffName(id))

  return {
    pupilId, today, called, nameOf, busy, problem,
    roleOf: (id) => staff(id)?.role,
    deputies: () => memory.all('staff')
      .filter(({ id, f }) => f.active && ['dht', 'lead-mentor', 'head-of-year'].includes(f.role) && !called.value.some((one) => one.id === id))
      .map(({ id, f }) => ({ value: id, label: `${f.name}, ${ROLE_WORDS[f.role]}${f.year === undefined ? '' : ` of Year ${f.year}`}`.replace('Head of Year of Year', 'Head of Year'), mayRead: f.role !== 'head-of-year' }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en-GB')),
    mentorId: computed(() => mentorshipOf(memory, pupilId)?.f.mentorId),
    meetings: computed(() => meetingsOf(memory, pupilId)),
    prompt: computed(() => promptFor(memory, calendar.value, pupilId, today.value, settings.value.meetingTargetsPercent)),
    mayCall: computed(() => mayWriteFor(memory, me, 'homeMeeting', pupilId)),
    owners: ({ f }) => [...f.invited.map((id) => ({ value: id, label: staffName(id) })), { value: 'home', label: 'Home' }, ...(f.withPupil ? [{ value: 'pupil', label: 'The pupil' }] : [])],
    needsInterpreter: computed(() => memory.ofPupil('contact', pupilId).some(({ f }) => f.interpreter && !f.noContact)),
    openPoints: computed(() => [
      ...memory.ofPupil('target', pupilId).filter(({ f }) => f.result === 'not-met').sort((a, b) => b.at - a.at).slice(0, 2).map(({ f }) => `Not met: ${f.behaviour}`),
      ...memory.ofPupil('contactEntry', pupilId).filter(({ f }) => f.agreed !== '').sort((a, b) => b.f.occurredAt - a.f.occurredAt).slice(0, 2).map(({ f }) => `Agreed before: ${f.agreed}`),
      ...memory.ofPupil('note', pupilId).filter(({ f }) => f.raise).sort((a, b) => b.f.occurredAt - a.f.occurredAt).slice(0, 2).map(({ f }) => f.text),
    ].map((point) => (point.length > 300 ? `${point.slice(0, 299)}…` : point))),
    call: (meeting) => add({ kind: 'add', t: 'homeMeeting', id: randomId(), f: { pupilId, ...meeting, entered: now() } }, 'The meeting is called. Whoever is invited sees it.'),
    held: (meeting, held) => put({ ...about(meeting), type: 'held', ...held }, 'The minutes are kept.'),
    cancel: (meeting, reason) => put({ ...about(meeting), type: 'cancelled', reason }, 'The meeting is called off.'),
    done: (meeting, decision) => put({ ...about(meeting), type: 'done', decision }, 'Done.'),
  }
}
