/** A pupil's file in the hands of whoever answers for it: gathered by the server, looked through here, and kept nowhere. */
import { computed, reactive, ref, shallowRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { redacted, wordsKey, type FileReason, type PathMark, type PupilFile } from '../../domain/people/pupilFile.ts'
import { pupilFile, useSchoolClock } from '../../sync/index.ts'
import { saveFile, useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf } from '../../ui/paper/usePdf.ts'
import { fileSheet } from './fileSheet.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))
const REFUSED = {
  'too-often': 'Three bulk exports an hour is the most. Try again in an hour.', 'no-such-pupil': 'Nothing is kept of this pupil.', 'step-up': 'Your passphrase was not given once more.',
} as const
export type NamedOther = Pick<PathMark, 'who' | 'words'> & { key: string; times: number }

export function useFile(pupilId: string, paper: Paper = appPaper) {
  const { openings, memory } = useRecords()
  const { now } = useSchoolClock()
  const toasts = useToasts()
  const file = shallowRef<PupilFile>()
  const busy = ref(false)
  const problem = ref('')
  const keeps = reactive(new Set<string>())
  const lets = reactive(new Set<string>())
  const signedOffBy = ref('')
  const wants = ref<'redacted' | 'working'>('redacted')

  const others = computed((): NamedOther[] => {
    const found = new Map<string, NamedOther>()
    for (const { marks, earlier, signOff, id } of file.value?.records ?? [])
      if (signOff === null || lets.has(id)) for (const mark of [...marks, ...earlier.flatMap((was) => was.marks)]) {
        const key = wordsKey(mark)
        found.set(key, { key, who: mark.who, words: mark.words, times: (found.get(key)?.times ?? 0) + 1 })
      }
    return [...found.values()].filter(({ words }) => /\p{Lu}/u.test(words)).sort((a, b) => a.words.localeCompare(b.words, 'en-GB'))
  })
  const flagged = computed(() => (file.value?.records ?? []).filter(({ signOff }) => signOff !== null))
  /** Something flagged leaves only under a name. */
  const isSigned = computed(() => lets.size === 0 || signedOffBy.value.trim() !== '')
  const toHand = computed(() => file.value && (wants.value === 'working' ? file.value : redacted(file.value, { keeps, lets, signedOffBy: signedOffBy.value.trim() })))

  const nameOfFile = (ending: 'pdf' | 'json'): string => {
    const pupil = memory.get('deskPupil', pupilId)?.f
    return neutralFileName(wants.value === 'working' ? 'pupil-file-working-copy' : 'pupil-file', pupil ? [initialsOf(pupil)] : [], file.value?.made.on ?? '').replace(/pdf$/, ending)
  }
  const noteLeft = (): void => void openings.note('file-left', pupilId, now()).catch((error: unknown) => console.error('Not noted for the audit', error instanceof Error ? error.name : 'unknown'))

  return {
    file, busy, problem, keeps, lets, signedOffBy, wants, others, flagged, isSigned,
    making: usePdf(() => ({ sheets: toHand.value ? [fileSheet(toHand.value)] : [], wordsOf, draw: paper.makeLogPdf, mayAtAll: true, fileName: nameOfFile('pdf'), onDelivered: noteLeft })),
    async gather(reason: FileReason): Promise<void> {
      if (busy.value) return
      busy.value = true
      problem.value = ''
      try {
        const reply = await pupilFile({ pupilId, reason })
        if (!reply) problem.value = 'The server could not be reached. Everything that is kept is there, so the file is gathered with a network only.'
        else if ('refused' in reply) problem.value = REFUSED[reply.refused]
        else {
          file.value = reply.file
          lets.clear()
          keeps.clear()
          // What colleagues do in their work at school is not usually withheld; whoever looks through it may.
          for (const { marks, earlier } of reply.file.records) for (const mark of [...marks, ...earlier.flatMap((was) => was.marks)]) if (mark.who === 'staff') keeps.add(wordsKey(mark))
        }
      } finally {
        busy.value = false
      }
    },
    saveJson(): void {
      if (!toHand.value) return
      saveFile(new File([JSON.stringify(toHand.value, null, 1)], nameOfFile('json'), { type: 'application/json' }))
      noteLeft()
      toasts.show({ text: 'Among this tablet’s downloads. Delete it there when you no longer need it.', tone: 'good', timeout: 10_000 })
    },
  }
}
export type FileView = ReturnType<typeof useFile>
