import { fileURLToPath } from 'node:url'
import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import { defineConfig, globalIgnores } from 'eslint/config'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { typedOnce } from './typedOnce.js'

const typed = ['**/*.ts', '**/*.vue']
const projects = ['tsconfig.lint.json', 'tsconfig.sw.json'].map((name) => fileURLToPath(new URL(name, import.meta.url)))
const parser = typedOnce(projects)

const network = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({ name, message: 'src/sync/http.ts is the only door to the network.' }))
const networkThroughWindow = ['window', 'self', 'globalThis'].map((object) => ({ object, property: 'fetch', message: 'src/sync/http.ts is the only door to the network.' }))

// The linter cannot see the types of template refs and components inside .vue files; vue-tsc does, and strictly.
const seenByVueTscOnly = ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [`@typescript-eslint/no-unsafe-${use}`, 'off'])

const relative = { regex: String.raw`^\.{1,2}/(?!.*\.(ts|vue|mjs|js|json|css|svg|ttf|woff2|wasm)(\?.*)?$)`, message: 'End relative imports in .ts or .vue, so that Node runs the same files.' }
const rawClock = { regex: String.raw`/data/clock\.ts$`, importNames: ['tick', 'now'], message: 'A screen goes by the corrected clock: useSchoolClock() in src/sync.' }

const time = 'The domain is told the moment: take `now` as an argument.'
const chance = 'The domain takes no chances: take the id or the random number as an argument.'

export default defineConfig(
  globalIgnores(['dist/**', 'data/**', 'coverage/**', 'test-results/**', 'playwright-report/**', '.cache/**', '**/*.d.ts']),
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  { files: typed, extends: [tseslint.configs.recommendedTypeChecked] },
  ...vue.configs['flat/recommended'], // after the line above: its parser reads .vue files and hands their scripts on
  ...accessibility.configs['flat/recommended'],
  {
    files: typed,
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        parser,
        project: projects,
        tsconfigRootDir: new URL('..', import.meta.url).pathname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'no-undef': 'off', // TypeScript sees to it
      'no-control-regex': 'off', // text from files and keyboards is cleaned of them
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off', // a store or a route may be async by contract
      'no-restricted-imports': ['error', { patterns: [relative] }],
    },
  },
  { files: ['**/*.ts'], languageOptions: { parser } },
  {
    files: ['**/*.vue'],
    rules: {
      ...Object.fromEntries(seenByVueTscOnly),
      'vue/no-v-html': 'error',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off', // an optional prop is undefined, and its type says so
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    // A click on the backdrop closes a native dialog; the keyboard's way is Escape, which the browser gives.
    files: ['src/ui/overlays/*.vue'],
    rules: { 'vuejs-accessibility/click-events-have-key-events': 'off', 'vuejs-accessibility/no-static-element-interactions': 'off' },
  },
  // The table hears the keys of its cells, which are buttons.
  { files: ['src/features/scores/ScoreGrid.vue'], rules: { 'vuejs-accessibility/no-static-element-interactions': 'off' } },
  { files: ['src/**', 'server/**', 'bench/**'], rules: { 'max-lines': ['warn', 220] } },
  {
    files: ['src/**'],
    // The paper worker reads the two fonts it draws with from our own precache: a file of the app, not the network.
    ignores: ['src/sync/http.ts', 'src/ui/paper/loadFonts.ts'],
    rules: { 'no-restricted-globals': ['error', ...network], 'no-restricted-properties': ['error', ...networkThroughWindow] },
  },
  { files: ['src/features/**'], rules: { 'no-restricted-imports': ['error', { patterns: [relative, rawClock] }] } },
  {
    files: ['src/domain/**'],
    rules: {
      'no-restricted-globals': ['error', ...network, { name: 'crypto', message: chance }, { name: 'performance', message: time }],
      'no-restricted-properties': [
        'error',
        ...networkThroughWindow,
        { object: 'Date', property: 'now', message: time },
        { object: 'Temporal', property: 'Now', message: time },
        { object: 'Math', property: 'random', message: chance },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: time },
        { selector: "CallExpression[callee.name='Date']", message: time },
      ],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/domain/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]", message: 'Write text, never HTML: it may hold what a pupil wrote.' },
        { selector: "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]", message: 'Write text, never HTML: it may hold what a pupil wrote.' },
      ],
    },
  },
  { files: ['tests/**'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  prettier,
)
