/** A change that was not accepted: what is in it, and the ways to deal with it. What is being edited is a draft. */
import { computed, ref } from 'vue'
import { pupilOf } from '../../domain/bucket.ts'
import { fitsKind } from '../../domain/change.ts'
import { sayChange } from '../../domain/sync/changeWords.ts'
import type { Change } from '../../data/store/commit.ts'
import { wall } from '../../data/clock.ts'
import { useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useDraft } from '../../data/useDraft.ts'
import { mayWrite as mayWriteKind } from '../../domain/permission.ts'
import { opOf, sentAgainId } from '../../domain/sync/parked.ts'
import type { Json } from '../../domain/protocol.ts'
import { isKind, RECORDS, type Row } from '../../domain/records.ts'

/** The fields that hold what a person wrote; everything else goes again as it was. */
const WRITTEN = ['text', 'line', 'wentWell', 'nextStep', 'pupilComment', 'behaviour', 'pupilWording', 'scope', 'source', 'reason', 'correctionReason', 'preferredName', 'surname']

export function useParked(parked: () => Readonly<Row<'parked'>>) {
  const { memory, me, commit } = useRecords()
  const { id } = parked()
  const op = computed(() => opOf(parked().f))
  const pupilId = computed(() => (op.value ? pupilOf(op.value.bucket) : undefined))
  const pupil = computed(() => (pupilId.value === undefined ? undefined : memory.get('deskPupil', pupilId.value)?.f))
  const what = computed(() => (op.value ? sayChange(op.value, pupil.value?.preferredName) : 'A change that could not be read'))
  const written = computed(() => Object.entries(op.value?.f ?? {}).flatMap(([field, value]) => (typeof value === 'string' && WRITTEN.includes(field) ? [{ field, text: value }] : [])))
  const draft = useDraft<{ texts: Record<string, string> }>(`parked:${id}`, () => ({ texts: {} }))

  /** The change as it would go now; undefined where it cannot go at all. */
  const again = computed<Change | undefined>(() => {
    const sent = op.value
    if (!sent || !isKind(sent.t) || sent.t === 'conflict' || sent.t === 'parked') return undefined
    const nature = RECORDS[sent.t].nature
    const recordId = sent.kind === 'add' && nature === 'fact' ? sentAgainId(id) : sent.id
    const there = memory.get(sent.t, recordId)
    if (sent.kind === 'void') return there ? ({ kind: 'void', t: sent.t, id: recordId } as Change) : undefined
    if ((sent.kind === 'patch' && !there) || (there && nature === 'fact')) return undefined
    const f: Record<string, Json> = { ...sent.f, ...Object.fromEntries(written.value.map(({ field, text }) => [field, draft.values.value.texts[field] ?? text])) }
    return (there ? { kind: 'patch', t: sent.t, id: recordId, f } : { kind: 'add', t: sent.t, id: recordId, f }) as unknown as Change
  })
  const maySend = computed(() => {
    const kind = again.value?.t
    if (kind === undefined) return false
    return pupilId.value === undefined ? mayWriteKind(me, kind, { own: false, pupilYear: undefined }) : mayWriteFor(memory, me, kind, pupilId.value)
  })
  const doesNotFit = computed(() => {
    const change = again.value
    if (!change || change.kind === 'void') return ''
    const fits = fitsKind({ ...op.value, kind: change.kind, t: change.t, f: change.f } as never, change.kind === 'patch')
    return fits.fits ? '' : fits.field
  })

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
    commit([{ kind: 'patch', t: 'parked', id, f: { closed: { by: me.id, at: wall(), how, why: why.trim() } }, saw: parked() }], { clearDraft: draft.key })
  /** Two steps on purpose: were it refused again as one action, the old would stand open beside the new. */
  const sendAgain = (): Promise<boolean> =>
    keep(async () => {
      const change = again.value
      if (!change) return
      await commit([change])
      await close('sent-again', '')
    })
  const dismiss = (why: string): Promise<boolean> => keep(() => close('dismissed', why))

  return { op, what, pupilId, written, draft, again, maySend, doesNotFit, saving, failure, sendAgain, dismiss }
}
