/** S14: a pupil is erased with canaries in every record. No byte of them is left in the database’s files, and nobody else loses one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scrubErased } from '../../../server/duties/scrub.ts'
import { openStore } from '../../../server/openStore.ts'
import { plantSchool } from '../../../server/seed.ts'
import { COMMAND } from '../../../server/audit/tell.ts'
import { erasePupil } from '../../../server/sync/erase.ts'
import { bucketOf } from '../../../src/domain/records.ts'
import { findBytes } from '../../support/browser/bytes.ts'
import { HELD, type Fields } from '../../support/aSchoolToWriteIn.ts'
import type { Figure } from '../figure.ts'

const PUPILS = ['p1', 'p2', 'p3', 'ended', 'covered', 'candidate9'] as const

export const erasures: Figure = {
  name: 'erasures', rows: 'S14', inEveryRun: 1, campaign: 20,
  async measure(size, dice) {
    const broken: string[] = []
    let records = 0
    for (let round = 1; round <= size; round++) {
      const folder = mkdtempSync(join(tmpdir(), 'blue-report-erased-'))
      const store = await openStore(join(folder, 'school.sqlite'))
      const pupilId = dice.pick(PUPILS)
      try {
        const canary = (id: string): string => `zq${round}-${id}-kvorrel`
        const rows = HELD.map((row) => {
          const of = /^pupil:([A-Za-z0-9_-]+)/.exec(bucketOf(row.t, row.f, row.id))?.[1]
          const f = Object.fromEntries(Object.entries(row.f as Fields).map(([field, value]) => [field, of !== undefined && typeof value === 'string' && (value.includes(' ') || field === 'surname') ? `${canary(of)} ${value}` : value]))
          return { ...row, f }
        })
        await plantSchool(store, { schoolId: 'school', name: 'Test School', accounts: [], rows })
        const others = PUPILS.filter((id) => id !== pupilId).map(canary)
        if (findBytes(folder, [canary(pupilId), ...others]).length < PUPILS.length) broken.push(`round ${round}: the scanner does not find what is there`)
        records += (await erasePupil(store, 'school', pupilId, COMMAND, Date.UTC(2026, 11, 10))).records
        await scrubErased(store)
        for (const { file } of findBytes(folder, [canary(pupilId)])) broken.push(`round ${round}: ${pupilId} is still in ${file}`)
        const left = new Set(findBytes(folder, others).map(({ word }) => word)).size
        if (left !== others.length) broken.push(`round ${round}: ${others.length - left} other pupils are gone too`)
      } finally {
        await store.close()
        rmSync(folder, { recursive: true })
      }
    }
    return { said: `${size} pupils erased, ${records} records`, broken }
  },
}
