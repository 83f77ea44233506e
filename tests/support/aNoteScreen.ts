/** The note screen as a mentor uses it: choose, type, save. */
import type { VueWrapper } from '@vue/test-utils'
import NoteScreen from '../../src/features/blue-report/NoteScreen.vue'
import type { NoteType } from '../../src/domain/week/blueReport.ts'
import { settleDisk, type Desk } from './aDesk.ts'

export async function aNoteScreen(desk: Desk, props: Record<string, unknown> = {}) {
  const screen: VueWrapper = desk.look(NoteScreen, { pupilId: 'p1', ...props })
  await settleDisk()
  return {
    screen,
    choose: (type: NoteType) => screen.get(`input[type="radio"][value="${type}"]`).setValue(true),
    write: (text: string) => screen.get('textarea').setValue(text),
    async save() {
      await screen.get('form').trigger('submit')
      await settleDisk()
    },
  }
}
