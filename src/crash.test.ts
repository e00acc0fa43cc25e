/**
 * Twenty rounds of people writing and importing while the server, the database or both are killed at random points. Nothing that was acknowledged may
 * be lost or done twice, no import may be half there, and the facts must be what the log gives. The database has fsync on, as in production.
 */
import path from 'node:path'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { createDatabase } from '#core/db/database.ts'
import { createGate, type Tx } from '#core/db/gate.ts'
import { rebuildFacts } from '#modules/deals/api.ts'
import { numbers } from './testing-numbers.ts'
import {
  answered,
  cleanUp,
  databaseProcesses,
  killIfThere,
  freePort,
  postmasterOf,
  type ServerProcess,
  startServer,
  stopServer,
  testFolder,
} from './testing-process.ts'

const ROUNDS = 20
const WRITERS = 6
const SEED = 7
const ZONE = 'Europe/Moscow'

afterAll(cleanUp)

/** A deal as its writer was told it is. */
interface Known {
  id: string
  title: string
  stageId: string
  amountMinor: number
  version: number
}

/** A command whose answer never came: it must be possible to repeat it by its key. */
interface Doubtful {
  command: Command
  done(answer: unknown): void
}

interface Command {
  method: 'POST' | 'PATCH'
  path: string
  body: object
  key: string
}

interface Installation {
  dataDir: string
  server: ServerProcess
  port: number
  cookie: string
}

async function open(): Promise<Installation> {
  const dataDir = testFolder()
  const port = await freePort()
  const server = await startServer({ dataDir, port })
  const answer = await fetch(`${server.url}/api/setup/company`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      company: { name: 'Ромашка', timeZone: ZONE, currency: 'RUB', calendar: 'ru' },
      owner: { fullName: 'Иван Петров', email: 'ivan@example.ru', password: 'correct horse battery' },
      language: 'ru',
    }),
  })
  expect(answer.status, await answer.clone().text()).toBe(200)
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  return { dataDir, server, port, cookie: cookie.join('; ') }
}

/** Gives the answer; null when the connection broke or the database was away: nobody knows whether it was done. */
async function perform(
  { server, cookie }: Installation,
  { method, path: place, body, key }: Command,
): Promise<unknown> {
  try {
    const answer = await fetch(`${server.url}/api${place}`, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': key, cookie },
      body: JSON.stringify(body),
    })
    const given = (await answer.json()) as unknown
    if (answer.ok) return given
    if (answer.status >= 500) return null
    throw new Error(`${method} ${place}: ${answer.status} ${JSON.stringify(given)}`)
  } catch (error) {
    if (error instanceof TypeError || (error as Error).name === 'AbortError') return null
    throw error
  }
}

/** Writes until told to stop, or until an answer does not come. */
async function write(
  installation: Installation,
  own: Known[],
  stages: readonly string[],
  random: (below: number) => number,
  isOver: () => boolean,
): Promise<Doubtful | null> {
  while (!isOver()) {
    const doubtful = nextCommand(own, stages, random)
    const answer = await perform(installation, doubtful.command)
    if (answer === null) return doubtful
    doubtful.done(answer)
  }
  return null
}

function nextCommand(own: Known[], stages: readonly string[], random: (below: number) => number): Doubtful {
  const key = crypto.randomUUID()
  const deal = own[random(Math.max(1, own.length))]
  const kind = random(10)
  if (!deal || kind < 3) {
    const body = { title: `Сделка ${random(1_000_000)}`, amountMinor: random(10_000_000), stageId: stages[0] }
    return {
      command: { method: 'POST', path: '/deals', body, key },
      done: (answer) => own.push(knownFrom(answer)),
    }
  }
  const place = own.indexOf(deal)
  if (kind < 7) {
    const stageId = stages.filter((stage) => stage !== deal.stageId)[random(stages.length - 1)]
    return {
      command: { method: 'POST', path: `/deals/${deal.id}/move`, body: { stageId, version: deal.version }, key },
      done: (answer) => (own[place] = knownFrom((answer as { deal: unknown }).deal)),
    }
  }
  const body = {
    version: deal.version,
    changes: { amountMinor: random(10_000_000), title: `Правка ${random(1_000_000)}` },
  }
  return {
    command: { method: 'PATCH', path: `/deals/${deal.id}`, body, key },
    done: (answer) => (own[place] = knownFrom(answer)),
  }
}

function knownFrom(answer: unknown): Known {
  const { id, title, stage, amountMinor, version } = answer as Known & { stage: { id: string } }
  return { id, title, stageId: stage.id, amountMinor, version }
}

