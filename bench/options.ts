import path from 'node:path'
import { parseArgs } from 'node:util'

export interface BenchOptions {
  deals: number
  sellers: number
  departments: number
  months: number
  seed: number
  /** How long each question is repeated, in milliseconds. */
  questionMs: number
  movesMs: number
  importRows: number
  /** What to run; empty: everything. */
  only: readonly string[]
  /** Make the data set anew even if there is one. */
  fresh: boolean
  /** Where data sets are kept. */
  folder: string
}

export const HELP = `npm run bench -- [options]
  --deals 1000000      deals of the data set
  --sellers 200  --departments 10  --months 36  --seed 20
  --seconds 5          how long each question is asked
  --import 1000000     rows of the imported file; 0 leaves the import out
  --only starts,questions,analytics,moves,work,browser,import,memory
                       growth of analytics: run with --deals 10000, 100000, 1000000 --only analytics
  --fresh              make the data set anew
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
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const count = (name: 'deals' | 'sellers' | 'departments' | 'months' | 'seed' | 'seconds', least = 1) =>
    wholeNumber(name, values[name], least)
  const deals = count('deals')
  return {
    deals,
    sellers: count('sellers'),
    departments: count('departments'),
    months: count('months'),
    seed: count('seed', 0),
    questionMs: count('seconds') * 1_000,
    movesMs: count('seconds') * 2_000,
    importRows: values.import === undefined ? deals : wholeNumber('import', values.import, 0),
    only: values.only.split(',').filter(Boolean),
    fresh: values.fresh,
    folder: path.resolve(process.env['MOSTIK_BENCH_DIR'] ?? path.join(root, 'data-bench')),
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`--${name} ${text}: a whole number from ${least} is expected`)
  return value
}
