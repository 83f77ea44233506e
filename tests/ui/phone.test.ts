import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { Inbox, NavRail, TabBar } from '../../src/ui/index.ts'

beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
const places = (count: number, current: number, sign?: number) =>
  Array.from({ length: count }, (_, index) => ({ to: `/${index}`, label: `Place ${index}`, icon: Inbox, current: index === current, ...(index === sign ? { sign: 'Look here' } : {}) }))

describe('The bar of a phone', () => {
  it('has every place where six are enough, and five and “More” where they are not; More leads to each of the rest', async () => {
    expect(mount(NavRail, { props: { items: places(6, 0) } }).find('button').exists()).toBe(false)
    const bar = mount(NavRail, { props: { items: places(8, 6, 7) }, attachTo: document.body })
    expect(bar.findAll('nav > ul > li').map((one) => [one.text(), one.classes('max-tablet:hidden')])).toEqual([
      ...[0, 1, 2, 3, 4].map((index) => [`Place ${index}`, false]), ...[5, 6, 7].map((index) => [`Place ${index}`, true]), ['More, something there is worth a look', false],
    ])
    await bar.get('nav > ul button').trigger('click')
    const links = bar.findAll('dialog li a')
    expect(links.map((one) => [one.attributes('href'), one.attributes('aria-current')])).toEqual([['/5', undefined], ['/6', 'page'], ['/7', undefined]])
    expect(links[2]?.text()).toContain('Look here')
    await links[0]!.trigger('click')
    expect(bar.get('dialog').attributes('open')).toBeUndefined()
    bar.unmount()
  })

  it('has one list to choose from for many tabs, and the tabs themselves for a few', async () => {
    const aBar = (count: number) => {
      const tabs = Array.from({ length: count }, (_, index) => ({ value: `t${index}`, label: `Tab ${index}` }))
      const current = ref('t0')
      const Screen = defineComponent(() => () => h(TabBar, { modelValue: current.value, 'onUpdate:modelValue': (value: string) => (current.value = value), label: 'Rules', tabs }, Object.fromEntries(tabs.map(({ value, label }) => [value, () => h('p', `This is ${label}`)]))))
      return mount(Screen)
    }
    expect(aBar(3).find('select').exists()).toBe(false)
    const many = aBar(7)
    expect(many.text()).toContain('This is Tab 0')
    await many.get('select').setValue('t6')
    expect(many.text()).toContain('This is Tab 6')
    many.unmount()
  })
})