/** A file on its way into the company. */
interface Import {
  /** Its deals have ids that begin so. */
  name: string
  id: string | null
  status: string
}

const IMPORTED_ROWS = 300

/** Takes the import on, as a person with a browser would; stops where an answer does not come. Gives whether it is done. */
async function bringIn(installation: Installation, one: Import): Promise<boolean> {
  const ask = async (method: string, place: string, body?: string, type = 'application/json') => {
    const { server, cookie } = installation
    const headers = { cookie, ...(body !== undefined && { 'content-type': type }) }
    const answer = await fetch(`${server.url}/api${place}`, { method, headers, ...(body !== undefined && { body }) })
    const given = (await answer.json()) as Record<string, unknown>
    if (!answer.ok) throw new Error(`${method} ${place}: ${answer.status} ${JSON.stringify(given)}`)
    return given
  }
  try {
    if (!one.id) {
      const rows = Array.from(
        { length: IMPORTED_ROWS },
        (_, row) => `${one.name}-${row};Сделка ${one.name}-${row};Успешно;1 000,00;05.10.2026;12.10.2026`,
      )
      const file = ['ID;Название сделки;Этап сделки;Бюджет;Дата создания;Дата закрытия', ...rows].join('\n')
      one.id = String((await ask('POST', `/imports?name=${one.name}.csv`, file, 'text/csv'))['id'])
    }
    for (;;) {
      one.status = String((await ask('GET', `/imports/${one.id}/progress`))['status'])
      if (one.status === 'done') return true
      if (one.status === 'failed')
        throw new Error(`the import failed: ${JSON.stringify(await ask('GET', `/imports/${one.id}`))}`)
      if (one.status === 'ready') {
        const { suggestion } = (await ask('GET', `/imports/${one.id}`)) as { suggestion: { mapping: object } }
        await ask('PUT', `/imports/${one.id}/mapping`, JSON.stringify({ mapping: suggestion.mapping }))
        await ask('POST', `/imports/${one.id}/check`, '{}')
      }
      if (one.status === 'checked') await ask('POST', `/imports/${one.id}/commit`, '{}')
      await sleep(30)
    }
  } catch (error) {
    // The connection broke, or the database was away.
    if (error instanceof TypeError || /: 5\d\d /.test((error as Error).message)) return false
    throw error
  }
}

async function importedDeals(installation: Installation, { name }: Import): Promise<number> {
  return looking(installation, async (tx) => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from deals where external_id like ${`${name}-%`}`.execute(tx)
    return rows[0]?.n ?? 0
  })
}

/** Kills at once; gives whether the server itself is still there. */
function kill({ server, dataDir }: Installation, how: number): boolean {
  const database = () => process.kill(postmasterOf(dataDir), 'SIGKILL')
  if (how === 0) server.child.kill('SIGKILL')
  if (how === 1) database()
  if (how === 2) {
    // One of its workers: the database throws everybody out and recovers by itself.
    const workers = databaseProcesses(dataDir).filter((pid) => pid !== postmasterOf(dataDir))
    if (!workers.toReversed().some(killIfThere)) database()
  }
  if (how === 3) {
    server.child.kill('SIGKILL')
    for (const pid of databaseProcesses(dataDir)) killIfThere(pid)
  }
  return how === 1 || how === 2
}

/** Looks at the database past the product. */
async function looking<Result>({ dataDir }: Installation, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const password = readFileSync(path.join(dataDir, 'database-password'), 'utf8').trim()
  const place = { host: path.join(dataDir, 'postgres'), port: 5432, user: 'mostik', password, database: 'mostik' }
  const database = createDatabase(place, { connections: 1 })
  try {
    return await createGate(database).asServer(work)
  } finally {
    await database.destroy()
  }
}

async function storedDeals(installation: Installation): Promise<Map<string, Known & { moves: number }>> {
  return looking(installation, async (tx) => {
    const { rows } = await sql<Known & { moves: number }>`
      select d.id, d.title, d.stage_id as "stageId", d.amount_minor as "amountMinor", d.version,
             (select count(*)::int from stage_changes c where c.workspace_id = d.workspace_id and c.deal_id = d.id) as moves
      from deals d where d.external_id is null`.execute(tx)
    return new Map(rows.map((row) => [row.id, row]))
  })
}

const FACTS = [
  'select * from stage_stays order by deal_id, seq, stage_id',
  'select * from deal_reach order by deal_id, pipeline_id',
  'select * from bookings order by deal_id, seq',
  `select kind, day, owner_id, pipeline_id, stage_id, sum(n) as n, sum(money) as money from facts.day_totals
   where kind in ('created', 'booked', 'closed_won', 'closed_lost', 'now') group by 1, 2, 3, 4, 5 having sum(n) <> 0 or sum(money) <> 0 order by 1, 2, 3, 4, 5`,
  `select kind, month, owner_id, pipeline_id, stage_id, bucket, sum(n) as n, sum(money) as money from facts.month_totals
   group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0 or sum(money) <> 0 order by 1, 2, 3, 4, 5, 6`,
]

/** What the derived tables hold, and what a rebuild from the log would put there (it is rolled back). */
async function factsAndRebuilt(installation: Installation): Promise<[unknown[][], unknown[][]]> {
  let kept: unknown[][] = []
  let rebuilt: unknown[][] = []
  const all = async (tx: Tx) => {
    const answers: unknown[][] = []
    for (const text of FACTS) answers.push((await sql.raw(text).execute(tx)).rows)
    return answers
  }
  await looking(installation, async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from workspaces`.execute(tx)
    kept = await all(tx)
    await rebuildFacts(tx, rows[0]?.id ?? '', ZONE)
    rebuilt = await all(tx)
    throw new Error('only looked at')
  }).catch((error: Error) => {
    if (error.message !== 'only looked at') throw error
  })
  return [kept, rebuilt]
}

