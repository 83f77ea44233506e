// @vitest-environment node
import { expect, it } from 'vitest'
import { holdInUse, vaultsInUse, whereNotInUse } from '../../src/data/tablet/vaultInUse.ts'

it('a vault is in use for every window until it has been let go, however many look at once', async () => {
  const [release, again] = [holdInUse('v1'), holdInUse('v1')]
  const looks = await Promise.all([vaultsInUse(), vaultsInUse(), vaultsInUse()])
  for (const look of looks) expect([...look]).toEqual(['v1'])
  expect(await whereNotInUse('v1', () => Promise.resolve('done'), 'in use')).toBe('in use')
  await release()
  expect([...(await vaultsInUse())], 'another window has it too').toEqual(['v1'])
  await again()
  expect([...(await vaultsInUse())]).toEqual([])
})

it('looking keeps nobody from working on a locked vault, and work on one does not make it look open', async () => {
  const during = await whereNotInUse('v2', async () => [...(await vaultsInUse())], ['in use'])
  expect(during).toEqual([])
  expect(await Promise.all([vaultsInUse(), whereNotInUse('v2', () => Promise.resolve('done'), 'in use')])).toEqual([new Set(), 'done'])
})
