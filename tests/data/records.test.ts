import { IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { computed } from 'vue'
import type { Change } from '../../src/data/store/commit.ts'
import { openVaultDatabase, type PartitionedRow } from '../../src/data/store/database.ts'
import { OutboxTaken } from '../../src/data/store/outbox.ts'
import { pack } from '../../src/data/store/packing.ts'
import { formerPackKey, shelfOf } from '../../src/data/store/packs.ts'
import { saveProblem } from '../../src/data/saveProblem.ts'
import { openRecords, randomId } from '../../src/data/records.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import { periodOfDay } from '../../src/domain/records.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { aMentor, aRow, aTablet } from '../support/aTablet.ts'

const note = (text: string, occurredAt = instantAt('2026-12-09', '15:00')): Change => ({
  kind: 'add', t: 'note', id: randomId(), f: { pupilId: 'p1', type: 'staff', text, occurredAt, enteredAt: occurredAt, raise: false },
})
const page = (rows: ReturnType<typeof aRow>[], from: number, to: number, more: Partial<{ lastN: number; dropBuckets: string[] }> = {}) => ({
  epoch: 'e1', from: { seq: from }, cursor: { seq: to }, more: false, lastN: 0, puts: rows as never, dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: 0, leaseUntil: 0, ...more,
})

describe('the open records', () => {
  it('show a saved change at once, live, and again after the tablet was locked and opened', async () => {
    const tablet = await aTablet()
    const texts = computed(() => tablet.records.memory.ofPupil('note', 'p1').map((row) => row.f.text))
    expect(texts.value).toEqual([])
    await tablet.records.commit([note('Settled well in Maths')])
    expect(texts.value).toEqual(['Settled well in Maths'])
    const again = await tablet.reopen()
    expect(again.memory.ofPupil('note', 'p1').map((row) => [row.f.text, row.by])).toEqual([['Settled well in Maths', aMentor.id]])
    expect(again.outbox.waiting.value.count).toBe(1)
  })

  it('number operations without a gap, also after a reopening and for taps at the same moment', async () => {
    const tablet = await aTablet()
    await Promise.all([1, 2, 3].map((one) => tablet.records.commit([note(`note ${one}`)])))
    const again = await tablet.reopen()
    await again.commit([note('a'), note('b')])
    const ops = again.outbox.unsent(0, 100)
    expect(ops.map((op) => op.n)).toEqual([1, 2, 3, 4, 5])
    expect(ops[3]?.g).toBe(ops[4]?.g)
    expect([...ops.map((op) => op.hlc)].sort()).toEqual(ops.map((op) => op.hlc))
  })

  it('take the server’s word once it has acknowledged, and keep showing unsent work over it before', async () => {
    const tablet = await aTablet()
    const id = reviewId('p1', '2026-12-07')
    await tablet.records.commit([{ kind: 'add', t: 'weeklyReview', id, f: { ...emptyReview('p1', '2026-12-07'), wentWell: 'mine' } }])
    const theirs = aRow('weeklyReview', id, { ...emptyReview('p1', '2026-12-07'), wentWell: 'theirs', nextStep: 'theirs too' })
    await tablet.records.sync.applyPage(page([theirs], 0, 5), 0)
    expect(tablet.records.memory.get('weeklyReview', id)?.f.wentWell).toBe('mine')
    await tablet.records.sync.applyPage(page([{ ...theirs, f: { ...theirs.f, wentWell: 'merged' } }], 5, 6, { lastN: 1 }), 0)
    expect(tablet.records.memory.get('weeklyReview', id)?.f.wentWell).toBe('merged')
    expect(tablet.records.outbox.waiting.value.count).toBe(0)
    const again = await tablet.reopen()
    expect(again.memory.get('weeklyReview', id)?.f.wentWell).toBe('merged')
    await again.commit([note('next')])
    expect(again.outbox.unsent(1, 9).map((op) => op.n)).toEqual([2])
  })

  it('drop a reply that answers an older question', async () => {
    const tablet = await aTablet()
    expect(await tablet.records.sync.applyPage(page([], 0, 7), 0)).toBe(true)
    expect(await tablet.records.sync.applyPage(page([aRow('staff', 's1', { name: 'X', initials: 'X', role: 'mentor', active: true })], 0, 3), 0)).toBe(false)
    expect(tablet.records.sync.state().cursor.seq).toBe(7)
  })

  it('open this half-term first and older history when asked, with rows that came one by one', async () => {
    const old = aRow('note', 'n-old', { pupilId: 'p1', type: 'staff', text: 'July', occurredAt: instantAt('2026-07-01', '10:00'), enteredAt: 0, raise: false })
    const tablet = await aTablet({ rows: [old] })
    const older = { ...old, id: 'n-older', f: { ...old.f, text: 'May', occurredAt: instantAt('2026-05-06', '10:00') } }
    await tablet.records.sync.applyPage(page([older], 1, 2), 0)
    const again = await tablet.reopen()
    expect(again.memory.ofPupil('note', 'p1')).toHaveLength(0)
    await again.loadOlder()
    expect(again.memory.ofPupil('note', 'p1').map((row) => row.f.text).sort()).toEqual(['July', 'May'])
  })

  it('let a bucket go that is no longer mine, but keep what I wrote in it until it is sent', async () => {
    const rows = [aRow('note', 'n1', { pupilId: 'p1', type: 'staff', text: 'theirs now', occurredAt: 0, enteredAt: 0, raise: false })]
    const tablet = await aTablet({ rows })
    await tablet.records.commit([note('written before the hand-over')])
    await tablet.records.sync.applyPage(page([], 1, 2, { dropBuckets: ['pupil:p1'] }), 0)
    const again = await tablet.reopen()
    await again.loadOlder()
    expect(again.memory.ofPupil('note', 'p1').map((row) => row.f.text)).toEqual(['written before the hand-over'])
    expect(again.outbox.waiting.value.count).toBe(1)
  })

  it('send an edit of what left the tablet in that very moment where it lay, or say that it has left, and never send it without saying whose it is', async () => {
    const row = aRow('note', 'n1', { pupilId: 'p1', type: 'staff', text: 'as it was', occurredAt: 0, enteredAt: 0, raise: false })
    const tablet = await aTablet({ rows: [row] })
    const saw = tablet.records.memory.get('note', 'n1')
    await tablet.records.sync.applyPage(page([], 1, 2, { dropBuckets: ['pupil:p1'] }), 0)
    await tablet.records.commit([{ kind: 'patch', t: 'note', id: 'n1', f: { text: 'edited in that moment' }, saw }])
    expect(tablet.records.sync.unsent(0, 10).map(({ bucket }) => bucket)).toEqual(['pupil:p1'])
    await tablet.records.commit([{ kind: 'patch', t: 'note', id: 'n1', f: { text: 'and once more' } }])
    expect(tablet.records.sync.unsent(0, 10).at(-1)?.bucket).toBe('pupil:p1')
    for (const change of [{ kind: 'patch', t: 'note', id: 'n2', f: { text: 'of one it never saw' } }, { kind: 'void', t: 'note', id: 'n2' }] as const) {
      const failed = await tablet.records.commit([change]).catch((error: unknown) => error)
      expect(saveProblem(failed)).toContain('This has just left your tablet')
    }
    expect(tablet.records.outbox.nextN()).toBe(3)
  })

  it('keep a half-typed draft through a kill, and forget it in the same act that saves', async () => {
    const tablet = await aTablet()
    await tablet.records.drafts.write('note:new:p1', { text: 'half a sen' })
    const again = await tablet.reopen()
    expect(await again.drafts.read('note:new:p1')).toEqual({ text: 'half a sen' })
    await again.commit([note('half a sentence')], { clearDraft: 'note:new:p1' })
    expect(await again.drafts.read('note:new:p1')).toBeUndefined()
  })

  it('fold a long log into packs and lose nothing', async () => {
    const tablet = await aTablet({ rows: [aRow('staff', 's0', { name: 'X', initials: 'X', role: 'mentor', active: true })] })
    const rows = Array.from({ length: 2100 }, (_, index) => aRow('note', `n${index}`, { pupilId: `p${index % 7}`, type: 'staff', text: `note ${index}`, occurredAt: instantAt('2026-12-01', '10:00') + index, enteredAt: 0, raise: false }))
    await tablet.records.sync.applyPage(page(rows, 1, 500), 0)
    await tablet.records.sync.fold()
    await tablet.records.sync.applyPage(page([aRow('note', 'n3', { ...rows[3]!.f, text: 'newer' }, { seq: 501 })], 500, 501), 0)
    const again = await tablet.reopen()
    expect(again.memory.all('note')).toHaveLength(2100)
    expect(again.memory.get('note', 'n3')?.f.text).toBe('newer')
  })

  it('fold what an earlier version put elsewhere, not knowing its kind, and lose nothing of what lies there already', async () => {
    const ofPupil = (id: string, seq: number) => aRow('note', id, { pupilId: 'p1', type: 'staff', text: id, occurredAt: instantAt('2026-12-01', '10:00'), enteredAt: 0, raise: false }, { seq })
    const tablet = await aTablet({ rows: [ofPupil('filed', 1)] })
    const db = await openVaultDatabase(tablet.vault.id, { indexedDB: tablet.indexedDB, IDBKeyRange })
    const [misfiled] = await tablet.vault.sealMany('packs', [{ key: await formerPackKey(tablet.vault, 'pupil:p1', 'always'), t: await tablet.vault.tag('period', 'always'), value: pack([ofPupil('misfiled', 2)]) }])
    await db.write('strict', ['packs'], ({ packs }) => packs.put(misfiled as PartitionedRow))
    await tablet.records.sync.applyPage(page(Array.from({ length: 2100 }, (_, index) => aRow('mentorship', `m${index}`, { pupilId: 'p1', mentorId: 'a', state: 'active', reason: '', startedOn: '2026-11-02' }, { seq: 3 + index })), 1, 500), 0)
    await tablet.records.sync.fold()
    db.close()
    const again = await tablet.reopen()
    expect([...again.memory.all('note')].map(({ id }) => id).sort()).toEqual(['filed', 'misfiled'])
    expect(again.memory.all('mentorship')).toHaveLength(2100)
  })

  it('of pupils who share a shelf go one pupil at a time, also where an earlier version gave each bucket a pack of its own', async () => {
    const ofPupil = (pupilId: string, seq: number, text = pupilId) => aRow('note', `n-${pupilId}-${text}`, { pupilId, type: 'staff', text, occurredAt: instantAt('2026-12-01', '10:00'), enteredAt: 0, raise: false }, { seq })
    expect(shelfOf('pupil:p1')).toBe(shelfOf('pupil:p13:desk'))
    const tablet = await aTablet({ rows: [ofPupil('p1', 1), ofPupil('p13', 2), ofPupil('p2', 3)] })
    const db = await openVaultDatabase(tablet.vault.id, { indexedDB: tablet.indexedDB, IDBKeyRange })
    const [first] = await db.read(['packs'], ({ packs }) => packs.toArray())
    const period = periodOfDay('2026-12-01')
    for (const [pupilId, seq] of [['p1', 4], ['p13', 5]] as const) {
      const former = await tablet.vault.seal('packs', await formerPackKey(tablet.vault, `pupil:${pupilId}`, period), pack([ofPupil(pupilId, seq, 'from before')]), first?.t)
      await db.write('strict', ['packs'], ({ packs }) => packs.put(former as PartitionedRow))
    }
    // A row alone in the log, and a state that does not say how many there are.
    const alone = await tablet.vault.seal('log', await tablet.vault.tag('row', 'note', 'alone'), ofPupil('p1', 6, 'logged before'), first?.t)
    const { logged: _, ...state } = tablet.records.sync.state()
    const said = await tablet.vault.seal('meta', 'sync', state)
    await db.write('strict', ['log', 'meta'], async ({ log, meta }) => {
      await log.put(alone as PartitionedRow)
      await meta.put(said)
    })
    const before = await tablet.reopen()
    expect(before.memory.all('note')).toHaveLength(6)
    await before.sync.applyPage(page([], 1, 7, { dropBuckets: ['pupil:p1'] }), 0)
    const texts = (records: typeof before): string[] => records.memory.all('note').map(({ f }) => `${f.pupilId} ${f.text}`).sort()
    expect(texts(await tablet.reopen())).toEqual(['p13 from before', 'p13 p13', 'p2 p2'])
    // Folding puts what lies in former packs onto the shelf.
    const last = await tablet.reopen()
    await last.sync.applyPage(page(Array.from({ length: 2100 }, (_, index) => ofPupil('p13', 8 + index, `${index}`)), 7, 600), 0)
    await last.sync.fold()
    expect(texts(await tablet.reopen())).toHaveLength(2103)
    expect(await db.read(['packs'], ({ packs }) => packs.count())).toBe(2)
    db.close()
  })

  it('are two windows’ in turn: what the other one saved stands, and this one is told that it knew too little', async () => {
    const tablet = await aTablet()
    await tablet.records.commit([note('before both')])
    const now = (): number => Date.UTC(2026, 11, 10, 8, 28)
    const other = await openRecords(tablet.vault, { indexedDB: tablet.indexedDB, IDBKeyRange, wall: now, now })
    await other.commit([note('saved in the other window')])
    await tablet.records.drafts.write('note:new:p1', { text: 'too late' })
    await expect(tablet.records.commit([note('too late')], { clearDraft: 'note:new:p1' })).rejects.toThrow(OutboxTaken)
    await expect(tablet.records.commit([note('too late'), note('again')])).rejects.toThrow(OutboxTaken)
    expect(await other.drafts.read('note:new:p1')).toEqual({ text: 'too late' })
    const again = await openRecords(tablet.vault, { indexedDB: tablet.indexedDB, IDBKeyRange, wall: now, now })
    expect(again.outbox.unsent(0, 9).map((op) => op.f?.['text'])).toEqual(['before both', 'saved in the other window'])
  })

  it('refuse a change that does not fit its record, and store nothing of it', async () => {
    const tablet = await aTablet()
    await expect(tablet.records.commit([{ kind: 'add', t: 'note', id: 'n', f: { pupilId: 'p1', type: 'staff', text: '', occurredAt: 0, enteredAt: 0, raise: false } }])).rejects.toThrow('text')
    expect(tablet.records.outbox.nextN()).toBe(1)
  })
})

describe('a draft', () => {
  it('is read as it is being written, by a form that opens again at once', async () => {
    const tablet = await aTablet()
    const { drafts } = tablet.records
    await drafts.write('note:new:p1', { text: 'before' })
    void drafts.write('note:new:p1', { text: 'now' })
    expect(await drafts.read('note:new:p1')).toEqual({ text: 'now' })
  })
  it('that an earlier version kept is read too, and one about an erased pupil goes, and no other', async () => {
    const tablet = await aTablet()
    const { drafts } = tablet.records
    for (const key of ['note:new:p1', 'note:new:p12', 'received-at']) await drafts.write(key, { of: 'p1' })
    await drafts.forget(new Set(['p1']))
    expect([await drafts.read('note:new:p1'), await drafts.read('note:new:p12'), await drafts.read('received-at')]).toEqual([undefined, { of: 'p1' }, { of: 'p1' }])
    const key = await tablet.vault.tag('draft', 'note:new:p3')
    const db = await openVaultDatabase(tablet.vault.id, { indexedDB: tablet.indexedDB, IDBKeyRange })
    const sealed = await tablet.vault.seal('drafts', key, { text: 'of an earlier version' })
    await db.write('strict', ['drafts'], ({ drafts: table }) => table.put(sealed))
    expect(await drafts.read('note:new:p3')).toEqual({ text: 'of an earlier version' })
    db.close()
  })
  it('that was still being written when its note was saved does not come back', async () => {
    const tablet = await aTablet()
    const slow = tablet.records.drafts.write('note:new:p1', { text: 'typed a moment ago' })
    const saved = tablet.records.commit([note('typed a moment ago')], { clearDraft: 'note:new:p1' })
    const late = tablet.records.drafts.write('note:new:p1', { text: 'typed a moment ago' })
    await Promise.all([slow, saved, late])
    await tablet.records.drafts.idle()
    expect(await tablet.records.drafts.read('note:new:p1')).toBeUndefined()
  })

  it('is kept when saving fails', async () => {
    const tablet = await aTablet()
    const failed = tablet.records.drafts.whileSaving('note:new:p1', async () => {
      await tablet.records.drafts.write('note:new:p1', { text: 'the last words' })
      throw new Error('the disk is full')
    })
    await expect(failed).rejects.toThrow('full')
    expect(await tablet.records.drafts.read('note:new:p1')).toEqual({ text: 'the last words' })
  })

  it('and a change that are being kept as the tablet locks are kept', async () => {
    const tablet = await aTablet()
    void tablet.records.drafts.write('note:new:p1', { text: 'locked in mid-sen' })
    void tablet.records.commit([note('locked in mid-save')])
    const again = await tablet.reopen()
    expect(await again.drafts.read('note:new:p1')).toEqual({ text: 'locked in mid-sen' })
    expect(again.memory.ofPupil('note', 'p1')).toHaveLength(1)
  })
})
