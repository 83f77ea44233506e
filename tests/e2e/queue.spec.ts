import { noteSentencesIn, surnamesIn } from '../support/browser/demoPeople.ts'
import { rehearse, signIn, tap, tile } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

const PHONE = /(\+44|\b0)\s?\d{3,4}[\s\d]{6,}/
const FLAGS = /\b(SEN|EHCP|Pupil Premium|PP|EAL|LAC|looked after|safeguarding)\b/i

test('What the queue sees is first names and buttons: no surname, note, flag or telephone number stands anywhere on the page', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet({ size: 'portrait' })
  await signIn(page, server, 'mentor1')
  const problems = async (): Promise<string[]> => {
    const html = await page.content()
    const text = await page.locator('body').innerText()
    return [
      ...surnamesIn(html),
      ...noteSentencesIn(html),
      ...[PHONE, FLAGS].flatMap((one) => one.exec(text)?.[0] ?? []),
    ]
  }
  await expect(tile(page, 'Kacper')).toBeVisible()
  expect(await problems()).toEqual([])

  await tap(page, 'Kacper')
  await expect(tile(page, 'Kacper').getByText('on time')).toBeVisible()
  expect(await problems(), 'with a mark and its message').toEqual([])

  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill('ay')
  await expect(tile(page, 'Ayomide')).toBeVisible()
  expect(await problems(), 'while searching').toEqual([])
  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill('')

  await page.getByRole('button', { name: 'Other time or reason for Layla' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await problems(), 'while setting a time').toEqual([])
  await page.keyboard.press('Escape')

  await rehearse(page, '09:20')
  await expect(page.getByText(/not arrived\./)).toBeVisible()
  expect(await problems(), 'after the register has closed').toEqual([])
})

test('Equal first names are told apart by form, and by an initial only within a form', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor2')
  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill('aisha')
  await expect(tile(page, 'Aisha')).toHaveText([/9B R/, /9B W/])
  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill('maya')
  await expect(tile(page, 'Maya')).toHaveCount(2)
  expect((await tile(page, 'Maya').allInnerTexts()).map((text) => /\d+[A-D]/.exec(text)?.[0]).sort()).toEqual(['10C', '9A'])
})
