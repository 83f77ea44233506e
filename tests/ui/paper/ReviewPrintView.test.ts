import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import ReviewPrintView from '../../../src/ui/paper/ReviewPrintView.vue'
import { aSheet } from './sheets.ts'

afterEach(() => document.body.replaceChildren())

const theView = (): HTMLElement => document.body.querySelector<HTMLElement>('.review-print') ?? document.body

describe('the print view', () => {
  it('writes any script, whole, with one sheet for each pupil', () => {
    mount(ReviewPrintView, { props: { sheets: [aSheet({ pupilName: '王小明', pupilComment: 'Good 👍' }), aSheet()] }, attachTo: document.body })
    expect(theView().querySelectorAll('article')).toHaveLength(2)
    expect(theView().textContent).toContain('王小明')
    expect(theView().textContent).toContain('Good 👍')
  })

  it('shows what is typed as text, never as markup', () => {
    mount(ReviewPrintView, { props: { sheets: [aSheet({ wentWell: '<img src=x onerror=alert(1)>' })] }, attachTo: document.body })
    expect(theView().querySelector('img')).toBeNull()
    expect(theView().textContent).toContain('<img src=x onerror=alert(1)>')
  })

  it('closes with Escape', () => {
    const view = mount(ReviewPrintView, { props: { sheets: [aSheet()] }, attachTo: document.body })
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    expect(view.emitted('close')).toHaveLength(1)
  })
})
