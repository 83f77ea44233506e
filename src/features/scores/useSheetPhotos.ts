/** The photos of one pupil's sheet: taken on this tablet, kept sealed on it, and sent when the server can be reached. */
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { sheetOfWeek } from '../../data/readings/paperFile.ts'
import type { Photos } from '../../data/store/photos.ts'
import { keptAs, pictureName } from '../../data/store/pictureName.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import { onlyThePicture } from '../../domain/week/jpeg.ts'
import type { Row } from '../../domain/records.ts'
import { PHOTO_BYTES, PHOTO_SIDE_WORDS, PHOTOS_OF_WEEK, type PhotoSide } from '../../domain/week/sheetPhoto.ts'
import { fetchPhoto, useSchoolClock } from '../../sync/index.ts'
import { drawPicture, useToasts, type DrawRefused } from '../../ui/index.ts'

export type Photo = Readonly<Row<'sheetPhoto'>>
export type Picture = { bytes: Uint8Array<ArrayBuffer>; width: number; height: number }
export const DRAW_WORDS: Record<DrawRefused, string> = {
  'not-a-picture': 'This file is not a picture that this tablet can read. Take a photo, or choose a JPEG or PNG.',
  'too-large': 'This picture is too large for this tablet to make smaller. Take it again, or choose a smaller one.',
}

export type SheetPhotos = {
  photos: ComputedRef<readonly Photo[]>
  mayAdd: ComputedRef<boolean>
  isFull: ComputedRef<boolean>
  isWaiting: (photo: Photo) => boolean
  mayTakeAway: (photo: Photo) => boolean
  busy: Ref<boolean>
  failure: Ref<string>
  /** Drawn small and without what a camera says beside a picture; not kept yet. */
  draw: (source: Blob | HTMLVideoElement) => Promise<Picture | DrawRefused>
  keep: (picture: Picture, side: PhotoSide) => Promise<boolean>
  takeAway: (photo: Photo, bytes: Uint8Array<ArrayBuffer>) => Promise<boolean>
  bytesOf: (photo: Photo) => ReturnType<typeof fetchPhoto>
}

export function useSheetPhotos(pupilId: string, weekStart: () => SchoolDate): SheetPhotos {
  const { now } = useSchoolClock()
  const records = useRecords()
  const { memory, me, commit } = records
  const { settings } = useSchool()
  const toasts = useToasts()
  const { busy, problem: failure, keep: keeping } = useKeeping()
  const photos = computed(() => memory.ofPupil('sheetPhoto', pupilId).filter(({ f }) => f.weekStart === weekStart()).toSorted((a, b) => a.at - b.at))
  const here = shallowRef<Photos>()
  async function open(): Promise<Photos> {
    return (here.value ??= await records.photos())
  }
  watch(() => photos.value.length > 0, (any) => {
    if (any) open().catch((error: unknown) => console.error('Photos were not opened', error instanceof Error ? error.name : 'unknown'))
  }, { immediate: true })

  const undo = (changes: readonly Change[]): void => void keeping(() => commit(changes), () => undefined)

  async function put({ bytes, width, height }: Picture, side: PhotoSide): Promise<string[]> {
    const sha256 = await pictureName(bytes)
    const store = await open()
    // On the disk before anything names it.
    await store.keep(sha256, bytes, now())
    const paper = sheetOfWeek(memory, pupilId, weekStart())
    const cameBack = paper && (paper.state === 'out' || paper.state === 'lost') && mayWriteFor(memory, me, 'paperEvent', pupilId) ? paper : undefined
    const [id, back] = [randomId(), randomId()]
    const photo: Change = { kind: 'add', t: 'sheetPhoto', id, f: { pupilId, weekStart: weekStart(), side, sha256, bytes: bytes.length, width, height, ...(paper ? { documentId: paper.id } : {}) } }
    try {
      await commit(cameBack ? [photo, { kind: 'add', t: 'paperEvent', id: back, f: { pupilId, documentId: cameBack.id, type: 'returned', on: dateOf(now()), entered: now() } }] : [photo])
    } catch (error) {
      // A picture that nothing names would take up room on a tablet that has none.
      if (!memory.ofPupil('sheetPhoto', pupilId).some(({ f }) => f.sha256 === sha256)) await store.drop([sha256]).catch((again: unknown) => console.error('A picture was left over', again instanceof Error ? again.name : 'unknown'))
      throw error
    }
    return cameBack ? [id, back] : [id]
  }

  return {
    photos, busy, failure,
    mayAdd: computed(() => settings.value.sheetPhotos && mayWriteFor(memory, me, 'sheetPhoto', pupilId)),
    isFull: computed(() => photos.value.length >= PHOTOS_OF_WEEK),
    isWaiting({ id, f }) {
      const state = here.value?.states.value.get(f.sha256)
      return state !== undefined && !state.kept.includes(keptAs(records.sync.state().epoch, id))
    },
    // Taken back by who took it, or the Lead Mentor: what the server asks too.
    mayTakeAway: ({ by }) => (by === me.id || me.role === 'lead-mentor') && mayWriteFor(memory, me, 'sheetPhoto', pupilId),
    async draw(source) {
      const drawn = await drawPicture(source, PHOTO_BYTES)
      if (typeof drawn === 'string') return drawn
      const bytes = onlyThePicture(drawn.bytes)
      return bytes ? { ...drawn, bytes } : 'not-a-picture'
    },
    async keep(picture, side) {
      let ids: string[] = []
      return keeping(
        async () => void (ids = await put(picture, side)),
        () => {
          const [photo, back] = ids
          const changes: Change[] = [...(photo === undefined ? [] : [{ kind: 'void' as const, t: 'sheetPhoto' as const, id: photo }]), ...(back === undefined ? [] : [{ kind: 'void' as const, t: 'paperEvent' as const, id: back }])]
          toasts.show({ text: `${PHOTO_SIDE_WORDS[side]} kept${back === undefined ? '' : '; the sheet is back, to be filed'}`, tone: 'good', key: 'sheet-photo', timeout: 10_000, action: { label: 'Undo', run: () => undo(changes) } })
        },
      )
    },
    takeAway: (photo, bytes) =>
      keeping(() => commit([{ kind: 'void', t: 'sheetPhoto', id: photo.id }]), () => {
        // The same picture under a new record: what was taken back stays so.
        const again = (): void => void keeping(async () => void (await put({ bytes, width: photo.f.width, height: photo.f.height }, photo.f.side)), () => undefined)
        toasts.show({ text: 'Photo taken away', tone: 'good', key: 'sheet-photo', timeout: 10_000, action: { label: 'Undo', run: again } })
      }),
    bytesOf: (photo) => fetchPhoto(records, photo),
  }
}
