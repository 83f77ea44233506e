/** S4, at the vault itself: five wrong tries, also all at once, and the right PIN opens nothing more; the passphrase does, and nothing was wiped. */
import { openWithPin, pinProblem } from '../../../src/data/vault/pin.ts'
import { createVault, openVault } from '../../../src/data/vault/vault.ts'
import { aNewVault, cheapPorts } from '../../data/vault/cheapPorts.ts'
import type { Dice } from '../../sim/world/dice.ts'
import type { Figure } from '../figure.ts'

const aPin = (dice: Dice): string => {
  for (;;) {
    const digits = Array.from({ length: 6 + dice.under(4) }, () => dice.under(10)).join('')
    if (pinProblem(digits) === undefined) return digits
  }
}

export const pins: Figure = {
  name: 'pins', rows: 'S4', inEveryRun: 10, campaign: 1000,
  async measure(size, dice) {
    const broken: string[] = []
    for (let round = 1; round <= size; round++) {
      const no = (what: string): void => void broken.push(`round ${round}: ${what}`)
      const { vault, header } = await createVault(aNewVault, cheapPorts)
      const sealed = await vault.seal('outbox', '1', round)
      const right = aPin(dice)
      const envelope = await vault.makePinEnvelope(right)
      vault.close()
      const guesses = Array.from({ length: 5 }, () => aPin(dice)).map((guess) => (guess === right ? `${guess}7` : guess))
      // Some of them right in between: it opens, and the count begins again.
      const before = dice.under(5)
      for (const guess of guesses.slice(0, before)) if ((await openWithPin(envelope, guess)).ok) no('a wrong PIN opened it')
      if (!(await openWithPin(envelope, right)).ok) no(`the right PIN did not open it after ${before} wrong ones`)
      if (dice.chance(0.3)) await Promise.all(guesses.map((guess) => openWithPin(envelope, guess)))
      else
        for (const [index, guess] of guesses.entries()) {
          const answer = await openWithPin(envelope, guess)
          if (answer.ok || answer.triesLeft !== 4 - index) no(`after ${index + 1} wrong tries something else than ${4 - index} are left`)
        }
      if ((await openWithPin(envelope, right)).ok) no('the sixth try opened it')
      const opened = await openVault(header, aNewVault.passphrase, cheapPorts)
      if (!opened.ok || (await opened.value.open('outbox', '1', sealed)) !== round) no('the passphrase does not open what was sealed')
    }
    return { said: `${size} vaults, five wrong tries each`, broken }
  },
}
