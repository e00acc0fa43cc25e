import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Role, ROLES } from './page-questions.ts'

export interface BenchOptions {
  deals: number
  sellers: number
  departments: number
  months: number
  seed: number
  /** How long each question is repeated, in milliseconds; as long again as it takes to have enough answers for a p95. */
  questionMs: number
  movesMs: number
  importRows: number
  /** What to run; empty: everything. */
  only: readonly string[]
  /** As whom pages are asked. */
  roles: readonly Role[]
  /** Of the pages, those whose names begin so; empty: all of them. */
  page: string
  /** Make the data set anew even if there is one. */
  fresh: boolean
  /** Take a data set that older code has made: the server brings its schema up, its deals stay. */
  kept: boolean
  /** Where data sets are kept. */
  folder: string
}

export const PARTS = [
  'starts',
  'questions',
  'analytics',
  'pages',
  'loop',
  'moves',
  'work',
  'browser',
  'import',
  'memory',
  'growth',
] as const

export const HELP = `npm run bench -- [options]
  --deals 1000000      deals of the data set
  --sellers 200  --departments 10  --months 36  --seed 20
  --seconds 5          how long each question is asked; 0.3 is enough where p95 needs no more than 20 answers
  --import 1000000     rows of the imported file; 0 leaves the import out
  --only ${PARTS.join(',')}
                       absent: everything but growth, which asks the same of 10,000, 100,000 and, where it is kept, a million deals
  --as ${ROLES.join(',')}   as whom pages are asked
  --page sources       only the pages whose names begin so
  --fresh              make the data set anew
  --kept               take the kept data set even when older code has made it
MOSTIK_BENCH_DIR       where data sets are kept (./data-bench)`

/** @throws Error for unknown or broken arguments */
export function readOptions(argv: readonly string[], root: string): BenchOptions | null {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      deals: { type: 'string', default: '1000000' },
      sellers: { type: 'string', default: '200' },
      departments: { type: 'string', default: '10' },
      months: { type: 'string', default: '36' },
      seed: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '5' },
      import: { type: 'string' },
      only: { type: 'string', default: '' },
      as: { type: 'string', default: ROLES.join(',') },
      page: { type: 'string', default: '' },
      fresh: { type: 'boolean', default: false },
      kept: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const count = (name: 'deals' | 'sellers' | 'departments' | 'months' | 'seed', least = 1) =>
    wholeNumber(name, values[name], least)
  const deals = count('deals')
  const seconds = Number(values.seconds)
  if (!(seconds > 0)) throw new Error(`--seconds ${values.seconds}: a number above 0 is expected`)
  return {
    deals,
    sellers: count('sellers'),
    departments: count('departments'),
    months: count('months'),
    seed: count('seed', 0),
    questionMs: seconds * 1_000,
    // Below that the first second, which is not counted, is most of it.
    movesMs: Math.max(2_000, seconds * 2_000),
    importRows: values.import === undefined ? deals : wholeNumber('import', values.import, 0),
    only: listOf('only', values.only, PARTS),
    roles: listOf('as', values.as, ROLES),
    page: values.page,
    fresh: values.fresh,
    kept: values.kept,
    folder: path.resolve(process.env['MOSTIK_BENCH_DIR'] ?? path.join(root, 'data-bench')),
  }
}

/** @throws Error for a word that is not known: a misspelt part would measure nothing */
function listOf<Word extends string>(name: string, text: string, known: readonly Word[]): Word[] {
  return text
    .split(',')
    .filter(Boolean)
    .map((word) => {
      const found = known.find((one) => one === word)
      if (!found) throw new Error(`--${name} ${word}: ${known.join(', ')} are known`)
      return found
    })
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`--${name} ${text}: a whole number from ${least} is expected`)
  return value
}
