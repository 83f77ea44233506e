/** S9: how long a refused sign-in takes says nothing of whether there is such an account; and a thousand guesses reach the check ten times in five minutes. In a campaign alone: an honest run fails a test of statistics now and then. */
import { PATHS } from '../../../src/domain/protocol.ts'
import { aServer } from '../../support/aServer.ts'
import type { Figure } from '../figure.ts'

const GUESSES = 1000
const MOST_MS = 5
const LEAST_P = 0.01

const sorted = (of: readonly number[]): number[] => [...of].sort((a, b) => a - b)
const median = (of: readonly number[]): number => sorted(of)[Math.floor(of.length / 2)] ?? Number.NaN
/** Kolmogorov and Smirnov, two samples, for many: how likely two equals would differ by as much. */
function likelihood(one: readonly number[], two: readonly number[]): number {
  const [a, b] = [sorted(one), sorted(two)]
  let [i, j, most] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    if ((a[i] ?? 0) <= (b[j] ?? 0)) i++
    else j++
    most = Math.max(most, Math.abs(i / a.length - j / b.length))
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length))
  const x = (size + 0.12 + 0.11 / size) * most
  let sum = 0
  for (let k = 1; k <= 100; k++) sum += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * x * x)
  return Math.min(1, Math.max(0, sum))
}

export const guessing: Figure = {
  name: 'guessing', rows: 'S9', inEveryRun: 0, campaign: 2000,
  async measure(size, dice) {
    const server = await aServer()
    const broken: string[] = []
    const taken: Record<'there' | 'not', number[]> = { there: [], not: [] }
    try {
      const tryOne = async (username: string, address: string): Promise<number> => {
        const start = performance.now()
        const reply = await server.ask({ method: 'POST', url: PATHS.session, payload: { username, passphrase: 'not the passphrase at all', clientId: 'client-one', tabletId: 'tablet-one' }, remoteAddress: address })
        if (reply.statusCode !== 401) broken.push(`a guess was answered ${reply.statusCode}`)
        return performance.now() - start
      }
      for (let count = 0; count < size; count++) {
        // Each from another address, so that no brake is felt; and never in the same order.
        server.clock.now += 60_000
        const address = `10.${dice.under(250)}.${dice.under(250)}.${dice.under(250)}`
        for (const which of dice.chance(0.5) ? (['there', 'not'] as const) : (['not', 'there'] as const)) taken[which].push(await tryOne(which === 'there' ? 'mentor1' : 'nobody1', address))
      }
      const apart = Math.abs(median(taken.there) - median(taken.not))
      const p = likelihood(taken.there, taken.not)
      if (apart > MOST_MS) broken.push(`the medians are ${apart.toFixed(2)} ms apart`)
      if (p < LEAST_P) broken.push(`the two can be told apart: p = ${p.toFixed(4)}`)

      server.clock.now += 3_600_000
      let checked = 0
      for (let guess = 0; guess < GUESSES; guess++) {
        const reply = await server.signIn('mentor1', { passphrase: `guess number ${guess} of many`, address: '10.0.0.1', tabletId: 'tablet-of-a-thief' })
        if (reply.statusCode === 401) checked++
      }
      if (checked > 10) broken.push(`${checked} of ${GUESSES} guesses were checked within five minutes`)
      return { said: `2 times ${size} sign-ins refused, medians ${median(taken.there).toFixed(2)} and ${median(taken.not).toFixed(2)} ms, p = ${p.toFixed(2)}; of ${GUESSES} guesses ${checked} were checked`, broken }
    } finally {
      await server.close()
    }
  },
}
