import { afterEach, describe, expect, test, vi } from 'vitest'
import { enableAutoUnmount } from '@vue/test-utils'
import { aStudy } from '../support/aMentee.ts'
import { settleDisk } from '../support/aDesk.ts'
import { aNoteScreen } from '../support/aNoteScreen.ts'

enableAutoUnmount(afterEach)
afterEach(() => vi.useRealTimers())

describe('recording blue-report notes offline', () => {
  test('a note is kept on the tablet with no network asked, and waits to be sent', async () => {
    const desk = await aStudy()
    const { choose, write, save } = await aNoteScreen(desk)
    await choose('blue-report')
    await write('Comments missing from Maths')
    await save()
    const records = await desk.reopen()
    expect(records.memory.ofPupil('note', 'p1').map(({ f }) => f.text)).toEqual(['Comments missing from Maths'])
    expect(records.outbox.unsent(0, 100).map(({ t }) => t)).toEqual(['note'])
  })

  test('a half-typed note survives a kill of the browser', async () => {
    const desk = await aStudy()
    const { screen, write } = await aNoteScreen(desk)
    await write('Half a sen')
    await new Promise((resolve) => setTimeout(resolve, 400))
    await settleDisk()
    screen.unmount()
    await desk.reopen()
    const again = await aNoteScreen(desk)
    expect(again.screen.get('textarea').element.value).toBe('Half a sen')
    expect(again.screen.text()).toContain('Draft brought back')
  })
})
