import { describe, expect, it } from 'vitest'
import type { Phase } from '../../src/data/tablet/session.ts'
import { makeAutoLock } from '../../src/shell/autoLock.ts'

/** A tablet whose clock we move, a second at a time. */
function aTabletLeftAlone({ atReception = false, phase = 'open' }: { atReception?: boolean; phase?: Phase } = {}) {
  const tablet: { now: number; phase: Phase; atReception: boolean } = { now: 1_000_000, phase, atReception }
  const autoLock = makeAutoLock({
    clock: () => tablet.now,
    phase: () => tablet.phase,
    idleSeconds: () => 60,
    atReception: () => tablet.atReception,
    toDesk: () => (tablet.phase = 'desk'),
    lock: () => (tablet.phase = 'locked'),
  })
  const pass = (seconds: number): void => {
    for (let second = 0; second < seconds; second++) {
      tablet.now += 1000
      autoLock.beat()
    }
  }
  return { tablet, autoLock, pass }
}

describe('A tablet left alone', () => {
  it('locks after sixty seconds without a touch', () => {
    const { tablet, pass } = aTabletLeftAlone()
    pass(59)
    expect(tablet.phase).toBe('open')
    pass(1)
    expect(tablet.phase).toBe('locked')
  })

  it('starts counting again at every touch', () => {
    const { tablet, autoLock, pass } = aTabletLeftAlone()
    pass(50)
    autoLock.touched()
    pass(50)
    expect(tablet.phase).toBe('open')
  })

  it('keeps only the first-name list at reception, and locks when the desk closes', () => {
    const { tablet, pass } = aTabletLeftAlone({ atReception: true })
    pass(60)
    expect(tablet.phase).toBe('desk')
    pass(600)
    expect(tablet.phase).toBe('desk')
    tablet.atReception = false
    pass(1)
    expect(tablet.phase).toBe('locked')
  })

  it('locks the desk list too once the app was hidden for ten seconds', () => {
    const { tablet, autoLock, pass } = aTabletLeftAlone({ atReception: true, phase: 'desk' })
    autoLock.hidden()
    pass(9)
    expect(tablet.phase).toBe('desk')
    pass(1)
    expect(tablet.phase).toBe('locked')
  })

  it('locks on return when it was frozen in the background and no second was counted', () => {
    const { tablet, autoLock } = aTabletLeftAlone()
    autoLock.hidden()
    tablet.now += 10_000
    autoLock.shown()
    expect(tablet.phase).toBe('locked')
  })

  it('stays open when somebody looked away for a moment', () => {
    const { tablet, autoLock, pass } = aTabletLeftAlone()
    autoLock.hidden()
    tablet.now += 9_000
    autoLock.shown()
    pass(5)
    expect(tablet.phase).toBe('open')
  })

  it('locks after sleep, which shows as a jump of the second hand, forwards or back', () => {
    for (const jump of [31_000, -31_000]) {
      const { tablet, autoLock, pass } = aTabletLeftAlone()
      pass(3)
      tablet.now += jump
      autoLock.touched()
      autoLock.beat()
      expect(tablet.phase).toBe('locked')
    }
  })

  it('locks a vault for which no PIN was chosen yet', () => {
    const { tablet, pass } = aTabletLeftAlone({ phase: 'choose-pin', atReception: true })
    pass(60)
    expect(tablet.phase).toBe('locked')
  })

  it('has nothing to lock while nobody is signed in', () => {
    const { tablet, autoLock, pass } = aTabletLeftAlone({ phase: 'sign-in' })
    autoLock.hidden()
    pass(100)
    autoLock.shown()
    expect(tablet.phase).toBe('sign-in')
  })
})
