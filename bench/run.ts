/**
 * `npm run bench`: the product on a company of a million deals, measured over HTTP with real sessions, beside the same questions asked as raw SQL of the
 * written tables in the same run. Arguments: `npm run bench -- --help`. It writes nothing but its data set, outside git.
 */
import { loadavg } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { dataSet } from './data-set.ts'
import { measureLoop } from './measure-loop.ts'
import { type Moved, printMoves } from './measure-moves.ts'
import { measurePages } from './measure-pages.ts'
import { duckOf } from './duck.ts'
import { measureAnalytics } from './measure-analytics.ts'
import { measureBrowser } from './measure-browser.ts'
import { measureImport } from './measure-import.ts'
import { groundOf, measureQuestions } from './measure-questions.ts'
import { measureStarts } from './measure-starts.ts'
import { moveDeals } from './moves.ts'
import { measureWork } from './measure-work.ts'
import { type BenchOptions, HELP, readOptions } from './options.ts'
import { enter } from './people.ts'
import { type Memory, startServer } from './server.ts'
import { settled } from './settle.ts'
import { met, printTable } from './table.ts'

const RAW_LIMIT_MS = 60_000

const given = readOptions(process.argv.slice(2), path.resolve(import.meta.dirname, '..'))
if (given) await bench(given)
else console.log(HELP)
process.exit()

async function bench(options: BenchOptions): Promise<void> {
  const wants = (part: string) => options.only.length === 0 || options.only.includes(part)
  sayLoad('before')
  const set = await dataSet(options)
  const rows = Object.entries(set.counts).map(([table, count]) => `${count} ${table}`)
  console.log(`${set.isKept ? 'Kept data set' : 'New data set'}: ${rows.join(', ')}; made in ${set.madeInS} s`)

  if (wants('starts')) await measureStarts(set.folder)
  const server = await startServer(set.folder)
  const raw = new pg.Client(server.database)
  await raw.connect()
  await settled(raw)
  await raw.query('vacuum (analyze)')
  await raw.query(`set statement_timeout = ${RAW_LIMIT_MS}`)
  const moves: Moved[] = []
  const memory: Record<string, Memory | null> = { 'after the start': server.memory() }
  try {
    if (wants('questions')) {
      const ground = await groundOf(raw, set.workspaceId, set.cast.sellers[0]?.id ?? '')
      const people = set.cast.headPeople
      const owner = await enter(server.url, set.cast.owner)
      await measureQuestions('owner, everybody', server, owner, raw, ground, options)
      const head = await enter(server.url, set.cast.head)
      await measureQuestions(`head, ${people.length - 1} sellers`, server, head, raw, { ...ground, people }, options)
      memory['after the questions'] = server.memory()
    }
    if (wants('analytics')) {
      const ground = await groundOf(raw, set.workspaceId, set.cast.sellers[0]?.id ?? '')
      const people = set.cast.headPeople
      const duck = await duckOf(raw, set.workspaceId, options.folder)
      if (!duck) console.log('DuckDB is not installed, its column stays empty: npm install --no-save @duckdb/node-api')
      const owner = await enter(server.url, set.cast.owner)
      await measureAnalytics('owner, everybody', owner, raw, duck, ground, options)
      const head = await enter(server.url, set.cast.head)
      await measureAnalytics(`head, ${people.length - 1} sellers`, head, raw, duck, { ...ground, people }, options)
      duck?.close()
      memory['after the analytics'] = server.memory()
    }
    if (wants('pages')) {
      const ground = await groundOf(raw, set.workspaceId, set.cast.sellers[0]?.id ?? '')
      const duck = await duckOf(raw, set.workspaceId, options.folder)
      const { owner, head, headPeople, sellers } = set.cast
      const askers = [
        ['owner', owner, null],
        ['head', head, headPeople],
        ['seller', sellers[0]?.email ?? '', [ground.sellerId]],
      ] as const
      for (const [role, email, people] of askers) {
        const asking = { ...ground, people: people && [...people] }
        await measurePages(role, server, await enter(server.url, email), raw, duck, asking, options)
      }
      duck?.close()
      memory['after the pages'] = server.memory()
    }
    if (wants('loop')) {
      const ground = await groundOf(raw, set.workspaceId, set.cast.sellers[0]?.id ?? '')
      await measureLoop(await enter(server.url, set.cast.owner), set.cast.sellers, ground)
    }
    if (wants('moves')) {
      const sellers = await Promise.all(set.cast.sellers.map(({ email }) => enter(server.url, email)))
      for (const clients of [1, 16])
        moves.push({
          clients,
          ours: await moveDeals(server, sellers, raw, set.cast, { clients, forMs: options.movesMs }),
        })
      memory['after the moves'] = server.memory()
    }
    if (wants('work')) await measureWork(server, await enter(server.url, set.cast.owner), raw, set.workspaceId)
    if (wants('browser')) await measureBrowser(await enter(server.url, set.cast.owner), raw, set.workspaceId)
  } finally {
    await raw.end()
    await server.stop()
  }
  if (moves.length > 0) await printMoves(set, moves, options)
  if (wants('memory')) printMemory(memory)
  if (wants('import') && options.importRows > 0) await measureImport(options)
  sayLoad('after')
}

function printMemory(moments: Record<string, Memory | null>): void {
  const lines = Object.entries(moments).flatMap(([name, memory]) => {
    if (!memory) return []
    const together = memory.server + memory.database
    return [{ name, cells: [memory.server, memory.database, together, 1024, met(together <= 1024)] }]
  })
  printTable('Memory, MB (shared pages counted once)', ['', 'server', 'database', 'together', 'target', ''], lines)
}

/** Figures of a busy machine are worth less: the reader must know. */
function sayLoad(when: string): void {
  const loads = loadavg().map((load) => load.toFixed(1))
  console.log(`\nLoad of the machine ${when} (1, 5, 15 minutes): ${loads.join(' ')}`)
}
