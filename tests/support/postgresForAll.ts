/** Before the tests on PostgreSQL: one cluster for all of them; each test file's stores have schemas of their own in it. */
import { startPostgres } from './postgresCluster.ts'

export async function setup(): Promise<() => Promise<void>> {
  const cluster = await startPostgres()
  process.env['BLUE_REPORT_TEST_POSTGRES'] = cluster.url()
  return cluster.stop
}
