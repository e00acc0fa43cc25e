import { type OxlintOverride, defineConfig } from 'oxlint'

/** What cannot be loaded by a browser. */
const SERVER = String.raw`^(?:#core/(?:db|jobs|log|config|process)/|node:|(?:kysely|pg|fastify)$)`
const LIBRARIES = '^(?:kysely|pg|fastify)$'
const BROWSER = 'The browser cannot load this: ask the API through #web/api.ts.'

/** Files of a module by kind, as a neighbour or by the module's name: parts('data', 'jobs'). */
function parts(...kinds: string[]): string {
  return String.raw`^(?:#modules/[^/]+|\.|\.\.)/(?:${kinds.join('|')})(?:\.ts|/)`
}

/** What the files may not import, and where such code belongs. Types are free: they leave no trace at run time. */
function layer(files: string[], ...bans: [regex: string, message: string][]): OxlintOverride {
  const isOfServer = !files.some((file) => /\/ui\/|\/web\//.test(file))
  if (isOfServer) bans.push(['^#web/', 'The server does not know the browser: shared rules go to calc or contract.'])
  const patterns = bans.map(([regex, message]) => ({ regex, message, allowTypeImports: true }))
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } }
}

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['dist/**', 'data/**', 'tmp/**'],
  rules: {
    'max-lines': ['error', { max: 400 }],
    'no-console': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    'typescript/await-thenable': 'error',
    // A cell of a table is drawn by a function in a prop.
    'react/no-unstable-nested-components': ['error', { allowAsProps: true }],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],

    // Not ours: the JSX transform imports React itself, a transaction runs one statement after another on purpose …
    'react/react-in-jsx-scope': 'off',
    'no-await-in-loop': 'off',
    'no-new': 'off',
    'no-unmodified-loop-condition': 'off',
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
    'oxc/no-map-spread': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-generated-empty-object-type': 'off',
    'typescript/no-misused-spread': 'off',
    'typescript/no-unnecessary-type-conversion': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/unbound-method': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-new-array': 'off',
    'vitest/expect-expect': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/require-mock-type-parameters': 'off',
    // … and the kit builds grids, lists and charts by the ARIA patterns that these rules do not know.
    'jsx-a11y/click-events-have-key-events': 'off',
    'jsx-a11y/control-has-associated-label': 'off',
    'jsx-a11y/interactive-supports-focus': 'off',
    'jsx-a11y/mouse-events-have-key-events': 'off',
    'jsx-a11y/no-autofocus': 'off',
    'jsx-a11y/no-interactive-element-to-noninteractive-role': 'off',
    'jsx-a11y/no-noninteractive-element-interactions': 'off',
    'jsx-a11y/no-noninteractive-element-to-interactive-role': 'off',
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    'jsx-a11y/no-redundant-roles': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'jsx-a11y/role-supports-aria-props': 'off',
    'react/capitalized-calls': 'off',
    'react/exhaustive-effect-dependencies': 'off',
    'react/incompatible-library': 'off',
    'react/memo-dependencies': 'off',
    'react/no-array-index-key': 'off',
    'react/no-object-type-as-default-prop': 'off',
    'react/refs': 'off',
  },
  overrides: [
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    { files: ['scripts/**', 'bench/**', 'e2e/**', 'src/main.ts'], rules: { 'no-console': 'off' } },
    // Generated from the database.
    { files: ['src/core/db/tables.ts'], rules: { 'max-lines': 'off' } },
    {
      files: ['src/modules/*/ui/**/*.tsx', 'src/web/**/*.tsx'],
      rules: {
        'react/jsx-no-literals': [
          'error',
          { noStrings: false, ignoreProps: true, allowedStrings: [...'·—–/×:+%…→(),•'] },
        ],
      },
    },

    layer(
      ['src/core/**'],
      ['^#modules/', 'The core knows nothing of sales: move this into a module or take it as a parameter.'],
    ),
    layer(
      ['src/modules/*/calc.ts', 'src/modules/*/calc/**'],
      [
        `${parts('data', 'service', 'routes', 'jobs', 'api', 'policy')}|${SERVER}|^#core/(?:clock|http)/`,
        'Calculation is pure: no database, clock or request. Plain data and today are parameters, the service fetches them.',
      ],
    ),
    layer(
      ['src/modules/*/contract.ts', 'src/modules/*/contract/**'],
      [
        `${parts('data', 'service', 'routes', 'jobs', 'api', 'policy')}|${SERVER}|^#core/http/(?:server|routes)`,
        'The browser reads a contract as well: only zod schemas and #core/http/contract.ts.',
      ],
    ),
    layer(
      ['src/modules/*/policy.ts'],
      [
        `${parts('data', 'service', 'routes', 'jobs')}|${SERVER}`,
        'A policy is a pure table of who may: rows that it needs are parameters.',
      ],
    ),
    layer(
      ['src/modules/*/data.ts', 'src/modules/*/data/**'],
      [parts('service', 'routes', 'jobs'), 'Data lies below services: move what you need down into calc or data.'],
      ['^(?:fastify$|#core/http/)', 'Data takes tx and plain values, never the request.'],
    ),
    layer(
      ['src/modules/*/service.ts', 'src/modules/*/service/**'],
      [parts('routes', 'jobs'), 'A service does not know who calls it.'],
      [LIBRARIES, 'SQL lives in data.ts (one question, one function), requests in routes.ts.'],
    ),
    layer(
      ['src/modules/*/routes.ts'],
      [parts('jobs'), 'A route asks its service, which puts work into the queue.'],
      [LIBRARIES, 'A route binds contract to service in 3–6 lines: SQL lives in data.ts.'],
    ),
    layer(['src/modules/*/ui/**'], [`${parts('data', 'service', 'routes', 'jobs', 'api')}|${SERVER}`, BROWSER]),
    layer(['src/web/**'], [`${parts('data', 'service', 'routes', 'jobs', 'api')}|${SERVER}`, BROWSER]),
    layer(
      ['src/web/kit/**'],
      ['^#modules/', 'The kit holds no business: a piece of one module lives in its ui/ and is shared by ui/api.tsx.'],
      [SERVER, BROWSER],
    ),

    {
      files: ['**/*.test.ts', '**/*.test.tsx', 'src/testing*.ts'],
      rules: {
        'no-console': 'off',
        'no-restricted-imports': 'off',
        'react/jsx-no-literals': 'off',
        'vitest/valid-expect': 'off',
      },
    },
  ],
})
