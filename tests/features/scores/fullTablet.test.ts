import { IDBObjectStore as Store } from 'fake-indexeddb'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import TakePhoto from '../../../src/features/scores/TakePhoto.vue'
import { useSheetPhotos } from '../../../src/features/scores/useSheetPhotos.ts'
import FilePick from '../../../src/ui/fields/FilePick.vue'
import { aPicture } from '../../support/aPicture.ts'
import { settleDisk } from '../../support/aDesk.ts'
import { aNote, aStudy, theMentee } from '../../support/aMentee.ts'
import { aRow } from '../../support/aTablet.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
  URL.createObjectURL ??= () => 'blob:picture'
  URL.revokeObjectURL ??= () => undefined
})

type Cut = { _abort: (name: string) => void }
const isPicture = (table: string): boolean => table === 'pictures' || table === 'states'
/** The browser's share of the disk is used up for what is put into these tables, until there is room. */
function aFullDisk(isFull: (table: string) => boolean): { room: () => void } {
  const spies = (['put', 'add'] as const).map((name) => {
    const real = Store.prototype[name]
    return vi.spyOn(Store.prototype, name).mockImplementation(function (this: IDBObjectStore, ...given) {
      const made = real.apply(this, given)
      // It is taken, and the transaction ends when it is to be written down.
      if (isFull(this.name)) queueMicrotask(() => (this.transaction as unknown as Cut)._abort('QuotaExceededError'))
      return made
    })
  })
  return { room: () => spies.forEach((spy) => spy.mockRestore()) }
}

/** The sheet with a photo taken and not yet kept; only the drawing is ours, which needs a real canvas. */
async function aPhotoTaken() {
  const desk = await aStudy({ rows: [...theMentee, aNote('n1', 'Coursework handed in'), aRow('setting', 'sheetPhotos', { key: 'sheetPhotos', value: true })] })
  const picture = { bytes: new Uint8Array(aPicture(40_000)), width: 800, height: 600 }
  let closed = false
  const screen = desk.look(defineComponent(() => {
    const sheet = { ...useSheetPhotos('p1', () => '2026-12-07'), draw: async () => picture }
    return () => h(TakePhoto, { sheet, onClose: () => void (closed = true) })
  }))
  screen.getComponent(FilePick).vm.$emit('file', new Blob(['a photo']))
  await settleDisk()
  const photos = () => desk.records.memory.ofPupil('sheetPhoto', 'p1')
  const onDisk = async () => (await desk.records.photos()).states.value.size
  return { desk, screen, photos, onDisk, isClosed: () => closed }
}
const keepIt = async (screen: VueWrapper): Promise<void> => {
  await screen.findAll('button').find((one) => one.text() === 'Keep it')!.trigger('click')
  await vi.waitFor(() => expect(screen.text()).not.toContain('Working…'), { timeout: 5_000 })
  await settleDisk()
}

describe('Daily Mentor actions should be noted on the back of blue reports: the photo of the back on a tablet that is full', () => {
  test.each([['the picture', isPicture], ['its record', (table: string) => !isPicture(table)]])('has no room for %s: it says so, shows the photo still, loses nothing else, and keeps it when there is room', async (_, isFull) => {
    const { desk, screen, photos, onDisk, isClosed } = await aPhotoTaken()
    const disk = aFullDisk(isFull)
    await keepIt(screen)
    expect(screen.text()).toContain('This tablet is full, so this was not saved. It is still on the screen.')
    expect(screen.find('img').exists()).toBe(true)
    expect(isClosed()).toBe(false)
    expect(photos()).toEqual([])
    disk.room()
    expect(await onDisk(), 'nothing is left over that nobody names').toBe(0)
    expect(desk.records.memory.get('note', 'n1')?.f.text).toBe('Coursework handed in')

    await keepIt(screen)
    expect(isClosed()).toBe(true)
    expect(photos().map(({ f }) => f.bytes)).toEqual([40_000])
    const again = await desk.reopen()
    expect(again.memory.ofPupil('sheetPhoto', 'p1')).toHaveLength(1)
    const [name = ''] = again.memory.ofPupil('sheetPhoto', 'p1').map(({ f }) => f.sha256)
    expect((await (await again.photos()).picture(name))?.length).toBe(40_000)
    expect(again.memory.get('note', 'n1')?.f.text).toBe('Coursework handed in')
  })

  test('still takes a note while the photo finds no room', async () => {
    const { desk, screen } = await aPhotoTaken()
    aFullDisk(isPicture)
    await keepIt(screen)
    const { commit, memory } = desk.records
    await commit([{ kind: 'patch', t: 'note', id: 'n1', f: { raise: true } }])
    expect(memory.get('note', 'n1')?.f.raise).toBe(true)
  })
})
