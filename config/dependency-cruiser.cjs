// "Which folder may import which", as a check. Each row names a folder and all that it may reach; anything else is refused.
const packages = (...names) => names.map((name) => `^node_modules/${name.replace('.', '\\.')}/`)

const domain = '^src/domain/'
const vueItself = packages('vue', '@vue')
const lookOfIt = packages('vue', '@vue', 'reka-ui', '@lucide/vue', 'qr')
const paperMakers = packages('jspdf', 'jspdf-autotable')
const serverLibraries = packages('fastify', 'fastify-plugin', '@fastify/[^/]+', 'kysely', 'better-sqlite3', '@types/better-sqlite3', 'pg', '@types/pg', '@node-rs/argon2', 'age-encryption', 'openid-client', '@simplewebauthn', 'zod', 'temporal-polyfill', '@types/node')

const mayImport = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
})

/** Nothing but the named files may import these packages. */
const oneDoor = (name, to, door) => ({
  name: `one-door-${name}`,
  comment: `${name} has one door: ${door}`,
  severity: 'error',
  from: { path: '^(src|server)/', pathNot: door },
  to: { path: to },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-is-found', severity: 'error', from: {}, to: { couldNotResolve: true } },

    mayImport('domain', domain, [domain, ...packages('zod', 'temporal-polyfill')], 'The domain knows only zod and temporal-polyfill.'),
    mayImport('ui', '^src/ui/(?!paper/)', ['^src/ui/', ...lookOfIt], 'The ui knows no pupils, and draws no paper outside ui/paper.'),
    mayImport('ui-paper', '^src/ui/paper/', ['^src/ui/', '^public/fonts/', ...lookOfIt, ...paperMakers], 'Paper is the only place for jspdf.'),
    mayImport('data', '^src/data/', ['^src/data/', domain, ...packages('dexie', 'hash-wasm', 'zod'), ...vueItself], 'Data knows the domain and its own store, and parses what the disk gives.'),
    mayImport('store', '^src/data/store/', ['^src/data/(store|vault)/', domain, ...packages('dexie', 'zod'), ...vueItself], 'What lies on the disk knows no screen, no tablet and no reading of it.'),
    mayImport('sync', '^src/sync/', ['^src/sync/', '^src/data/', domain, ...vueItself, ...packages('pinia', 'zod')], 'Sync knows no screens.'),
    mayImport(
      'features',
      '^src/features/([^/]+)/',
      ['^src/features/$1/', domain, '^src/data/', '^src/ui/', '^src/sync/index\\.ts$', ...vueItself, ...packages('pinia')],
      'A feature knows no other feature, and of the network one small door.',
    ),
    mayImport('shell', '^src/(shell/|main\\.ts$)', ['^src/', ...vueItself, ...packages('vue-router', 'pinia', 'workbox-window', '@simplewebauthn')], 'The frame may know everything in src.'),
    mayImport('service-worker', '^src/sw\\.ts$', packages('workbox-precaching', 'workbox-routing'), 'The service worker keeps the shell and nothing else.'),
    {
      name: 'server',
      comment: 'The server knows the domain, Node and its own libraries.',
      severity: 'error',
      from: { path: '^server/' },
      to: { pathNot: ['^server/', domain, ...serverLibraries], dependencyTypesNot: ['core'] },
    },
    { name: 'no-loose-folders', comment: 'src holds the seven folders of the house.', severity: 'error', from: { path: '^src/(?!(domain|data|sync|ui|features|shell)/|main\\.ts$|sw\\.ts$)' }, to: {} },
    { name: 'nobody-imports-the-shell', severity: 'error', from: { path: '^src/', pathNot: '^src/(shell/|main\\.ts$)' }, to: { path: '^src/(shell/|main\\.ts$|sw\\.ts$)' } },
    { name: 'nothing-ships-a-test', severity: 'error', from: { path: '^(src|server)/' }, to: { path: '^(tests|bench|scripts|config)/' } },

    oneDoor('openid-client', packages('openid-client'), '^server/accounts/signOnProvider'),
    oneDoor('@simplewebauthn/server', packages('@simplewebauthn/server'), '^server/accounts/passkeys'),
    oneDoor('@simplewebauthn/browser', packages('@simplewebauthn/browser'), '^src/shell/(passkeys|tabletLocks)'),
    oneDoor('pg', packages('pg', '@types/pg'), '^server/postgres'),
    oneDoor('dexie', packages('dexie'), '^src/data/'),
    oneDoor('hash-wasm', packages('hash-wasm'), '^src/data/'),
    oneDoor('jspdf', paperMakers, '^src/ui/paper/'),
    oneDoor('qr', packages('qr'), '^src/ui/qr/'),
    oneDoor('workbox-window', packages('workbox-window'), '^src/shell/'),
    {
      name: 'one-file-for-workbox-window',
      severity: 'error',
      module: { path: '^node_modules/workbox-window/', numberOfDependentsMoreThan: 1 },
      from: { path: '^src/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'config/tsconfig.app.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.mjs', '.js', '.vue', '.json'],
      conditionNames: ['import', 'module', 'browser', 'default', 'types'],
    },
  },
}
