/** The round robin about one pupil: whom we asked, what came back, who is to be reminded. */
import { computed, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { askedFor } from '../../data/readings/feedback.ts'
import { papersOf } from '../../data/readings/paperFile.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { timetableOf } from '../../data/readings/timetable.ts'
import { dateOf } from '../../domain/time/clock.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { returnedOf, sayReply, VIA_WORDS, type Asked, type StaffReply, type StaffRequest, type Via } from '../../domain/week/staffFeedback.ts'
import { offeredOf, type Offered } from './offered.ts'
import { slipOut } from './slip.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type NewRequest = Pick<StaffRequest, 'teacher' | 'subject' | 'area' | 'via'>
export type NewReply = Omit<StaffReply, 'pupilId' | 'requestId' | 'entered'>
export type Feedback = {
  pupil: ComputedRef<DeskPupil | undefined>
  mayRead: ComputedRef<boolean>
  mayAsk: ComputedRef<boolean>
  asked: ComputedRef<Asked[]>
  outstanding: ComputedRef<Asked[]>
  count: ComputedRef<{ returned: number; of: number }>
  busy: Ref<boolean>
  failure: Ref<string>
  /** Whom one may ask without typing: who teaches the pupil, the tutor and the Head of Year, without those already asked. */
  offered: ComputedRef<Offered[]>
  ask: (requests: readonly NewRequest[]) => Promise<string[] | undefined>
  reply: (to: Asked, reply: NewReply, clearDraft: string) => Promise<boolean>
  remind: (some: readonly Asked[]) => Promise<void>
  withdraw: (one: Asked) => Promise<void>
}

export function useFeedback(pupilId: string): Feedback {
  const { tick, now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const toasts = useToasts()
  const asked = computed(() => askedFor(memory, pupilId, dateOf(tick.value)))
  const { busy, problem: failure, keep: keeping } = useKeeping()

  function keep(changes: readonly Change[], said: string, clearDraft?: string): Promise<boolean> {
    return keeping(() => commit(changes, clearDraft === undefined ? {} : { clearDraft }), () => {
      const undo = (): void => void keeping(() => commit(changes.map(({ t, id }) => ({ kind: 'void', t, id }) as Change)), () => undefined)
      toasts.show({ text: said, tone: 'good', timeout: 10_000, action: { label: 'Undo', run: undo } })
    })
  }
  const event = (one: Asked, type: 'reminded' | 'withdrawn'): Change => ({ kind: 'add', t: 'staffRequestEvent', id: randomId(), f: { pupilId, requestId: one.id, type, entered: now() } })

  return {
    asked, busy, failure,
    pupil: computed(() => memory.get('deskPupil', pupilId)?.f),
    mayRead: computed(() => mayReadCase(memory, me, pupilId)),
    mayAsk: computed(() => mayWriteFor(memory, me, 'staffRequest', pupilId)),
    outstanding: computed(() => asked.value.filter(({ state }) => state === 'outstanding')),
    count: computed(() => returnedOf(asked.value)),
    offered: computed(() => {
      const year = memory.get('deskPupil', pupilId)?.f.year
      const headOfYear = memory.all('staff').find(({ f }) => f.active && f.role === 'head-of-year' && f.year === year)?.f.name
      return offeredOf({ lessons: timetableOf(memory, pupilId)?.f.lessons ?? [], tutor: memory.get('pupil', pupilId)?.f.tutor, headOfYear }, asked.value)
    }),
    async ask(requests) {
      const changes = requests.map((request): Change => ({ kind: 'add', t: 'staffRequest', id: randomId(), f: { pupilId, ...request, asked: now() } }))
      const [first] = requests
      if (!first) return undefined
      return (await keep(changes, requests.length === 1 ? `Asked: ${first.teacher}, ${first.subject}` : `Asked: ${requests.length} members of staff`)) ? changes.map(({ id }) => id) : undefined
    },
    reply(to, reply, clearDraft) {
      const id = randomId()
      const entered = now()
      const f: StaffReply = { pupilId, requestId: to.id, entered, ...reply }
      const slip = f.via === 'slip' && mayWriteFor(memory, me, 'paperEvent', pupilId) ? slipOut(papersOf(memory, pupilId), to.f) : undefined
      // The log has it in words, to be raised and discussed like anything staff say.
      return keep([
        { kind: 'add', t: 'staffReply', id, f },
        { kind: 'add', t: 'note', id: `note-of-${id}`, f: { pupilId, type: 'staff', text: sayReply(to.f, f), occurredAt: entered, enteredAt: entered, raise: false } },
        // Whoever types from the slip has it in the hand.
        ...(slip ? [{ kind: 'add', t: 'paperEvent', id: randomId(), f: { pupilId, documentId: slip.id, type: 'returned', on: dateOf(entered), entered } } satisfies Change] : []),
      ], slip ? `Noted: ${to.f.teacher}. The slip is back, to be filed` : `Noted: ${to.f.teacher}`, clearDraft)
    },
    async remind(some) {
      await keep(some.map((one) => event(one, 'reminded')), some.length === 1 ? 'Reminder noted' : `${some.length} reminders noted`)
    },
    async withdraw(one) {
      await keep([event(one, 'withdrawn')], 'No longer asked')
    },
  }
}

/** Nothing in it tells a stranger whom it is about: first name and subject, and the link where there is one. */
export function mailText(firstName: string, { teacher, subject }: Pick<StaffRequest, 'teacher' | 'subject'>, mentor: string, schoolName: string, link: string | undefined, isReminder: boolean): string {
  const body = [
    `Dear ${teacher},`, '',
    `${isReminder ? 'A short reminder: h' : 'H'}ow is ${firstName} getting on in ${subject}? Attitude, behaviour and homework in a word each would help, and anything that works well.`,
    link ? `Fifteen seconds, no login: ${link}` : 'A short answer to this e-mail is enough. Please write facts, and nothing about anyone else.', '',
    'Anything about a child’s safety goes to a DSL, never into an e-mail.', '', `Thank you,\n${mentor}, mentor, ${schoolName}`,
  ].join('\n')
  return `mailto:?subject=${encodeURIComponent(`${firstName}, ${subject}`)}&body=${encodeURIComponent(body)}`
}

export const viaWords = (via: Via): string => VIA_WORDS[via].toLowerCase()
