/** Checks the shape of the house that no linter knows. `node scripts/check-structure.ts` prints every violation. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

/** Modules that own tables and publish views in the schema `facts`; all others answer questions and read those views. */
const FACT_MODULES = new Set([
  'auth', 'org', 'notifications', 'fields', 'clients', 'products', 'deals', 'activities', 'tasks', 'leads', 'payments', 'attachments', 'lists', 'handover', 'absences', 'plans',
  'imports', 'demo', 'search', 'spend', 'templates',
]) // prettier-ignore
const MODULE_FILES =
  /^(?:(?:contract|calc|policy|data|service|routes|jobs|api|texts\.ru|texts\.en)\.ts|(?:contract|calc|data|service)\/[\w./-]+\.ts|ui\/[\w./-]+\.(?:tsx?|module\.css)|[\w./-]+\.test\.tsx?)$/
const OPEN_TO_OTHERS = /^(?:api\.ts|contract\.ts|ui\/api\.tsx)$/
const VAGUE_NAME = /(?:^|[-/.])(?:utils?|helpers?|common|manager|base)(?=[-/.]|$)/
/** Written by programs, read by programs. */
const GENERATED = new Set(['src/core/db/tables.ts'])

/** @param files names relative to the root with '/', and contents */
export function violations(files: Map<string, string>): string[] {
  return [...files].flatMap(([name, text]) => {
    const [, module, rest] = /^src\/modules\/([^/]+)\/(.+)$/.exec(name) ?? []
    return [
      ...nameViolations(name, files),
      ...(module && rest ? [...shapeViolations(name, rest), ...arrowViolations(name, module, text)] : []),
      ...(module && !FACT_MODULES.has(module) ? tableViolations(name, module, text, tablesOf(files)) : []),
    ]
  })
}

function* nameViolations(name: string, files: Map<string, string>): Generator<string> {
  if (name.startsWith('src/') && VAGUE_NAME.test(name) && !name.endsWith('.css'))
    yield `${name}: a name that says nothing, name what it does`
  const [, stem, language] = /^(.*\/texts)\.(ru|en)\.ts$/.exec(name) ?? []
  if (!stem) return
  const other = files.get(`${stem}.${language === 'ru' ? 'en' : 'ru'}.ts`)
  if (other === undefined) yield `${name}: its twin in the other language is missing`
  if (language === 'en' && !/satisfies \w+/.test(files.get(name) ?? ''))
    yield `${name}: texts in English say "satisfies Texts"`
}

function* shapeViolations(name: string, rest: string): Generator<string> {
  if (!MODULE_FILES.test(rest)) yield `${name}: a module holds only the files listed in ARCHITECTURE.md`
}

/** Between modules only what is open to others; a fact module never reads an answer. */
function* arrowViolations(name: string, module: string, text: string): Generator<string> {
  if (/\.test\.tsx?$/.test(name)) return
  for (const [, other = '', file = ''] of text.matchAll(/['"]#modules\/([^/'"]+)\/([^'"]+)['"]/g)) {
    if (other === module) continue
    if (!OPEN_TO_OTHERS.test(file))
      yield `${name}: takes ${other}/${file}, but only api.ts, contract.ts and ui/api.tsx are open to others`
    const isUpstream = FACT_MODULES.has(module) && !FACT_MODULES.has(other) && !name.includes('/ui/')
    if (isUpstream) yield `${name}: the fact module ${module} must not know the answer ${other}`
  }
}

/** Answers read the views `facts.*`; tables of their own begin with the module's name. */
function* tableViolations(name: string, module: string, text: string, tables: Set<string>): Generator<string> {
  if (name.includes('.test.')) return
  for (const [, table = ''] of text.matchAll(
    /\b(?:from|join|into|update|selectFrom\(|Join\()\s*['"]?([a-z_]+)\b(?![.(])/g,
  )) {
    if (tables.has(table) && !table.startsWith(module))
      yield `${name}: reads the table ${table}, an answer reads facts.${table}`
  }
}

function tablesOf(files: Map<string, string>): Set<string> {
  const sql = [...files].filter(([name]) => name.endsWith('.sql')).map(([, text]) => text)
  return new Set([...sql.join('\n').matchAll(/^create table (\w+)/gm)].map(([, table = '']) => table))
}

/** Lines of the median file, of the ninth of ten, of the longest. */
function sizes(files: Map<string, string>): string {
  const own = [...files].filter(([name]) => /^src\/.*\.tsx?$/.test(name) && !GENERATED.has(name))
  const lines = own.map(([, text]) => text.split('\n').length).toSorted((one, two) => one - two)
  const at = (share: number): number => lines[Math.ceil(share * lines.length) - 1] ?? 0
  return `${lines.length} files; lines: median ${at(0.5)}, p90 ${at(0.9)}, longest ${at(1)}`
}

if (process.argv[1] === import.meta.filename) {
  const names = globSync(['src/**/*.{ts,tsx,css}', 'db/migrations/*.sql'], { cwd: root })
  const files = new Map(
    names.map((name) => [name.replaceAll(path.sep, '/'), readFileSync(path.join(root, name), 'utf8')]),
  )
  const found = violations(files)
  for (const violation of found) console.error(violation)
  console.log(sizes(files))
  process.exitCode = found.length > 0 ? 1 : 0
}
