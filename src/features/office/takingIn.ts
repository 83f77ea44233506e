/** Taking in the codes that mentors' tablets show: page by page, each kept as soon as it is read, and the receipt at the end. */
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { signersOn } from '../../data/tablet/handOverKeys.ts'
import { momentOf, schoolTick } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { dateOf } from '../../domain/time/clock.ts'
import { readCode, receiptOf, type Ref as CodeRef, type Signer } from '../../domain/mornings/handOverCode.ts'
import { receivedFact } from '../../domain/mornings/handOverWriting.ts'
import { may } from '../../domain/permission.ts'
import { missingParts, takenHandOvers, takePage, type TakingRefusal } from '../../domain/mornings/takingIn.ts'
import { useSync } from '../../sync/index.ts'
import { refusalWords } from './takingWords.ts'

/** `unknown`: pupils of it whom this screen does not know. The receipt is there once every page is. */
export type Taken = { handOver: string; from: string; parts: number; missing: number[]; marks: number; entered: number; unknown: number; receipt: string }
type Scanned = { from: string; parts: number; have: ReadonlySet<number>; unknown: number }
export type TakingIn = {
  /** Reads what a camera, a photograph or a hand scanner gave. Resolves to whether something new was kept. */
  take: (text: string) => Promise<boolean>
  problem: Ref<string>
  /** Today’s, newest first. */
  taken: ComputedRef<Omit<Taken, 'receipt' | 'unknown'>[]>
  /** The one that is being scanned just now. */
  current: ComputedRef<Taken | undefined>
  receiptFor: (handOver: string) => Promise<string>
  begin: () => void
}

export function useTakingIn(): TakingIn {
  const { memory, me, commit } = useRecords()
  const { staffName } = useSchool()
  const sync = useSync()
  const problem = ref('')
  const currentId = ref<string>()
  const receipt = ref('')
  /** What was scanned since this screen was opened: a page may hold nobody whom it knows, and then leaves no fact. */
  const scanned = shallowRef<ReadonlyMap<string, Scanned>>(new Map())
  const today = computed(() => dateOf(schoolTick(sync.status.skew)))
  const facts = computed(() => memory.onDay('handOver', today.value).map((row) => row.f))
  const taken = computed(() => takenHandOvers(facts.value).map((one) => ({ ...one, from: staffName(one.from), missing: missingParts(one) })))
  const current = computed((): Taken | undefined => {
    const one = scanned.value.get(currentId.value ?? '')
    if (!one || currentId.value === undefined) return undefined
    const kept = taken.value.find(({ handOver }) => handOver === currentId.value)
    const missing = missingParts({ parts: one.parts, have: [...one.have] }).filter((part) => kept === undefined || kept.missing.includes(part))
    return { handOver: currentId.value, from: staffName(one.from), parts: one.parts, missing, marks: kept?.marks ?? 0, entered: kept?.entered ?? schoolTick(sync.status.skew), unknown: one.unknown, receipt: missing.length === 0 ? receipt.value : '' }
  })
  function note(handOver: string, from: string, { part, parts, unknown }: { part: number; parts: number; unknown: number }): void {
    const before = scanned.value.get(handOver)
    scanned.value = new Map([...scanned.value, [handOver, { from, parts, have: new Set([...(before?.have ?? []), part]), unknown: (before?.unknown ?? 0) + (before?.have.has(part) ? 0 : unknown) }]])
  }

  /** Whom each reference means today. Where two have the same, it means nobody. */
  async function refsOf(signer: Signer, kind: 'pupil' | 'staff', ids: readonly string[]): Promise<(ref: CodeRef) => string | undefined> {
    const byRef = new Map<CodeRef, string | undefined>()
    for (const [ref_, id] of await Promise.all(ids.map(async (id) => [await signer.refOf(kind, id), id] as const))) byRef.set(ref_, byRef.has(ref_) ? undefined : id)
    return (one) => byRef.get(one)
  }

  let inHand = false
  let lastText = ''
  async function take(text: string): Promise<boolean> {
    if (inHand || text === lastText) return false
    inHand = true
    try {
      const kept = await takeOne(text)
      // The camera sees the same code many times a second; one word about it is enough.
      lastText = text
      return kept
    } finally {
      inHand = false
    }
  }

  async function takeOne(text: string): Promise<boolean> {
    const refuse = (reason: TakingRefusal, day = today.value): false => {
      problem.value = refusalWords(reason, day)
      return false
    }
    if ((await signersOn(memory, today.value)).length === 0) return refuse('no-key')
    const read = await readCode(text, (date) => signersOn(memory, date))
    if (!read.ok) return refuse(read.reason)
    const { signer, ...page } = read.value
    const staff = memory.all('staff').filter(({ f }) => f.active && may(f, 'hand-over')).map(({ id }) => id)
    const taking = takePage(page, {
      today: today.value, facts: facts.value,
      staffOf: await refsOf(signer, 'staff', staff), pupilOf: await refsOf(signer, 'pupil', memory.all('deskPupil').map(({ id }) => id)),
    })
    if (taking.ok || taking.reason === 'taken-already') {
      receipt.value = await receiptOf(page, signer)
      currentId.value = page.handOver
    }
    if (!taking.ok) {
      const maker = facts.value.find((f) => f.type === 'received' && f.handOver === page.handOver)
      if (taking.reason === 'taken-already' && maker?.type === 'received') note(page.handOver, maker.from ?? '', { ...page, unknown: 0 })
      return refuse(taking.reason, page.date)
    }
    const { from, lines, unknown } = taking.value
    const moment = momentOf(sync.status.skew)
    const told = { from, handOver: page.handOver, part: page.part, parts: page.parts, madeAt: page.madeAt }
    try {
      await commit(lines.map(({ pupilId, mark, at, events, clockVerified, amended }) => ({
        kind: 'add' as const, t: 'handOver' as const, id: randomId(),
        f: receivedFact({ pupilId, date: page.date }, { mark, at }, 'code', { ...told, events: Math.max(1, events), clockVerified, amended }, me, moment),
      })))
    } catch (error) {
      problem.value = saveProblem(error)
      return false
    }
    problem.value = ''
    note(page.handOver, from, { ...page, unknown })
    return true
  }

  return {
    take, problem, taken, current,
    async receiptFor(handOver) {
      const [signer] = await signersOn(memory, today.value)
      return signer ? receiptOf({ handOver, date: today.value }, signer) : ''
    },
    begin() {
      currentId.value = undefined
      problem.value = ''
      lastText = ''
    },
  }
}
