/**
 * A seeded walk of real tablets (Chromium, one profile each) at a real server: saves and edits of the same words, and
 * between them everything that befalls tablets. The dice choose who, what and when; the checker reads what came of it.
 */
import { fullName } from '../../src/domain/pupil.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { Dice } from '../sim/world/dice.ts'
import { pupilCalled } from '../support/browser/demoPeople.ts'
import { handOver } from '../support/browser/overTheWire.ts'
import { startSchool } from '../support/browser/schoolServer.ts'
import { check } from './check.ts'
import type { Broken, Field, Happening, Kept } from './history.ts'
import { none, type Fault } from './faults.ts'
import { Walker, type Setting } from './tablet.ts'

export type Walked = { seed: number; broken: Broken[]; history: Happening[]; operations: number; conflicts: number }
const TROUBLES = ['offline', 'offline', 'reload', 'kill', 'window', 'lose-push', 'lose-pull', 'restart', 'clear'] as const
/** `both-offline`: LiveStore's recipe. Everybody without a network, everybody writes the same words, everybody comes back. */
type Trouble = (typeof TROUBLES)[number] | 'both-offline'
const PEOPLE = ['mentor1', 'lead', 'mentor1']

/** `troubles`: how many of them; each kind comes once before any comes again. */
export async function walk(seed: number, { tablets = 2, troubles = TROUBLES.length, only, fault = none }: { tablets?: number; troubles?: number; only?: readonly Trouble[]; fault?: Fault } = {}): Promise<Walked> {
  const dice = new Dice(seed, 'browsers')
  const pupil = pupilCalled('Kacper', 'Wójcik')
  const server = await startSchool({ at: '10:20' })
  const history: Happening[] = []
  fault.server?.(server)
  const setting: Setting = { server, pupil: { id: pupil.id, name: fullName(pupil) }, history, arm: (tablet) => fault.tablet?.(tablet) ?? Promise.resolve() }
  const read = (): Pick<Kept, 'after'> & { row: Kept['before'] } => {
    const [row] = server.rows<{ f: string; s: string; h: string }>(`SELECT f, s, h FROM row WHERE t = 'weeklyReview' AND id = ?`, `review:${pupil.id}:2026-12-07`)
    return { after: row, row }
  }
  const before = read().row
  const walkers: Walker[] = []
  try {
    for (let index = 0; index < tablets; index++) walkers.push(await Walker.arrive(`${index + 1}-${PEOPLE[index]}`, PEOPLE[index] ?? 'mentor1', setting))
    let count = 0
    const text = (who: Walker): string => `${who.name} says ${seed}.${++count}.`
    const save = (who: Walker): Promise<void> => (dice.chance(0.2) ? who.noteAction(text(who)) : who.write(dice.pick<Field>(['wentWell', 'wentWell', 'nextStep']), text(who)))

    for (const trouble of only ?? shuffled(dice, TROUBLES).slice(0, troubles)) {
      await befall(trouble, dice.pick(walkers))
      for (const who of dice.chance(0.5) ? walkers : [dice.pick(walkers)]) await save(who)
      for (const who of walkers) await who.look()
      for (const who of walkers) if (who.isOffline && dice.chance(0.5)) await who.offline(false)
    }
    // Twice: what one sends last the others hear then.
    for (let round = 0; round < 2; round++) for (const who of walkers) await who.settle()
    for (const who of walkers) await who.openReview()
    for (const who of walkers) await who.look()
    for (const who of walkers) await who.ending()
    const kept = { before, after: read().after, ...beside() }
    await handOver(server, pupil.id, 'mentor2')
    for (const who of walkers) await who.afterHandOver(who.username === 'lead')
    return { seed, broken: check(history, kept), history, operations: kept.ops.length, conflicts: kept.ops.filter((one) => one.outcome === 'conflict').length }

    async function befall(kind: Trouble, who: Walker): Promise<void> {
      if (kind === 'offline') return who.isOffline ? undefined : who.offline(true)
      if (kind === 'both-offline') {
        for (const one of walkers) if (!one.isOffline) await one.offline(true)
        for (const one of walkers) await one.write('wentWell', text(one))
        for (const one of walkers) await one.look()
        for (const one of walkers) await one.offline(false)
        return
      }
      if (kind === 'reload') return who.reload()
      if (kind === 'kill') return who.killWhileSaving(dice.pick<Field>(['wentWell', 'nextStep']), text(who), dice.under(40))
      if (kind === 'window') return who.secondWindow()
      if (kind === 'lose-push') return who.loseReply(PATHS.push)
      if (kind === 'lose-pull') return who.loseReply(PATHS.pull)
      if (kind === 'clear') {
        if (who.isOffline) await who.offline(false)
        return who.loseStorage()
      }
      who.tell('sees the server killed and started again')
      await server.kill()
      await who.write('nextStep', text(who))
      await server.start()
    }
  } catch (error) {
    // A screen that a person cannot go on from is a broken promise too; what happened until then is still told.
    const what = error instanceof Error ? `${error.message.split('\n').slice(0, 12).join(' ')} ${(error.stack ?? '').split('\n').filter((line) => line.includes('tests/browsers/')).slice(0, 3).join(' ')}` : String(error)
    return { seed, broken: [{ rule: 'stuck', what }], history, operations: 0, conflicts: 0 }
  } finally {
    for (const who of walkers) await who.leave()
    await server.dispose()
  }

  function beside(): Pick<Kept, 'ops' | 'beside' | 'actions'> {
    const column = (sql: string): string[] => server.rows<{ said: string }>(sql).map(({ said }) => said)
    return {
      ops: server.rows('SELECT client_id, n, seq, outcome, eff_hlc, op FROM op ORDER BY seq, rowid'),
      beside: [...column('SELECT value AS said FROM field_history'), ...column(`SELECT f AS said FROM row WHERE t IN ('conflict', 'setAside')`), ...column('SELECT raw AS said FROM parked')],
      actions: column(`SELECT json_extract(f, '$.text') AS said FROM row WHERE t = 'dailyAction' AND json_extract(f, '$.text') LIKE '% says %'`),
    }
  }
}

function shuffled<T>(dice: Dice, all: readonly T[]): T[] {
  const left = [...all]
  return all.map(() => left.splice(dice.under(left.length), 1)[0] as T)
}
