/**
 * `npm run bench`: the product on a company of a million deals, measured over HTTP with real sessions, beside the same questions asked as raw SQL of the
 * written tables in the same run. Arguments: `npm run bench -- --help`. It writes nothing but its data set, outside git.
 */
import { loadavg } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { type DataSet, dataSet } from './data-set.ts'
import { type Duck, duckOf } from './duck.ts'
import { measureAnalytics } from './measure-analytics.ts'
import { measureBrowser } from './measure-browser.ts'
import { measureGrowth } from './measure-growth.ts'
import { measureImport } from './measure-import.ts'
import { measureLoop } from './measure-loop.ts'
import { type Moved, printMoves } from './measure-moves.ts'
import { measurePages } from './measure-pages.ts'
import { groundOf, measureQuestions } from './measure-questions.ts'
import { measureStarts } from './measure-starts.ts'
import { measureWork } from './measure-work.ts'
import { moveDeals } from './moves.ts'
import { type BenchOptions, HELP, readOptions } from './options.ts'
import type { Role } from './page-questions.ts'
import { enter } from './people.ts'
import type { Ground } from './questions.ts'
import { type Memory, type RunningServer, startServer } from './server.ts'
import { settled } from './settle.ts'
import { met, printTable } from './table.ts'

const RAW_LIMIT_MS = 60_000

const given = readOptions(process.argv.slice(2), path.resolve(import.meta.dirname, '..'))
if (given) await bench(given)
else console.log(HELP)
process.exit()

async function bench(options: BenchOptions): Promise<void> {
  const wants = (part: string) => (options.only.length === 0 ? part !== 'growth' : options.only.includes(part))
  sayLoad('before')
  if (wants('growth')) await measureGrowth(options)
  if (options.only.every((part) => part === 'growth') && options.only.length > 0) return
  const set = await dataSet(options)
  saySet(set)
  const { workspaceId, cast } = set
  if (wants('starts')) await measureStarts(set.folder)
  const server = await startServer(set.folder)
  const raw = await rawOf(server)
  const ground = await groundOf(raw, workspaceId, cast.sellers[0]?.id ?? '')
  const askers = askersOf(set, ground)
  const moves: Moved[] = []
  const memory: Record<string, Memory | null> = { 'after the start': server.memory() }
  // What fails is told and the rest is measured all the same: a run takes most of an hour.
  const part = async (name: string, work: () => Promise<unknown>) => {
    if (!wants(name)) return
    try {
      if (wants('memory')) memory[`peak of ${name}`] = await server.peakDuring(work)
      else await work()
    } catch (error) {
      console.error(`  ${name} failed:`, error)
      process.exitCode = 1
    }
  }
  let duck: Duck | null = null
  try {
    if (wants('analytics') || wants('pages')) {
      duck = await duckOf(raw, workspaceId, options.folder)
      if (!duck) console.log('DuckDB is not installed, its column stays empty: npm install --no-save @duckdb/node-api')
    }
    await part('questions', async () => {
      for (const { role, email, ground: asked } of askers)
        if (role !== 'seller')
          await measureQuestions(nameOf(role, asked), server, await enter(server.url, email), raw, asked, options)
    })
    await part('analytics', async () => {
      for (const { role, email, ground: asked } of askers)
        if (role !== 'seller')
          await measureAnalytics(nameOf(role, asked), await enter(server.url, email), raw, duck, asked, options)
    })
    await part('pages', async () => {
      for (const { role, email, ground: asked } of askers)
        if (options.roles.includes(role))
          await measurePages(role, server, await enter(server.url, email), raw, duck, asked, options)
    })
    duck?.close()
    duck = null
    await part('loop', async () => measureLoop(server, await enter(server.url, cast.owner), raw, cast.sellers, ground))
    await part('moves', async () => {
      const sellers = await Promise.all(cast.sellers.map(({ email }) => enter(server.url, email)))
      for (const clients of [1, 16]) {
        const ours = await moveDeals(server, sellers, raw, cast, { workspaceId, clients, forMs: options.movesMs })
        moves.push({ clients, ours })
      }
    })
    await part('work', async () => measureWork(server, await enter(server.url, cast.owner), raw, workspaceId))
    await part('browser', async () => measureBrowser(await enter(server.url, cast.owner), raw, workspaceId))
  } finally {
    duck?.close()
    await raw.end()
    await server.stop()
  }
  if (moves.length > 0) await printMoves(set, moves, options)
  if (wants('memory')) printMemory(memory)
  if (wants('import') && options.importRows > 0) await measureImport(options)
  sayLoad('after')
}

/** The database past the product, at rest: nothing waits to be taken in and its statistics are fresh. */
async function rawOf(server: RunningServer): Promise<pg.Client> {
  const raw = new pg.Client(server.database)
  await raw.connect()
  await settled(raw)
  await raw.query('vacuum (analyze)')
  await raw.query(`set statement_timeout = ${RAW_LIMIT_MS}`)
  return raw
}

interface Asker {
  role: Role
  email: string
  ground: Ground
}

function askersOf({ cast }: DataSet, ground: Ground): Asker[] {
  return [
    { role: 'owner', email: cast.owner, ground },
    { role: 'head', email: cast.head, ground: { ...ground, people: cast.headPeople } },
    { role: 'seller', email: cast.sellers[0]?.email ?? '', ground: { ...ground, people: [ground.sellerId] } },
  ]
}

function nameOf(role: Role, { people }: Ground): string {
  return people ? `${role}, ${people.length - 1} sellers` : `${role}, everybody`
}

function saySet({ counts, madeInS, isKept }: DataSet & { isKept: boolean }): void {
  const rows = Object.entries(counts).map(([table, count]) => `${count} ${table}`)
  console.log(`${isKept ? 'Kept data set' : 'New data set'}: ${rows.join(', ')}; made in ${madeInS} s`)
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
