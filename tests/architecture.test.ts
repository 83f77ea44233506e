// @vitest-environment node
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** A small house in which each import is either allowed or breaks one rule; the check must tell them apart. */
const house: Record<string, string> = {
  'src/domain/mark.ts': "import { z } from 'zod'; import '../data/commit.ts'; export const mark = z",
  'src/data/commit.ts': "import 'dexie'; import 'vue'; import 'pinia'; export const commit = 1",
  'src/data/store/database.ts': "import 'dexie'; import '../commit.ts'",
  'src/ui/AppButton.vue': '<script setup lang="ts">\nimport { mark } from "../domain/mark.ts"\nimport "reka-ui"\n</script>\n<template><b>{{ mark }}</b></template>',
  'src/ui/chart.ts': "import 'jspdf'",
  'src/ui/paper/sheet.ts': "import 'jspdf'; import '../chart.ts'",
  'src/sync/index.ts': "import { commit } from '../data/commit.ts'; export const sync = commit",
  'src/sync/engine.ts': "import '../ui/chart.ts'",
  'src/features/arrivals/arrivalsStore.ts': "import 'pinia'; import '../../sync/index.ts'; import type { Letter } from '../letters/letter.ts'; export type A = Letter",
  'src/features/letters/letter.ts': "import '../../sync/engine.ts'; export interface Letter { id: string }",
  'src/shell/update.ts': "import 'workbox-window'; import '../features/letters/letter.ts'",
  'src/shell/other.ts': "import 'workbox-window'",
  'src/utils/date.ts': "import 'vue'",
  'server/app.ts': "import 'node:fs'; import 'fastify'; import '../src/domain/mark.ts'; import '../src/sync/index.ts'",
}

interface Report {
  summary: { violations: { from: string; to: string; rule: { name: string } }[] }
}

describe('the dependency rule', () => {
  const top = mkdtempSync(join(tmpdir(), 'house-'))
  let broken: string[] = []

  beforeAll(() => {
    for (const [path, text] of Object.entries(house)) {
      mkdirSync(dirname(join(top, path)), { recursive: true })
      writeFileSync(join(top, path), text)
    }
    cpSync('config', join(top, 'config'), { recursive: true })
    symlinkSync(resolve('node_modules'), join(top, 'node_modules'))
    const program = resolve('node_modules/.bin/depcruise')
    const options = ['--config', 'config/dependency-cruiser.cjs', '--preserve-symlinks', '--output-type', 'json']
    const { stdout } = spawnSync(process.execPath, [program, ...options, 'src', 'server'], { cwd: top, encoding: 'utf8', maxBuffer: 64_000_000 })
    const { summary } = JSON.parse(stdout) as Report
    broken = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to.replace(/^(node_modules\/[^/]+).*/, '$1')}`)
  }, 60_000)

  afterAll(() => rmSync(top, { recursive: true, force: true }))

  it('refuses exactly the imports that the house forbids', () => {
    expect(broken.filter((line) => !/^(one-door|one-file)/.test(line)).sort()).toEqual([
      'data: src/data/commit.ts → node_modules/pinia',
      'domain: src/domain/mark.ts → src/data/commit.ts',
      'features: src/features/arrivals/arrivalsStore.ts → src/features/letters/letter.ts',
      'features: src/features/letters/letter.ts → src/sync/engine.ts',
      'no-loose-folders: src/utils/date.ts → node_modules/vue',
      'server: server/app.ts → src/sync/index.ts',
      'store: src/data/store/database.ts → src/data/commit.ts',
      'sync: src/sync/engine.ts → src/ui/chart.ts',
      'ui: src/ui/AppButton.vue → src/domain/mark.ts',
      'ui: src/ui/chart.ts → node_modules/jspdf',
    ])
  })

  it('gives each outside package one door', () => {
    expect(broken.filter((line) => /^(one-door|one-file)/.test(line)).map((line) => line.split(' →')[0]).sort()).toEqual([
      'one-door-jspdf: src/ui/chart.ts',
      'one-file-for-workbox-window: node_modules/workbox-window/build/workbox-window.prod.umd.js',
    ])
  })
})
