/**
 * Proves that the derived facts of every company are what its log gives, and puts right what is not: `node scripts/check-facts.ts`.
 * Works on DATABASE_URL, or on the own database of MOSTIK_DATA_DIR while the server is stopped; beside a running server use the page
 * «Проверка показателей». Ends with 1 when something differed.
 */
import path from 'node:path'
import { sql } from 'kysely'
import { readConfig } from '#core/config/config.ts'
import { StartProblem } from '#core/config/start-problem.ts'
import { problemSentence, textsOf } from '#core/config/texts.ts'
import { takeDataFolder } from '#core/db/data-folder.ts'
import { createDatabase } from '#core/db/database.ts'
import { startEmbeddedPostgres } from '#core/db/embedded-postgres.ts'
import { createGate } from '#core/db/gate.ts'
import { migrate } from '#core/db/migrate.ts'
import { createLog } from '#core/log/log.ts'
import { checkFacts } from '#modules/deals/api.ts'
import { checkPathTotals } from '#modules/funnel/api.ts'

const config = readConfig(process.env, path.resolve(import.meta.dirname, '..'))
const isRussian = config.language === 'ru'
try {
  process.exitCode = (await main()) === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof StartProblem ? problemSentence(error, textsOf(config.language)) : error)
  process.exitCode = 1
}
process.exit()

/** Gives how many rows differed in all companies. */
async function main(): Promise<number> {
  await using opened = new AsyncDisposableStack()
  let connection = config.databaseUrl === undefined ? null : { connectionString: config.databaseUrl }
  if (!connection) {
    const folder = takeDataFolder(config.dataDir)
    opened.defer(() => folder.release())
    const server = await startEmbeddedPostgres({ dataFolder: config.dataDir, log: createLog('error') })
    opened.defer(() => server.stop())
    connection = server.connection as never
  }
  await migrate(connection)
  const database = createDatabase(connection)
  opened.defer(() => database.destroy())
  const gate = createGate(database)
  const companies = await gate.asServer(async (tx) => {
    const { rows } = await sql<{ id: string; name: string; zone: string }>`
      select id, name, time_zone as zone from workspaces order by name, id`.execute(tx)
    return rows
  })
  let differed = 0
  for (const { id, name, zone } of companies) {
    const { deals, differences } = await gate.asServer(async (tx) => {
      const found = await checkFacts(tx, id, zone)
      return { ...found, differences: [...found.differences, await checkPathTotals(tx, id)] }
    })
    const wrong = differences.filter((one) => one.missing + one.wrong > 0)
    differed += wrong.reduce((sum, one) => sum + one.missing + one.wrong, 0)
    const what = isRussian ? `${name}: сделок ${deals}` : `${name}: ${deals} deals`
    console.log(wrong.length === 0 ? `${what}, ${isRussian ? 'расхождений нет' : 'nothing differs'}` : what)
    for (const { table, missing, wrong: more } of wrong)
      console.log(
        isRussian
          ? `  ${table}: не хватало ${missing}, лишних или неверных ${more}; исправлено`
          : `  ${table}: ${missing} missing, ${more} too many or wrong; mended`,
      )
  }
  return differed
}
