/** The `test` of the browser specs: schools and tablets that are put away afterwards, and no complaint of the browser overlooked. */
import { test as base, expect, type TestInfo } from '@playwright/test'
import { startSchool, type SchoolServer } from './schoolServer.ts'
import { switchOn, switchOnLight, type LightOptions, type LightTablet, type Tablet, type TabletOptions } from './tablet.ts'

type Fixtures = {
  school: (options?: Parameters<typeof startSchool>[0]) => Promise<SchoolServer>
  tablet: (options?: LightOptions) => Promise<LightTablet>
  /** On disk: it can be killed, closed and opened again. */
  lastingTablet: (options?: TabletOptions) => Promise<Tablet>
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
  tablet: async ({ browser }, use, info) => lent((options) => switchOnLight(browser, options), use, info),
  lastingTablet: async ({ browserName: _ }, use, info) => lent(switchOn, use, info),
})

async function lent<Options, One extends LightTablet>(switchedOn: (options?: Options) => Promise<One>, use: (lend: (options?: Options) => Promise<One>) => Promise<void>, info: TestInfo): Promise<void> {
  const tablets: One[] = []
  await use(async (options) => {
    const tablet = await switchedOn(options)
    tablets.push(tablet)
    return tablet
  })
  for (const [index, tablet] of tablets.entries()) {
    const page = tablet.context.pages()[0]
    if (info.status !== info.expectedStatus && page && !page.isClosed()) await info.attach(`tablet ${index + 1}`, { body: await page.screenshot(), contentType: 'image/png' })
    await tablet.dispose()
  }
  expect(tablets.flatMap(({ complaints }) => complaints), 'What the browsers complained about').toEqual([])
}
export { expect }
