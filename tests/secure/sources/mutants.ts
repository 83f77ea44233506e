/**
 * S17: one fault at a time is put into the vault and into the list of who may what (a comparison turned, a condition negated, a
 * number or a word changed), in a copy of the program, and the tests that are theirs are run over it. A fault that no test notices
 * is a survivor, and told. Stryker would try more kinds of faults; these are the ones that open a door.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import type { Figure } from '../figure.ts'

const LEAST = 0.85
const VITEST = join(process.cwd(), 'node_modules/.bin/vitest')
const PERMISSION = 'src/domain/permission.ts'
type Tests = readonly [project: 'unit' | 'server', ...files: string[]]
/** One after the other, the quick ones first: whoever notices ends it. */
const testsOf = (file: string): readonly Tests[] =>
  file === PERMISSION ? [['unit', 'tests/domain/whoMay.test.ts'], ['server', 'tests/server/scope.test.ts', 'tests/server/writes.test.ts']] : [['unit', 'tests/data/vault', 'tests/data/sealedFile.test.ts']]
const FILES = [...readdirSync('src/data/vault').filter((name) => !/Worker|kdf\.ts|argon2|trustedUrl|ports/.test(name)).map((name) => `src/data/vault/${name}`), PERMISSION]
const COPIED = ['src', 'server', 'tests', 'config', 'package.json', 'tsconfig.json', 'vite.config.ts', 'docs', 'demo', 'public']
const { SyntaxKind: Is } = ts
const TURNED: Partial<Record<ts.SyntaxKind, string>> = {
  [Is.EqualsEqualsEqualsToken]: '!==', [Is.ExclamationEqualsEqualsToken]: '===', [Is.LessThanToken]: '>=', [Is.GreaterThanToken]: '<=', [Is.LessThanEqualsToken]: '>', [Is.GreaterThanEqualsToken]: '<',
  [Is.AmpersandAmpersandToken]: '||', [Is.BarBarToken]: '&&', [Is.PlusToken]: '-', [Is.MinusToken]: '+',
}
/** Words that decide: how far somebody reaches, and who. */
const WORDS: Record<string, string> = { own: 'any', any: 'own', agenda: 'any', mentor: 'admin', 'lead-mentor': 'mentor', dht: 'mentor', office: 'mentor', admin: 'mentor', 'head-of-year': 'office' }

type Mutant = { file: string; start: number; end: number; text: string; was: string; line: number }

function mutantsOf(file: string): Mutant[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Mutant[] = []
  const put = (node: ts.Node, text: string): void => void found.push({ file, start: node.getStart(), end: node.getEnd(), text, was: node.getText(), line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 })
  const visit = (node: ts.Node): void => {
    // Types and schemas’ own words are the compiler’s and zod’s to watch.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
    if (ts.isBinaryExpression(node)) {
      const text = TURNED[node.operatorToken.kind]
      if (text !== undefined) put(node.operatorToken, text)
    } else if (ts.isIfStatement(node)) put(node.expression, `!(${node.expression.getText()})`)
    else if (ts.isConditionalExpression(node)) put(node.condition, `!(${node.condition.getText()})`)
    else if (ts.isPrefixUnaryExpression(node) && node.operator === Is.ExclamationToken) put(node, node.operand.getText())
    else if (ts.isNumericLiteral(node)) put(node, `${node.text} + 1`)
    else if (node.kind === Is.TrueKeyword) put(node, 'false')
    else if (node.kind === Is.FalseKeyword) put(node, 'true')
    else if (ts.isStringLiteral(node) && file.endsWith('permission.ts')) put(node, `'${WORDS[node.text] ?? node.text}'`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found.filter(({ text, was }) => text !== was)
}

export const mutants: Figure = {
  name: 'mutants', rows: 'S17', inEveryRun: 0, campaign: 441,
  async measure(size, dice) {
    const folder = mkdtempSync(join(tmpdir(), 'blue-report-mutants-'))
    for (const one of COPIED) cpSync(one, join(folder, one), { recursive: true })
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
    const passes = (file: string): boolean =>
      testsOf(file).every(([project, ...tests]) => spawnSync(VITEST, ['run', '--config', 'config/vitest.config.ts', '--project', project, '--bail', '1', ...tests], { cwd: folder, stdio: 'ignore', timeout: 120_000 }).status === 0)
    const survivors: string[] = []
    try {
      if (![FILES[0] ?? PERMISSION, PERMISSION].every(passes)) throw new Error('The tests do not pass before anything is changed')
      const left = FILES.flatMap(mutantsOf)
      const all = left.length
      const tried = Array.from({ length: Math.min(size, all) }, () => left.splice(dice.under(left.length), 1)).flat()
      for (const one of tried) {
        const { file, start, end, text, was, line } = one
        const whole = readFileSync(file, 'utf8')
        writeFileSync(join(folder, file), whole.slice(0, start) + text + whole.slice(end))
        if (passes(file)) {
          survivors.push(`${file}:${line} ${was.slice(0, 60)} → ${text.slice(0, 60)}`)
          // A campaign takes half an hour: whoever waits sees what it has found.
          console.error(`  ${tried.indexOf(one) + 1} of ${tried.length}: ${survivors.at(-1) ?? ''}`)
        }
        writeFileSync(join(folder, file), whole)
      }
      const score = 1 - survivors.length / tried.length
      const said = `${tried.length} of ${all} faults tried, ${(100 * score).toFixed(0)}% noticed; survivors: ${survivors.length}`
      return { said, broken: score < LEAST ? [`less than ${100 * LEAST}% were noticed`] : [], noted: survivors }
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
