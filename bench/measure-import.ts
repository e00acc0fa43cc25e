import { createReadStream } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { type Session, setUp } from './client.ts'
import { costOf } from './figures.ts'
import { writeImportFile } from './import-file.ts'
import type { BenchOptions } from './options.ts'
import { inEmptyFolder, type Memory, type RunningServer, startServer } from './server.ts'
import { type Line, met, printTable } from './table.ts'

const TARGET_ROWS_A_SECOND = 10_000
/** The quickest of the other CRMs. */
const PEER_ROWS_A_SECOND = 1_159

/** Brings a big file into a new installation by the published API: upload, dry run, commit. */
export async function measureImport({ importRows }: BenchOptions): Promise<void> {
  await inEmptyFolder(async (folder) => {
    const file = path.join(folder, 'deals.csv')
    const bytes = await writeImportFile(file, importRows)
    const server = await startServer(path.join(folder, 'data'))
    try {
      await importInto(server, file, importRows, bytes)
    } finally {
      await server.stop()
    }
  })
}

async function importInto(server: RunningServer, file: string, rows: number, bytes: number): Promise<void> {
  const session = await setUp(server.url)
  const lines: Line[] = []
  let peak: Memory = { server: 0, database: 0 }
  const watch = setInterval(() => {
    const memory = server.memory()
    if (memory && memory.server + memory.database > peak.server + peak.database) peak = memory
  }, 300)
  const step = async (name: string, work: () => Promise<unknown>, targetRowsASecond: number | null) => {
    const startedAt = performance.now()
    const before = server.processor()
    await work()
    const seconds = (performance.now() - startedAt) / 1000
    const cost = costOf(before, server.processor(), rows)
    const perSecond = rows / seconds
    const cells = [seconds, perSecond, targetRowsASecond, targetRowsASecond ? met(perSecond >= targetRowsASecond) : '']
    lines.push({ name, cells: [...cells, cost && cost.server * 1000, cost && cost.database * 1000] })
  }
  try {
    let id = ''
    await step(
      'upload and read',
      async () => {
        id = await upload(session, file)
        await settled(session, id)
      },
      null,
    )
    const { suggestion } = await session.api.imports.get({ id })
    if (!suggestion) throw new Error('nothing was suggested')
    const { mapping } = suggestion
    await session.api.imports.map({ id, mapping })
    await settled(session, id)
    await step(
      'dry run',
      async () => {
        await session.api.imports.check({ id })
        await settled(session, id)
      },
      null,
    )
    await step(
      'commit',
      async () => {
        await session.api.imports.commit({ id })
        await settled(session, id)
      },
      TARGET_ROWS_A_SECOND,
    )
    const done = await session.api.imports.get({ id })
    console.log(`\nImport of ${rows} rows, ${Math.round(bytes / 2 ** 20)} MB: ${JSON.stringify(done.counts)}`)
  } finally {
    clearInterval(watch)
  }
  const seconds = await rawInserts(server, file)
  lines.push({ name: 'raw: lines into a table with a key', cells: [seconds, rows / seconds] })
  lines.push({ name: 'quickest other CRM', cells: [rows / PEER_ROWS_A_SECOND, PEER_ROWS_A_SECOND] })
  printTable(
    'Import of a CSV file',
    ['', 'seconds', 'rows a second', 'target', '', 'CPU server µs a row', 'database'],
    lines,
  )
  printTable(
    'Memory at the most, MB',
    ['', 'server', 'database', 'together', 'target', ''],
    [
      {
        name: 'import',
        cells: [
          peak.server,
          peak.database,
          peak.server + peak.database,
          1024,
          met(peak.server + peak.database <= 1024),
        ],
      },
    ],
  )
}

async function upload({ url, cookie }: Session, file: string): Promise<string> {
  const sent = request(`${url}/api/imports?name=deals.csv`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'text/csv' },
  })
  const answered = new Promise<string>((resolve, reject) => {
    sent.on('response', (answer) => resolve(text(answer)))
    sent.on('error', reject)
  })
  await pipeline(createReadStream(file), sent)
  const answer = JSON.parse(await answered) as { id?: string }
  if (!answer.id) throw new Error(`upload: ${JSON.stringify(answer)}`)
  return answer.id
}

/** Waits until the step of the import has ended. @throws Error when it failed */
async function settled({ api }: Session, id: string): Promise<void> {
  for (;;) {
    const { status, error } = await api.imports.progress({ id })
    if (error) throw new Error(`import: ${error.message}`)
    if (!['reading', 'checking', 'committing'].includes(status)) return
    await sleep(200)
  }
}

/** The least that storing the file costs: its lines as arrays of texts with a key, ten thousand by ten thousand in one transaction. Gives seconds. */
async function rawInserts({ database }: RunningServer, file: string): Promise<number> {
  const client = new pg.Client(database)
  await client.connect()
  try {
    await client.query('create table raw_lines (line int primary key, cells text[])')
    const startedAt = performance.now()
    await client.query('begin')
    let lines: string[] = []
    let written = 0
    const write = async () => {
      await client.query(
        `insert into raw_lines select $1::int + n, string_to_array(line, ';') from unnest($2::text[]) with ordinality as x (line, n)`,
        [written, lines],
      )
      written += lines.length
      lines = []
    }
    for await (const line of createInterface({ input: createReadStream(file) }))
      if (lines.push(line) === 10_000) await write()
    await write()
    await client.query('commit')
    return (performance.now() - startedAt) / 1000
  } finally {
    await client.query('drop table if exists raw_lines')
    await client.end()
  }
}
