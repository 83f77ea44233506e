/**
 * Before each file of unit tests. Files share their worker's modules, which halves the time of the run, so each screen that
 * a test mounts is taken down here.
 */
import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils'
import { afterEach } from 'vitest'

disableAutoUnmount()
enableAutoUnmount(afterEach)
