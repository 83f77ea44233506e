/** How complete a pupil's profile is, and the pupil's file as the Lead Mentor and the DHT fill it. */
import { computed, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { contactsOf } from '../../data/readings/home.ts'
import { closedOf, mentorshipOf } from '../../data/readings/mentoring.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { timetableOf } from '../../data/readings/timetable.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { may } from '../../domain/permission.ts'
import { profileOf, type FilledAt, type ProfileCount } from '../../domain/week/profile.ts'
import type { DeskPupil, Pupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { useToasts } from '../../ui/index.ts'

export type ProfileForm = Pick<DeskPupil, 'preferredName' | 'surname' | 'form' | 'year'> & Omit<Pupil, 'tutor'> & { tutor: string; reason: string }
/** The form as it opens, and the records it opened on: what came in while it was open is not written back to what it was. */
export type ProfileBegun = { form: ProfileForm; desk: Readonly<Row<'deskPupil'>> | undefined; file: Readonly<Row<'pupil'>> | undefined; mentorship: Readonly<Row<'mentorship'>> | undefined }
export type Profile = {
  count: ComputedRef<ProfileCount | undefined>
  mayEdit: ComputedRef<boolean>
  mayFill: (at: FilledAt) => boolean
  begin: () => ProfileBegun
  busy: Ref<boolean>
  problem: Ref<string>
  save: (form: ProfileForm, begun: ProfileBegun) => Promise<boolean>
}

const NO_FILE: Omit<Pupil, 'tutor'> = { legalForename: '', legalSurname: '', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false }

export function useProfile(pupilId: string): Profile {
  const { memory, me, commit } = useRecords()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const desk = computed(() => memory.get('deskPupil', pupilId))
  const file = computed(() => memory.get('pupil', pupilId))
  const mentorship = computed(() => mentorshipOf(memory, pupilId))
  const headOfYear = computed(() => memory.all('staff').find(({ f }) => f.active && f.role === 'head-of-year' && f.year === desk.value?.f.year)?.f.name)
  const mayEdit = computed(() => mayWriteFor(memory, me, 'pupil', pupilId))

  return {
    busy, problem, mayEdit,
    count: computed(() => desk.value && profileOf({
      desk: desk.value.f, file: file.value?.f, mentorship: (mentorship.value ?? closedOf(memory, pupilId))?.f, headOfYear: headOfYear.value,
      lessons: timetableOf(memory, pupilId)?.f.lessons.length ?? 0, contacts: contactsOf(memory, pupilId).map(({ f }) => f),
    })),
    mayFill: (at) => at === 'file' ? mayEdit.value : at === 'home' ? mayWriteFor(memory, me, 'contact', pupilId) : at === 'import' && may(me, 'import-sims'),
    begin: () => ({
      desk: desk.value, file: file.value, mentorship: mentorship.value,
      form: {
        preferredName: desk.value?.f.preferredName ?? '', surname: desk.value?.f.surname ?? '', form: desk.value?.f.form ?? '', year: desk.value?.f.year ?? 7,
        ...NO_FILE, ...file.value?.f, tutor: file.value?.f.tutor ?? '', reason: mentorship.value?.f.reason ?? '',
      },
    }),
    async save({ preferredName, surname, form, year, tutor, reason, ...rest }, begun) {
      // Only what was changed is written, so that what somebody else changes meanwhile stands.
      const to = { desk: { preferredName: preferredName.trim(), surname: surname.trim(), form: form.trim(), year }, file: { ...trimmed(rest), tutor: tutor.trim() } }
      const [atDesk, inFile] = [changedIn(to.desk, begun.desk?.f ?? {}), changedIn(to.file, begun.file?.f ?? NO_FILE)]
      const [hasReason, id] = [begun.mentorship !== undefined && reason.trim() !== begun.mentorship.f.reason, begun.mentorship?.id ?? '']
      const [isAtDesk, isInFile] = [begun.desk !== undefined && Object.keys(atDesk.now).length > 0, file.value !== undefined && Object.keys(inFile.now).length > 0]
      const changes: Change[] = [
        ...(isAtDesk ? [{ kind: 'patch' as const, t: 'deskPupil' as const, id: pupilId, f: atDesk.now, saw: begun.desk }] : []),
        // Of a file that came in while there was none here, nothing was seen.
        ...(!file.value ? [{ kind: 'add' as const, t: 'pupil' as const, id: pupilId, f: to.file }] : isInFile ? [{ kind: 'patch' as const, t: 'pupil' as const, id: pupilId, f: inFile.now, saw: begun.file ?? { ...file.value, s: {} } }] : []),
        ...(hasReason ? [{ kind: 'patch' as const, t: 'mentorship' as const, id, f: { reason: reason.trim() }, saw: begun.mentorship }] : []),
      ]
      if (changes.length === 0) return true
      return keep(() => commit(changes), () => {
        // Taken back is what was written here, and no later word of another's.
        const back: Change[] = [
          ...(isAtDesk ? [{ kind: 'patch' as const, t: 'deskPupil' as const, id: pupilId, f: atDesk.was, saw: desk.value }] : []),
          ...(isInFile ? [{ kind: 'patch' as const, t: 'pupil' as const, id: pupilId, f: inFile.was, saw: file.value }] : []),
          ...(hasReason ? [{ kind: 'patch' as const, t: 'mentorship' as const, id, f: { reason: begun.mentorship?.f.reason ?? '' }, saw: memory.get('mentorship', id) }] : []),
        ]
        toasts.show({ text: 'The profile is changed', tone: 'good', key: 'profile', ...(back.length > 0 ? { action: { label: 'Undo', run: () => void keep(() => commit(back), () => undefined) } } : {}) })
      })
    },
  }
}

const trimmed = (file: Omit<Pupil, 'tutor'>): Omit<Pupil, 'tutor'> => ({ ...file, legalForename: file.legalForename.trim(), legalSurname: file.legalSurname.trim() })

/** The fields that differ, as they are to be and as they were. */
function changedIn<T extends object>(to: T, from: object): { now: Partial<T>; was: Partial<T> } {
  const before = from as Partial<T>
  const fields = (Object.keys(to) as (keyof T)[]).filter((field) => to[field] !== before[field] && !(to[field] === '' && before[field] === undefined))
  return {
    now: Object.fromEntries(fields.map((field) => [field, to[field]])) as Partial<T>,
    was: Object.fromEntries(fields.map((field) => [field, before[field] ?? ''])) as Partial<T>,
  }
}
