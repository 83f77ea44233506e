// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase32, toBase32 } from '../../src/domain/sync/base32.ts'
import { instantAt, timeFromMinutes } from '../../src/domain/time/clock.ts'
import { isReceipt, LINES_A_PAGE, readCode, receiptOf, writeCode, type CodeLine, type Signer } from '../../src/domain/mornings/handOverCode.ts'
import { aHandOverKey, aSigner } from '../support/aHandOverKey.ts'

const day = '2026-12-10'
const head = { handOver: 'ABCDEFGHIA', date: day, madeAt: instantAt(day, '08:56'), makerId: 's-mentor1' }
const line = (pupilId: string, more: Partial<CodeLine> = {}): CodeLine => ({ pupilId, mark: '/', at: '08:44', clockVerified: true, amended: false, events: 1, ...more })
const only = async (lines: readonly CodeLine[], signer: Signer): Promise<string> => (await writeCode(lines, head, signer))[0] ?? ''
const keysOf = (signer: Signer) => () => Promise.resolve([signer])

describe('a hand-over as a code', () => {
  it('brings every mark, time, taken-back arrival and sign over unchanged, whatever they are', async () => {
    const signer = await aSigner(day)
    const mark = fc.constantFrom('/' as const, 'L' as const, 'U' as const)
    const told = fc.record({ mark, at: fc.integer({ min: 0, max: 1439 }).map(timeFromMinutes), clockVerified: fc.boolean(), amended: fc.boolean(), events: fc.integer({ min: 1, max: 255 }) })
    const takenBack = fc.record({ mark: fc.constant(null), at: fc.constant(null), clockVerified: fc.boolean(), amended: fc.boolean(), events: fc.integer({ min: 1, max: 255 }) })
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(told, takenBack), { maxLength: 45 }), async (tolds) => {
      const pages = await writeCode(tolds.map((one, index) => ({ pupilId: `p${index}`, ...one })), head, signer)
      expect(pages).toHaveLength(Math.max(1, Math.ceil(tolds.length / LINES_A_PAGE)))
      const read = await Promise.all(pages.map((text) => readCode(text, keysOf(signer))))
      expect(read.map((one) => one.ok)).toEqual(pages.map(() => true))
      expect(read.flatMap((one) => (one.ok ? one.value.lines : [])).map(({ pupil: _, ...rest }) => rest)).toEqual(tolds)
    }), { numRuns: 40 })
  })

  it('says who made it, on which day and when, and which page of how many it is', async () => {
    const signer = await aSigner(day)
    const pages = await writeCode(Array.from({ length: 21 }, (_, index) => line(`p${index}`)), head, signer)
    const read = await readCode(pages[1] ?? '', keysOf(signer))
    expect(read).toMatchObject({ ok: true, value: { handOver: 'ABCDEFGHIA', date: day, madeAt: head.madeAt, maker: await signer.refOf('staff', 's-mentor1'), part: 1, parts: 2 } })
  })

  it('holds no pupil’s id, and another reference for the same pupil the next day', async () => {
    const [today, tomorrow] = [await aSigner(day), await aSigner('2026-12-11')]
    const text = await only([line('p123-featherstonehaugh')], today)
    expect(Buffer.from(fromBase32(text.slice(5)) ?? []).toString('latin1')).not.toContain('p123')
    expect(await today.refOf('pupil', 'p1')).not.toBe(await tomorrow.refOf('pupil', 'p1'))
    expect(await today.refOf('pupil', 'p1')).not.toBe(await today.refOf('staff', 'p1'))
  })

  it('fits a QR code that a screen shows large: twenty marks are 321 letters', async () => {
    const signer = await aSigner(day)
    const text = await only(Array.from({ length: 20 }, (_, index) => line(`p${index}`)), signer)
    expect(text).toMatch(/^BLUE:[A-Z2-7]+$/)
    expect(text.length).toBeLessThanOrEqual(325)
  })

  it('is refused when any single letter of it was changed', async () => {
    const signer = await aSigner(day)
    const text = await only([line('p1'), line('p2', { mark: 'L', at: '08:52' })], signer)
    for (let at = 5; at < text.length; at++) {
      const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
      expect((await readCode(changed, keysOf(signer))).ok, `letter ${at}`).toBe(false)
    }
  })

  it('is refused under another school’s key, and read under an older key of the same school', async () => {
    const [ours, theirs] = [await aSigner(day), await aSigner(day, aHandOverKey('B'))]
    const text = await only([line('p1')], ours)
    expect(await readCode(text, keysOf(theirs))).toEqual({ ok: false, reason: 'not-signed' })
    expect((await readCode(text, () => Promise.resolve([theirs, ours]))).ok).toBe(true)
  })

  it('is told from any other QR code, from a broken one and from one of a later version', async () => {
    const signer = await aSigner(day)
    const text = await only([line('p1')], signer)
    for (const other of ['', 'https://school.example/menu', 'BLUE:', 'BLUE:A', 'BLUE:!!!!', text.slice(0, -8)]) expect(await readCode(other, keysOf(signer)), other).toMatchObject({ ok: false, reason: 'not-ours' })
    const later = fromBase32(text.slice(5)) ?? new Uint8Array()
    later[0] = 2
    expect(await readCode(`BLUE:${toBase32(later)}`, keysOf(signer))).toEqual({ ok: false, reason: 'newer-version' })
  })

  it('is read in small letters and with the spaces that a hand scanner or a person puts in', async () => {
    const signer = await aSigner(day)
    const text = await only([line('p1')], signer)
    expect((await readCode(` ${text.toLowerCase().slice(0, 30)} ${text.toLowerCase().slice(30)}\r\n`, keysOf(signer))).ok).toBe(true)
  })
})

describe('a receipt', () => {
  it('is six letters that belong to one hand-over of one day and one school', async () => {
    const signer = await aSigner(day)
    const receipt = await receiptOf(head, signer)
    expect(receipt).toMatch(/^[A-Z2-7]{3} [A-Z2-7]{3}$/)
    const others = [await receiptOf({ ...head, handOver: 'ABCDEFGHIQ' }, signer), await receiptOf({ ...head, date: '2026-12-11' }, await aSigner('2026-12-11')), await receiptOf(head, await aSigner(day, aHandOverKey('C')))]
    for (const other of others) expect(other).not.toBe(receipt)
  })
  it('may be typed without the space, in small letters, and with 0, 1 and 8 for O, I and B', () => {
    expect(isReceipt('kob2ix', 'KOB 2IX')).toBe(true)
    expect(isReceipt('K08-21X', 'KOB 2IX')).toBe(true)
    expect(isReceipt('', 'KOB 2IX')).toBe(false)
    expect(isReceipt('KOB 2IY', 'KOB 2IX')).toBe(false)
  })
})

describe('bytes as letters', () => {
  it('come back as they were, and letters that are none are refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(fromBase32(toBase32(bytes))).toEqual(Uint8Array.from(bytes))
    }))
    for (const wrong of ['A1', 'A', 'AAA', 'AB', 'ä']) expect(fromBase32(wrong), wrong).toBeUndefined()
  })
})
