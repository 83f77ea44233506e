/** A school and one tablet of it, put away when the work is done, however it ends. */
import type { TimeOfDay } from '../../../src/domain/time/clock.ts'
import { startSchool, type SchoolServer } from '../../support/browser/schoolServer.ts'
import { switchOn, type Tablet } from '../../support/browser/tablet.ts'

export async function onOneTablet<T>(at: TimeOfDay, work: (server: SchoolServer, tablet: Tablet) => Promise<T>): Promise<T> {
  const [server, tablet] = [await startSchool({ at }), await switchOn()]
  try {
    return await work(server, tablet)
  } finally {
    await tablet.dispose()
    await server.dispose()
  }
}
