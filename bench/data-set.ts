import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { createDatabase } from '#core/db/database.ts'
import { startEmbeddedPostgres } from '#core/db/embedded-postgres.ts'
import { createGate, type Gate } from '#core/db/gate.ts'
import { lockFolder } from '#core/db/folder-lock.ts'
import { migrate, readMigrations } from '#core/db/migrate.ts'
import { createLog } from '#core/log/log.ts'
import { foldCohorts } from '#modules/cohorts/data/fold.ts'
import { foldTotals } from '#modules/deals/jobs.ts'
import { foldPaths } from '#modules/funnel/data/paths.ts'
import { indexRecords } from '#modules/search/api.ts'
import { createDemoCompany } from '#modules/demo/api.ts'
import type { BenchOptions } from './options.ts'
import { type Cast, giveAccounts } from './people.ts'

/** A stopped data folder with a company of the wanted size. */
export interface DataSet {
  /** What MOSTIK_DATA_DIR is set to. */
  folder: string
  workspaceId: string
  cast: Cast
  /** Seconds that making it took; of whichever run made it. */
  madeInS: number
  counts: Record<'deals' | 'stage_changes' | 'activities' | 'stage_stays', number>
}

/** The data set of these parameters: a kept one, or a new one in its place. The folder is ours until the process ends. @throws StartProblem folderInUse */
export async function dataSet(options: BenchOptions): Promise<DataSet & { isKept: boolean }> {
  mkdirSync(options.folder, { recursive: true })
  unlock ??= lockFolder(options.folder)
  const folder = folderOf(options)
  const description = descriptionOf(options)
  const parameters = parametersOf(options)
  if (!options.fresh && existsSync(description)) {
    const kept = JSON.parse(readFileSync(description, 'utf8')) as DataSet & { parameters: typeof parameters }
    // Deals of last month or by older code are as many, only not what a new set would be.
    const wanted = options.kept
      ? { ...parameters, made: kept.parameters.made, month: kept.parameters.month }
      : parameters
    if (JSON.stringify(kept.parameters) === JSON.stringify(wanted)) {
      const isOlder = JSON.stringify(kept.parameters) !== JSON.stringify(parameters)
      if (isOlder) console.log(`The data set of ${kept.parameters.month} was made by other code and is taken as it is`)
      return { ...kept, folder, isKept: true }
    }
  }
  rmSync(folder, { recursive: true, force: true })
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  const made = await make(fresh, options)
  renameSync(fresh, folder)
  writeFileSync(description, JSON.stringify({ ...made, parameters }, null, 2))
  return { ...made, folder, isKept: false }
}

/** True when there is one of this size, by whatever code. */
export const hasDataSet = (options: BenchOptions): boolean => existsSync(descriptionOf(options))

let unlock: (() => void) | undefined

const folderOf = ({ folder, deals }: BenchOptions) => path.join(folder, `deals-${deals}`)
const descriptionOf = (options: BenchOptions) => path.join(folderOf(options), 'bench.json')

function parametersOf({ deals, sellers, departments, months, seed }: BenchOptions) {
  const month = new Date().toISOString().slice(0, 7)
  return { deals, sellers, departments, months, seed, made: codeHash(), month }
}

async function make(folder: string, options: BenchOptions): Promise<Omit<DataSet, 'folder'>> {
  const startedAt = performance.now()
  const server = await startEmbeddedPostgres({ dataFolder: folder, log: createLog('error') })
  try {
    await migrate(server.connection)
    const database = createDatabase(server.connection)
    try {
      const gate = createGate(database)
      let told = 0
      const { workspaceId } = await createDemoCompany(gate, new Date(), {
        ...options,
        name: 'Бенч',
        onProgress: (done) => {
          if (done - told < options.deals / 20) return
          told = done
          const perSecond = done / ((performance.now() - startedAt) / 1000)
          console.error(`  ${done} deals, ${Math.round(perSecond)} a second`)
        },
      })
      while ((await foldTotals(gate)) > 0);
      while ((await gate.asServer((tx) => foldCohorts(tx, 50_000))) > 0);
      while ((await foldPaths(gate)) > 0);
      while ((await indexRecords(gate)) > 0);
      await sql`vacuum (analyze)`.execute(database)
      await sql`checkpoint`.execute(database).catch(() => {})
      const counts = await countRows(gate)
      const cast = await giveAccounts(gate, workspaceId)
      return { workspaceId, cast, madeInS: Math.round((performance.now() - startedAt) / 1000), counts }
    } finally {
      await database.destroy()
    }
  } finally {
    await server.stop()
  }
}

async function countRows(gate: Gate): Promise<DataSet['counts']> {
  return gate.asServer(async (tx) => {
    const { rows } = await sql<DataSet['counts']>`
      select (select count(*) from deals) as deals, (select count(*) from stage_changes) as stage_changes,
             (select count(*) from activities) as activities, (select count(*) from stage_stays) as stage_stays`.execute(
      tx,
    )
    return rows[0] as DataSet['counts']
  })
}

/** Of what a data set is made of: the schema, the generator and the rules of the derived facts. */
function codeHash(): string {
  const hash = createHash('sha256')
  for (const { checksum } of readMigrations()) hash.update(checksum)
  for (const folder of ['demo', 'demo/calc', 'deals/calc']) {
    const place = path.resolve(import.meta.dirname, '../src/modules', folder)
    for (const name of readdirSync(place).toSorted()) {
      if (name.endsWith('.ts') && !name.includes('.test.')) hash.update(readFileSync(path.join(place, name)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}
