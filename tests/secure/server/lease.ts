/**
 * R7: whoever sets the clock back, or stops it while the tablet is shut, reads no longer than the lease; one contact opens it
 * again, wherever the clock stands. Histories of setting, using, locking and shutting, on a sealed disk.
 */
import { instantAt } from '../../../src/domain/time/clock.ts'
import { aTablet, type ATablet } from '../../support/aTablet.ts'
import type { Figure } from '../figure.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const LENGTH = 5 * DAY

export const lease: Figure = {
  name: 'lease', rows: 'R7', inEveryRun: 15, campaign: 1000,
  async measure(size, dice) {
    const broken: string[] = []
    let [moves, back, closed, most] = [0, 0, 0, 0]
    for (let round = 1; round <= size; round++) {
      const no = (what: string): void => void broken.push(`history ${round}: ${what}`)
      // What has truly passed, and how far from it the clock was set.
      const started = instantAt('2026-12-10', '08:30')
      let truly = started
      let off = dice.chance(0.3) ? (dice.under(60) - 30) * DAY : 0
      const clock = (): number => truly + off
      const contact = async (tablet: ATablet): Promise<void> => {
        const { sync } = tablet.records
        const { epoch, cursor } = sync.state()
        await sync.applyPage({ epoch, from: cursor, cursor: { seq: cursor.seq + 1 }, more: false, lastN: 0, puts: [], dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: truly, leaseUntil: truly + LENGTH }, clock())
      }
      const tablet = await aTablet({ now: clock, steady: () => truly })
      await contact(tablet)
      const reads = (): boolean => tablet.records.lease.now.value.standing === 'stands'
      let read = 0
      let latest = truly
      let ranOut = false
      // Careful: the clock is set each time to where the tablet was last seen, so that nothing shows. Back: to the last contact.
      const way = dice.pick(['careful', 'back', 'wild'])
      for (let step = 0; step < 10; step++) {
        moves++
        // The clock is set while the tablet is shut, or under its eyes.
        const isShut = dice.chance(0.7)
        if (isShut) truly += dice.under(30) * HOUR
        if (way === 'careful') off = latest - truly
        else if (way === 'back') off = started - truly
        else if (dice.chance(0.5)) off += (dice.chance(0.85) ? -1 : 1) * dice.pick([MINUTE, HOUR, 3 * HOUR, DAY, 3 * DAY, 6 * DAY, 400 * DAY]) * (1 + dice.under(3))
        back++
        if (isShut) await tablet.reopen()
        tablet.records.lease.beat()
        const minutes = dice.pick([30, 300, 1440, 2880])
        for (let minute = 0; minute < 10; minute++) {
          const stood = reads()
          if (stood && ranOut) no(`step ${step}: it reads again after it ran out, with no contact`)
          truly += (minutes / 10) * MINUTE
          if (stood) read += (minutes / 10) * MINUTE
          tablet.records.lease.beat()
          if (tablet.records.lease.now.value.standing === 'ran-out') ranOut = true
          latest = Math.max(latest, clock())
        }
        most = Math.max(most, read)
        if (read > LENGTH + 5 * HOUR) no(`step ${step}: it has read for ${(read / HOUR).toFixed(1)} hours`)
        // Nothing that is saved asks the time.
        await tablet.records.commit([{ kind: 'add', t: 'note', id: `n${step}`, f: { pupilId: 'p1', type: 'staff', text: 'Calm.', occurredAt: 1, enteredAt: 2, raise: false } }])
      }
      tablet.records.lease.beat()
      if (!reads()) closed++
      const unsent = tablet.records.outbox.waiting.value.count
      if (unsent !== 10) no(`${unsent} of 10 notes wait to be sent`)
      await contact(tablet)
      if (!reads()) no(`a contact does not open it, the clock ${(off / DAY).toFixed(1)} days off`)
      await tablet.records.close()
    }
    return { said: `${size} histories of ${moves} uses, the clock set ${back} times: read for ${(most / HOUR).toFixed(0)} hours at the most, of a lease of ${LENGTH / HOUR}; ${closed} closed at the end, all open after one contact, nothing unsent lost`, broken }
  },
}
