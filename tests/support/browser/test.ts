/** The `test` of the browser specs: schools and tablets that are put away afterwards, and no complaint of the browser overlooked. */
import { test as base, expect } from '@playwright/test'
import { startSchool, type SchoolServer } from './schoolServer.ts'
import { switchOn, type Tablet, type TabletOptions } from './tablet.ts'

type Fixtures = {
  school: (options?: Parameters<typeof startSchool>[0]) => Promise<SchoolServer>
  tablet: (options?: TabletOptions) => Promise<Tablet>
}

export const test = base.extend<Fixtures>({
  // eslint wants no empty pattern, Playwright wants a pattern: the fixture asks for what it does not need.
  school: async ({ browserName: _ }, use) => {
    const schools: SchoolServer[] = []
    await use(async (options) => {
      const school = await startSchool(options)
      schools.push(school)
      return school
    })
    for (const school of schools) await school.dispose()
  },
  tablet: async ({ browserName: _ }, use, info) => {
    const tablets: Tablet[] = []
    await use(async (options) => {
      const tablet = await switchOn(options)
      tablets.push(tablet)
      return tablet
    })
    for (const [index, tablet] of tablets.entries()) {
      const page = tablet.context.pages()[0]
      if (info.status !== info.expectedStatus && page && !page.isClosed()) await info.attach(`tablet ${index + 1}`, { body: await page.screenshot(), contentType: 'image/png' })
      await tablet.dispose()
    }
    expect(tablets.flatMap(({ complaints }) => complaints), 'What the browsers complained about').toEqual([])
  },
})
export { expect }
