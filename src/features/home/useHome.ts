/** One pupil's home: who may be contacted, what was tried, and the way to the Lead Mentor's letter. */
import { computed, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { formerWords, type FormerWords } from '../../data/readings/formerMentor.ts'
import { contactName, contactsOf, numbersToPutRight, reachFor, reachRule } from '../../data/readings/home.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import { standingEntries, type ContactEntry, type HomeLetter, type Reach, type ReachRule, type StoredEntry } from '../../domain/home/contactLog.ts'
import type { Contact } from '../../domain/home/homeContact.ts'
import { may } from '../../domain/permission.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import type { Role } from '../../domain/staff.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

type ContactRow = Readonly<Row<'contact'>>
export type Home = {
  pupilId: string
  today: ComputedRef<SchoolDate>
  pupil: ComputedRef<DeskPupil | undefined>
  mayRead: ComputedRef<boolean>
  mayWrite: ComputedRef<boolean>
  maySend: boolean
  /** The school’s file says that the pupil is looked after. */
  inCare: ComputedRef<boolean>
  contacts: ComputedRef<ContactRow[]>
  entries: ComputedRef<StoredEntry[]>
  reach: ComputedRef<Reach>
  rule: ComputedRef<ReachRule>
  wrong: ComputedRef<ReturnType<typeof numbersToPutRight>>
  /** Which entries came late from a mentor whose case it was. */
  former: ComputedRef<ReadonlyMap<string, FormerWords>>
  nameOf: (entry: StoredEntry) => string
  staffName: (id: string) => string
  roleOf: (id: string) => Role | undefined
  busy: Ref<boolean>
  problem: Ref<string>
  saveContact: (contact: Contact, of: ContactRow | undefined) => Promise<boolean>
  removeContact: (contact: ContactRow) => Promise<boolean>
  saveEntry: (entry: Omit<ContactEntry, 'pupilId' | 'entered'>, clearDraft: string) => Promise<boolean>
  tellLead: (line: string) => Promise<boolean>
  sent: (via: 'post' | 'pupil' | 'hand', date: SchoolDate, letters: number) => Promise<boolean>
  settle: (line: string) => Promise<boolean>
}

export function useHome(pupilId: string): Home {
  const { tick, now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, staff, staffName } = useSchool()
  const toasts = useToasts()
  const { busy, problem, keep: keeping } = useKeeping()
  const undo = (change: Change): void => void keeping(() => commit([change]), () => undefined)
  const keep = (changes: readonly Change[], text: string, options: { clearDraft?: string; undo?: Change } = {}): Promise<boolean> =>
    keeping(() => commit(changes, options.clearDraft === undefined ? {} : { clearDraft: options.clearDraft }), () => {
      const { undo: change } = options
      toasts.show({ text, tone: 'good', key: 'home', ...(change ? { action: { label: 'Undo', run: () => undo(change) } } : {}) })
    })
  const letter = (f: HomeLetter, text: string): Promise<boolean> => {
    const id = randomId()
    return keep([{ kind: 'add', t: 'homeLetter', id, f }], text, { undo: { kind: 'void', t: 'homeLetter', id } })
  }
  const reach = computed(() => reachFor(memory, pupilId, settings.value))

  return {
    pupilId, reach, staffName, busy, problem,
    roleOf: (id) => staff(id)?.role,
    today: computed(() => dateOf(tick.value)),
    pupil: computed(() => memory.get('deskPupil', pupilId)?.f),
    mayRead: computed(() => mayReadCase(memory, me, pupilId)),
    mayWrite: computed(() => mayWriteFor(memory, me, 'contactEntry', pupilId)),
    maySend: may(me, 'send-letter-home'),
    inCare: computed(() => memory.get('pupil', pupilId)?.f.lookedAfter === true),
    contacts: computed(() => contactsOf(memory, pupilId)),
    entries: computed(() => standingEntries(memory.ofPupil('contactEntry', pupilId))),
    rule: computed(() => reachRule(settings.value)),
    wrong: computed(() => numbersToPutRight(memory, pupilId)),
    former: computed(() => formerWords(memory, pupilId, staffName)),
    nameOf: (entry) => contactName(memory, entry),
    saveContact: (contact, of) => keep([of ? { kind: 'patch', t: 'contact', id: of.id, f: changed(contact, of.f), saw: of } : { kind: 'add', t: 'contact', id: randomId(), f: contact }], of ? 'The contact is changed' : 'The contact is added'),
    removeContact: (of) => keep([{ kind: 'void', t: 'contact', id: of.id, saw: of }], 'The contact is removed'),
    saveEntry(entry, clearDraft) {
      const id = randomId()
      return keep([{ kind: 'add', t: 'contactEntry', id, f: { ...entry, pupilId, entered: now() } }], entry.corrects === undefined ? 'Kept in the contact log' : 'The entry is corrected', { clearDraft, undo: { kind: 'void', t: 'contactEntry', id } })
    },
    tellLead: (line) => letter({ type: 'told', pupilId, at: now(), attempts: reach.value.failed.slice(0, 50).map(({ id }) => id), line }, 'The Lead Mentor has it in the inbox'),
    sent: (via, date, letters) => (reach.value.told ? letter({ type: 'sent', pupilId, at: now(), told: reach.value.told.id, date, via, letters }, 'Letter home: sent') : Promise.resolve(false)),
    settle: (line) => (reach.value.told ? letter({ type: 'settled', pupilId, at: now(), told: reach.value.told.id, line }, 'Settled without a letter') : Promise.resolve(false)),
  }
}

const changed = (now: Contact, was: Contact): Partial<Contact> => Object.fromEntries(Object.entries(now).filter(([field, value]) => was[field as keyof Contact] !== value))