test(
  `${ROUNDS} kills lose no acknowledged change, do none twice, leave no import by half and facts that equal the log`,
  { timeout: 600_000 },
  async () => {
    const random = numbers(SEED)
    const installation = await open()
    const { pipelines } = (await (
      await fetch(`${installation.server.url}/api/deals/reference`, { headers: { cookie: installation.cookie } })
    ).json()) as { pipelines: { stages: { id: string; meaning: string }[] }[] }
    const stages = (pipelines[0]?.stages ?? []).filter(({ meaning }) => meaning !== 'lost').map(({ id }) => id)
    const deals: Known[][] = Array.from({ length: WRITERS }, () => [])
    let doubts = 0

    for (let round = 0; round < ROUNDS; round++) {
      let isOver = false
      // Every kind of kill meets an import.
      const file: Import | null =
        round % 4 === (round >> 2) % 4 ? { name: `file-${round}`, id: null, status: '' } : null
      const importing = file && bringIn(installation, file)
      const writing = deals.map((own) => write(installation, own, stages, random, () => isOver))
      await sleep(40 + random(500))
      const lives = kill(installation, round % 4)
      if (!lives) await installation.server.left
      isOver = true
      const doubtful = (await Promise.all(writing)).filter((one) => one !== null)
      const wasDone = await importing
      if (lives) await databaseBack(installation)
      else installation.server = await startServer({ dataDir: installation.dataDir, port: installation.port })

      if (file) {
        const there = await importedDeals(installation, file)
        expect([wasDone ? IMPORTED_ROWS : 0, IMPORTED_ROWS], 'no import is half there').toContain(there)
        await expect.poll(() => bringIn(installation, file), { timeout: 60_000, interval: 100 }).toBe(true)
        expect(await importedDeals(installation, file)).toBe(IMPORTED_ROWS)
      }

      // Whoever got no answer repeats the command with its key.
      for (const { command, done } of doubtful) {
        const answer = await perform(installation, command)
        expect(answer, `${command.path} is answered when it is repeated`).not.toBeNull()
        done(answer)
      }
      doubts += doubtful.length
      const stored = await storedDeals(installation)
      const told = deals.flat()
      expect(stored.size, `round ${round}: as many deals as were acknowledged`).toBe(told.length)
      for (const deal of told) {
        const { moves, ...found } = stored.get(deal.id) ?? { moves: 0 }
        expect(found).toEqual(deal)
        expect(moves, 'each version is one change').toBeLessThanOrEqual(deal.version)
      }
      if (round % 5 === 4) {
        const [kept, rebuilt] = await factsAndRebuilt(installation)
        expect(kept).toEqual(rebuilt)
      }
    }
    expect(deals.flat().length, 'there was something to lose').toBeGreaterThan(ROUNDS * 2)
    expect(doubts, 'kills met commands on their way').toBeGreaterThan(ROUNDS / 2)
    expect(await stopServer(installation.server)).toBe(0)
  },
)

/** The server starts its database again by itself. */
async function databaseBack({ server, cookie }: Installation): Promise<void> {
  await answered(server)
  await expect
    .poll(() => fetch(`${server.url}/api/me`, { headers: { cookie } }).then((answer) => answer.status), {
      timeout: 60_000,
      interval: 50,
    })
    .toBe(200)
}
