/** A change that was not accepted: what is in it, what stands now, and the ways to deal with it. What is being edited is a draft. */
import { computed, ref } from 'vue'
import { pupilOf } from '../../domain/bucket.ts'
import { fitsKind } from '../../domain/change.ts'
import { asMine } from '../../domain/sync/asMine.ts'
import { changeParts, partWords, withTexts, type People } from '../../domain/sync/changeParts.ts'
import { sayChange } from '../../domain/sync/changeWords.ts'
import type { Change } from '../../data/store/commit.ts'
import { wall } from '../../data/clock.ts'
import { useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useDraft } from '../../data/useDraft.ts'
import { mayWrite as mayWriteKind } from '../../domain/permission.ts'
import { opOf } from '../../domain/sync/parked.ts'
import type { Json } from '../../domain/protocol.ts'
import { isKind, RECORDS } from '../../domain/records.ts'
import type { ParkedRow } from './parkedWords.ts'
import { changeAgain } from './sendingAgain.ts'

export function useParked(parked: () => ParkedRow) {
  const { memory, me, commit, sync } = useRecords()
  const { t: kept, id } = parked()
  const op = computed(() => opOf(parked().f))
  const pupilId = computed(() => (op.value ? pupilOf(op.value.bucket) : undefined))
  const pupil = computed(() => (pupilId.value === undefined ? undefined : memory.get('deskPupil', pupilId.value)?.f))
  const what = computed(() => (op.value ? sayChange(op.value, pupil.value?.preferredName) : 'A change that could not be read'))
  const people = computed<People>(() => [
    ...memory.all('staff').map((row) => ({ id: row.id, name: row.f.name })),
    ...memory.all('deskPupil').map((row) => ({ id: row.id, name: `${row.f.preferredName} ${row.f.surname}, ${row.f.form}` })),
  ])
  const draft = useDraft<{ texts: Record<string, string> }>(`parked:${id}`, () => ({ texts: {} }))

  /** Of a colleague's, what may go under one's own name. */
  const mine = computed(() => (op.value && parked().f.author !== me.id ? asMine(op.value.f ?? {}, me, op.value.kind) : { f: op.value?.f ?? {} }))
  const fields = computed<Record<string, Json>>(() => withTexts(mine.value.f, draft.values.value.texts))
  /** The change as it would go now. */
  const again = computed(() =>
    changeAgain({
      id, op: op.value, f: fields.value, row: (t, recordId) => memory.get(t, recordId), clientId: sync.clientId(),
      putAside: (stamp) => {
        const other = memory.get('parked', `parked:${stamp}`) ?? memory.get('parkedForMentor', `parked:${stamp}`)
        return other && opOf(other.f)
      },
    }))
  const rules = computed(() => (op.value && isKind(op.value.t) ? RECORDS[op.value.t].rules : undefined))
  /** All that it carries, and beside it what stands now, where that is something else. */
  const parts = computed(() => {
    const { t, id: recordId, kind: how, f = {} } = op.value ?? { t: '', id: '', kind: 'add' }
    const there = isKind(t) && RECORDS[t].nature === 'record' ? (memory.get(t, recordId)?.f as Record<string, Json> | undefined) : undefined
    if (how === 'void') return changeParts({ kind: t, fields: there ?? {} }, people.value).filter(({ field }) => again.value.way === 'goes' && again.value.since.includes(field)).map((part) => ({ ...part, prose: [], stands: part.words, words: 'Removed.' }))
    const carried = changeParts({ kind: t, fields: f, rules: rules.value }, people.value).map((part) => {
      const words = partWords({ kind: t, fields: fields.value }, part.field, fields.value[part.field] ?? null, people.value)
      const stands = there && partWords({ kind: t, fields: there }, part.field, there[part.field] ?? null, people.value)
      return { ...part, words, stands: stands === undefined || stands === words ? undefined : stands }
    })
    return how === 'add' ? carried.filter((part) => part.words !== '' || part.stands !== undefined || part.prose.some(({ path }) => path in draft.values.value.texts)) : carried
  })
  const prose = computed(() => changeParts({ kind: op.value?.t ?? '', fields: op.value?.f ?? {}, rules: rules.value }, people.value).flatMap((part) => part.prose))

  const maySend = computed(() => {
    if (again.value.way !== 'goes') return false
    const { t: kind, id: recordId, kind: how } = again.value.change
    // Only its author and the Lead Mentor take a record back.
    if (how === 'void' && me.role !== 'lead-mentor' && memory.get(kind, recordId)?.by !== me.id) return false
    return pupilId.value === undefined ? mayWriteKind(me, kind, { own: false, pupilYear: undefined }) : mayWriteFor(memory, me, kind, pupilId.value)
  })
  const doesNotFit = computed(() => {
    if (again.value.way !== 'goes' || again.value.change.kind === 'void') return ''
    const { kind, t, f } = again.value.change
    const fits = fitsKind({ ...op.value, kind, t, f } as never, kind === 'patch')
    return fits.fits ? '' : fits.field
  })

  const isSignatureAlone = computed(() => 'without' in mine.value && again.value.way === 'stands')

  const saving = ref(false)
  const failure = ref('')
  async function keep(work: () => Promise<void>): Promise<boolean> {
    if (saving.value) return false
    saving.value = true
    failure.value = ''
    try {
      await work()
      draft.saved()
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    } finally {
      saving.value = false
    }
  }
  const close = (how: 'sent-again' | 'dismissed', why: string): Promise<void> =>
    commit([{ kind: 'patch', t: kept, id, f: { closed: { by: me.id, at: wall(), how, why: why.trim() } }, saw: parked() } as Change], { clearDraft: draft.key })
  /** Two steps on purpose: were it refused again as one action, the old would stand open beside the new. */
  const sendAgain = (): Promise<boolean> =>
    keep(async () => {
      if (again.value.way !== 'goes') return
      await commit([again.value.change])
      await close('sent-again', '')
    })
  const dismiss = (why: string): Promise<boolean> => keep(() => close('dismissed', why))

  return { op, what, pupilId, parts, prose, draft, again, isSignatureAlone, maySend, doesNotFit, saving, failure, sendAgain, dismiss }
}
