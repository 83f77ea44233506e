import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import BlueReportsScreen from '../../../src/features/scores/BlueReportsScreen.vue'
import { useScan } from '../../../src/features/scores/useScan.ts'
import ScoresScreen from '../../../src/features/scores/ScoresScreen.vue'
import YesterdaysResult from '../../../src/features/meeting-card/YesterdaysResult.vue'
import { PRESETS } from '../../../src/domain/week/scoreScale.ts'
import type { Row } from '../../../src/domain/records.ts'
import { emptyScore, scoreId } from '../../../src/domain/week/reportScore.ts'
import { settleDisk } from '../../support/aDesk.ts'
import { aStudy, aTarget, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const WEEK = '2026-12-07'
const perTarget = aRow('setting', 'sheetDesigns', { key: 'sheetDesigns', value: [{ from: '2026-11-02', scale: PRESETS['four-best'].scale, per: 'target' }] as never })

async function theSheet(rows: readonly Row[] = [], me = aMentor) {
  const desk = await aStudy({ rows: [...theMentee, ...rows], me })
  const screen = desk.look(ScoresScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  const key = async (label: string) => {
    await screen.findAll('[role="group"] button, .shadow-float button').find((one) => one.text() === label || one.text().startsWith(`${label} `))!.trigger('click')
    await settleDisk()
  }
  const said = (cell: { date: string; period: string; target?: string }) => desk.records.memory.get('reportScore', scoreId('p1', cell))?.f.said
  return { desk, screen, key, said, cell: (words: string) => screen.get(`[aria-label^="${words}"]`) }
}

describe('scores back in, as fast as thumbs', () => {
  test('each key enters one lesson and goes on to the next, over the end of the day', async () => {
    const { key, said, screen } = await theSheet()
    for (const mark of ['1', '2', '3', '2', '1', '4']) await key(mark)
    expect(said({ date: '2026-12-07', period: 'P3' })).toEqual({ mark: '3' })
    expect(said({ date: '2026-12-08', period: 'P1' })).toEqual({ mark: '4' })
    expect(screen.get('[aria-current="true"]').attributes('aria-label')).toContain('Tuesday 8 December 2026, P2')
  })

  test('what is entered stands after the tablet was killed', async () => {
    const { desk, key } = await theSheet()
    await key('2')
    const again = await desk.reopen()
    expect(again.memory.get('reportScore', 'score:p1:2026-12-07:P1')?.f.said).toEqual({ mark: '2' })
  })

  test('a day away is one key: the rest of the day takes the reason, and it is undone as one', async () => {
    const { key, said } = await theSheet()
    await key('1')
    await key('Rest of day')
    await key('Absent')
    for (const period of ['P2', 'P3', 'P4', 'P5']) expect(said({ date: '2026-12-07', period })).toEqual({ none: 'absent' })
    expect(said({ date: '2026-12-07', period: 'P1' })).toEqual({ mark: '1' })
    await key('Undo')
    for (const period of ['P2', 'P5']) expect(said({ date: '2026-12-07', period })).toBeNull()
  })

  test('the rest of the day never writes over what is there already', async () => {
    const { key, said, cell } = await theSheet([aRow('reportScore', 'score:p1:2026-12-07:P4', { ...emptyScore('p1', { date: '2026-12-07', period: 'P4' }), said: { mark: '4' } })])
    await cell('Monday 7 December 2026, P1').trigger('click')
    await key('Rest of day')
    await key('1')
    expect(said({ date: '2026-12-07', period: 'P4' })).toEqual({ mark: '4' })
    expect(said({ date: '2026-12-07', period: 'P5' })).toEqual({ mark: '1' })
  })

  test('by keyboard: digits enter, arrows walk, Backspace blanks', async () => {
    const { screen, said } = await theSheet()
    const press = async (typed: string) => {
      await screen.get('table').trigger('keydown', { key: typed })
      await settleDisk()
    }
    await press('2')
    await press('ArrowDown')
    await press('3')
    expect(said({ date: '2026-12-07', period: 'P1' })).toEqual({ mark: '2' })
    expect(said({ date: '2026-12-08', period: 'P2' })).toEqual({ mark: '3' })
    await press('ArrowLeft')
    await press('Backspace')
    expect(said({ date: '2026-12-08', period: 'P2' })).toBeNull()
  })

  test('how many came back stands beside the percentage', async () => {
    const { screen, key } = await theSheet()
    for (const mark of ['1', '4']) await key(mark)
    // Thursday 8.28: Monday to Wednesday could have come back.
    expect(screen.text()).toContain('50% met · 2 of 15 lessons returned')
  })
})

describe('where the school’s sheet is per target', () => {
  test('a lesson takes one mark for each target, with four as the best', async () => {
    const { key, said, screen } = await theSheet([perTarget, aTarget('t1'), aTarget('t2', { behaviour: 'hands in homework', pupilWording: 'I hand it in' }, { at: 2_000_000_000_000 })])
    await key('4')
    await key('1')
    await key('4')
    expect(said({ date: '2026-12-07', period: 'P1', target: 't1' })).toEqual({ mark: '4' })
    expect(said({ date: '2026-12-07', period: 'P1', target: 't2' })).toEqual({ mark: '1' })
    expect(said({ date: '2026-12-07', period: 'P2', target: 't1' })).toEqual({ mark: '4' })
    expect(screen.get('ol').text()).toMatch(/100% met, 2 of 15 lessons returned.*0% met, 1 of 15/s)
  })

  test('a reason is one key for the lesson, and a later mark takes its place', async () => {
    const { key, said, cell } = await theSheet([perTarget, aTarget('t1'), aTarget('t2', {}, { at: 2_000_000_000_000 })])
    await key('On a trip')
    expect(said({ date: '2026-12-07', period: 'P1' })).toEqual({ none: 'trip' })
    await cell('Monday 7 December 2026, P1, target 1').trigger('click')
    await key('3')
    expect(said({ date: '2026-12-07', period: 'P1' })).toBeNull()
    expect(said({ date: '2026-12-07', period: 'P1', target: 't1' })).toEqual({ mark: '3' })
  })
})

test('initials and a comment of 600 characters are kept beside the mark; the mark stays', async () => {
  const { screen, key, desk, cell } = await theSheet()
  await key('2')
  await cell('Monday 7 December 2026, P1').trigger('click')
  await settleDisk()
  await screen.get('input[type="text"]').setValue('MK')
  await screen.get('textarea').setValue('Ł'.repeat(600))
  await screen.get('form').trigger('submit')
  await settleDisk()
  expect(desk.records.memory.get('reportScore', 'score:p1:2026-12-07:P1')?.f).toMatchObject({ said: { mark: '2' }, initials: 'MK', comment: 'Ł'.repeat(600) })
})

test('a comment that reads like a disclosure is stopped before it is kept', async () => {
  const { screen, desk } = await theSheet()
  await screen.get('textarea').setValue('Said that dad hits him at home')
  await screen.get('form').trigger('submit')
  await settleDisk()
  expect(desk.records.memory.all('reportScore')).toEqual([])
})

test('a Head of Year reads the sheet and has no keys', async () => {
  const { screen } = await theSheet([], { id: 'hoy9', role: 'head-of-year', year: 9, name: 'Ms Year Nine', initials: 'YN' })
  expect(screen.find('[aria-label="Marks"]').exists()).toBe(false)
  expect(screen.find('table').exists()).toBe(true)
})

test('the sheet of a week that has not begun says so before a mark goes on the wrong one', async () => {
  const { desk, screen } = await theSheet()
  expect(screen.text()).not.toContain('has not begun')
  expect(desk.look(ScoresScreen, { weekStart: '2026-12-14', pupilId: 'p1' }).text()).toContain('This week has not begun.')
})

test('the week’s list says how much of each sheet came back', async () => {
  const desk = await aStudy({ rows: [...theMentee, aRow('reportScore', 'score:p1:2026-12-07:P1', { ...emptyScore('p1', { date: '2026-12-07', period: 'P1' }), said: { mark: '1' } })] })
  const screen = desk.look(BlueReportsScreen, {})
  await settleDisk()
  expect(screen.text()).toContain('Abdi Warsame')
  expect(screen.text()).toMatch(/100% met/)
  expect(screen.html()).toContain('1 of 15')
})

test('yesterday’s result is at hand at the morning meeting, with what the teachers wrote', async () => {
  const of = (period: string, mark: string, comment = '') => aRow('reportScore', `score:p1:2026-12-09:${period}`, { ...emptyScore('p1', { date: '2026-12-09', period }), said: { mark }, comment })
  const desk = await aStudy({ rows: [...theMentee, of('P1', '1'), of('P2', '4', 'No homework')] })
  const screen = desk.look(YesterdaysResult, { pupilId: 'p1', today: '2026-12-10' })
  expect(screen.text()).toContain('50% met · 2 of 5 lessons returned')
  expect(screen.text()).toContain('No homework')
})

describe('scanning a sheet that came back', () => {
  const sheet = aRow('paperDocument', 'ABCDEFGH234567AB', { pupilId: 'p1', kind: 'blue-report', title: '', direction: 'out', on: '2026-12-04', weekStart: WEEK, targets: [] })
  const scanned = async (text: string) => {
    const desk = await aStudy({ rows: [...theMentee, sheet] })
    let scan: ReturnType<typeof useScan> | undefined
    desk.look(defineComponent(() => {
      scan = useScan()
      return () => h('p')
    }))
    return { found: await scan!(text), events: desk.records.memory.all('paperEvent').map(({ f }) => [f.documentId, f.type]) }
  }
  test.each(['F', 'B'])('its code opens its score grid and notes that it is back (side %s)', async (side) => {
    expect(await scanned(`SHEET:1:ABCDEFGH234567AB:${side}`)).toEqual({ found: { path: `/blue-reports/${WEEK}/p1` }, events: [['ABCDEFGH234567AB', 'returned']] })
  })
  test('another code, or a sheet that is not on this tablet, is said and changes nothing', async () => {
    expect(await scanned('https://example.org')).toEqual({ found: 'other-code', events: [] })
    expect(await scanned('SHEET:1:ABCDEFGH234567AA:F')).toEqual({ found: 'unknown-sheet', events: [] })
  })
})
