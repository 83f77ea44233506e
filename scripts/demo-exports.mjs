// Writes demo/sims-*.csv: what the demo school's own system would export on the demo day. tests/server/demo.test.ts holds them to it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { demoExports } from '../server/demo/exports.ts'

mkdirSync('demo', { recursive: true })
for (const { name, text } of demoExports()) writeFileSync(`demo/${name}`, text)
