/** S13: two mentors share a tablet, each with work that was never sent. One forgets the passphrase and gets it back through the school; nothing of either is lost, and neither opens the other’s. */
import { fromBase64url, toBase64url } from '../../../src/data/vault/base64url.ts'
import { bringingBack, recoveryWrapOf, wrapForRecovery } from '../../../src/data/vault/recovering.ts'
import { createVault, openVault } from '../../../src/data/vault/vault.ts'
import { kekAtSchool, kekForTablet } from '../../../src/domain/people/recovery.ts'
import { ECDH_P256 } from '../../../src/domain/sync/sealTo.ts'
import { aNewVault, cheapPorts } from '../../data/vault/cheapPorts.ts'
import type { Figure } from '../figure.ts'

const { subtle } = crypto
const FRESH = 'violet harbour seven stones'

export const recovered: Figure = {
  name: 'recovered', rows: 'S13', inEveryRun: 5, campaign: 500,
  async measure(size, dice) {
    const broken: string[] = []
    let operations = 0
    // The school's key, and its end of it: as server/accounts/recovery.ts does it.
    const pair = await subtle.generateKey(ECDH_P256, false, ['deriveBits'])
    const lasting = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
    const seal = { id: 'A'.repeat(22), key: toBase64url(lasting) }
    for (let round = 1; round <= size; round++) {
      const no = (what: string): void => void broken.push(`round ${round}: ${what}`)
      const people = await Promise.all(['1', '2'].map(async (digit) => {
        const about = { ...aNewVault, vaultId: aNewVault.vaultId.replace('6', digit), person: `staff-${digit}`, passphrase: `copper lantern quiet otter ${digit}` }
        const { vault, header } = await createVault(about, cheapPorts)
        const unsent = Array.from({ length: 1 + dice.under(40) }, (_, n) => ({ n, text: `Never sent ${round}.${digit}.${n}` }))
        const outbox = await vault.sealMany('outbox', unsent.map((value) => ({ key: String(value.n), value })))
        return { about, unsent, outbox, header: await wrapForRecovery(header, vault, seal) }
      }))
      const [one, two] = people
      const wrap = one && recoveryWrapOf(one.header)
      if (!one || !two || !wrap) throw new Error('There are no two vaults')
      const bringing = await bringingBack()
      const whose = { person: one.about.person, vaultId: one.about.vaultId }
      const vmk = await subtle.unwrapKey('raw', fromBase64url(wrap.wrapped), await kekAtSchool(subtle, pair.privateKey, lasting, fromBase64url(wrap.half), whose), 'AES-KW', 'AES-GCM', true, ['encrypt'])
      const { key, half } = await kekForTablet(subtle, await subtle.generateKey(ECDH_P256, false, ['deriveBits']), fromBase64url(bringing.half), whose)
      const brought = { half: toBase64url(half), wrapped: toBase64url(new Uint8Array(await subtle.wrapKey('raw', vmk, key, 'AES-KW'))) }
      if ((await bringing.open(two.header, brought, FRESH, cheapPorts)).ok) no('what was brought for one opens the other’s vault')
      const under = await bringing.open(one.header, brought, FRESH, cheapPorts)
      if (!under.ok) {
        no(`it was not brought back: ${under.reason}`)
        continue
      }
      for (const [who, header, passphrase] of [[one, under.value, FRESH], [two, two.header, two.about.passphrase]] as const) {
        const opened = await openVault(header, passphrase, cheapPorts)
        const back = opened.ok ? await opened.value.openMany('outbox', who.unsent.map(({ n }, at) => ({ key: String(n), sealed: who.outbox[at]! }))) : []
        operations += back.length
        if (!opened.ok || JSON.stringify(back) !== JSON.stringify(who.unsent)) no(`${who.about.person} has not all of it back`)
      }
      if ((await openVault(under.value, one.about.passphrase, cheapPorts)).ok) no('the forgotten passphrase still opens')
      if ((await openVault(two.header, FRESH, cheapPorts)).ok) no('the new passphrase opens the other’s vault')
    }
    return { said: `${size} passphrases forgotten, ${operations} unsent operations of two people read again`, broken }
  },
}
