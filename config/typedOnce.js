/**
 * Typed linting with one program for the whole run. By itself the linter makes a new type checker for every .vue file, whose
 * script it hands over only then; here the scripts of all are read first. A text that is not the one on the disk (after a
 * fix), each expression of a template, and everything in an editor go the linter's own way.
 */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import vue from 'eslint-plugin-vue'
import ts from 'typescript'
import tseslint from 'typescript-eslint'

const vueParser = vue.configs['flat/base'].find(({ languageOptions }) => languageOptions?.parser)?.languageOptions.parser

/** What the linter will hand over as the script of a .vue file. @param {string} path */
function scriptOf(path) {
  let script = ''
  const parser = {
    /** @param {string} code @param {{ project?: string }} options */
    parseForESLint(code, options) {
      if (options.project !== undefined) script = code
      return tseslint.parser.parseForESLint(code, { ...options, project: undefined })
    },
  }
  const [block = ''] = /<script[^]*<\/script>/.exec(readFileSync(path, 'utf8')) ?? []
  vueParser.parseForESLint(block, { filePath: path, parser, project: 'the script’s alone' })
  return script
}

/** @param {string} path Of a tsconfig. */
function programOf(path) {
  const isVue = { extension: '.vue', isMixedContent: true, scriptKind: ts.ScriptKind.Deferred }
  const { config } = ts.readConfigFile(path, ts.sys.readFile)
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, dirname(path), { allowNonTsExtensions: true }, path, undefined, [isVue])
  const host = ts.createCompilerHost(parsed.options, true)
  const read = host.getSourceFile
  host.getSourceFile = (name, ...how) => (name.endsWith('.vue') ? ts.createSourceFile(name, scriptOf(name), how[0], true, ts.ScriptKind.TS) : read(name, ...how))
  return ts.createProgram({ rootNames: parsed.fileNames, options: parsed.options, host })
}

/** @param {string[]} paths Of the tsconfigs of what is linted. @returns A parser for the linter. */
export function typedOnce(paths) {
  const isOneRun = /[\\/]eslint(\.js)?$/.test(process.argv[1] ?? '')
  /** @type {ts.Program[] | undefined} */
  let programs
  return {
    meta: { name: 'typed-once', version: '1' },
    /** @param {string} code @param {import('typescript-eslint').ParserOptions} options */
    parseForESLint(code, options) {
      if (!isOneRun || options.project === undefined) return tseslint.parser.parseForESLint(code, options)
      programs ??= paths.map(programOf)
      const holds = programs.some((program) => program.getSourceFile(options.filePath)?.text === code)
      return tseslint.parser.parseForESLint(code, holds ? { ...options, programs } : options)
    },
  }
}
