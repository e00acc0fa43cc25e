import pg from 'pg'
import { type Prepared, prepared, send, type Session } from './client.ts'
import { type DataSet, dataSet, hasDataSet } from './data-set.ts'
import { type Cost, costOf, type Latencies, latencies, timed } from './figures.ts'
import { groundOf } from './measure-questions.ts'
import type { BenchOptions } from './options.ts'
import { pageQuestions } from './page-questions.ts'
import { enter } from './people.ts'
import { type Ground, questions } from './questions.ts'
import { type RunningServer, startServer } from './server.ts'
import { settled } from './settle.ts'
import { type Line, printTable } from './table.ts'

/** Those that are made when they lack; the biggest takes an hour and is measured where there is one. */
const SIZES = [
  { deals: 10_000, isMade: true },
  { deals: 100_000, isMade: true },
  { deals: 1_000_000, isMade: false },
]
const LEAST_ANSWERS = 10
const WARM = 5
/** What takes so long is warm after it: its time is the database's. */
const LONG_MS = 300
/** Below that a figure is the noise of the machine. */
const LEAST_MS = 3

type Asked = (typeof asked)[number]
type Answer = Latencies & { cost: Cost | null }

const asked = [...questions, ...pageQuestions].filter(
  ({ name }, index, all) => all.findIndex((other) => other.name === name) === index,
)

/**
 * The same questions as owner of companies with ten and a hundred times as many deals, of as many sellers in as many months: what is made of facts by
 * period and seller costs as much in all of them, what is read off the deals grows with them.
 */
export async function measureGrowth(options: BenchOptions): Promise<void> {
  const answers = new Map<number, Map<string, Answer>>()
  for (const { deals, isMade } of SIZES) {
    const sized = { ...options, deals, fresh: isMade && options.fresh, kept: options.kept || !isMade }
    if (!isMade && !hasDataSet(sized)) continue
    const set = await dataSet(sized)
    console.log(`Measuring ${set.counts.deals} deals, ${set.counts.stage_changes} stage changes…`)
    answers.set(deals, await answersOf(set, options.questionMs))
  }
  const sizes = [...answers.keys()]
  const lines = asked.map((question) => lineOf(question, sizes, answers))
  const grown = sizes.slice(1).map((size, index) => `${counted(sizes[index] ?? 0)} → ${counted(size)}`)
  printTable(
    `Growth: the same as owner of ${options.sellers} sellers over ${options.months} months, processor ms of server and database, p50 ms on the clock`,
    [
      '',
      ...sizes.flatMap((size) => [`${counted(size)}: CPU`, 'p50']),
      ...grown.map((step) => `× ${step}`),
      ...(sizes.length > 2 ? ['× first → last'] : []),
    ],
    [...lines, ...summary(sizes, answers)],
  )
}

async function answersOf(set: DataSet, forMs: number): Promise<Map<string, Answer>> {
  const server = await startServer(set.folder)
  const raw = new pg.Client(server.database)
  await raw.connect()
  const found = new Map<string, Answer>()
  try {
    await settled(raw)
    await raw.query('vacuum (analyze)')
    const ground = await groundOf(raw, set.workspaceId, set.cast.sellers[0]?.id ?? '')
    const owner = await enter(server.url, set.cast.owner)
    // A server that has just started compiles itself while it answers, and that is no cost of a question.
    for (const question of asked)
      for (let round = 0, took = 0; round < WARM && took < LONG_MS; round++) {
        const askedAt = performance.now()
        await question.ask(owner.api, ground, round).catch(() => {})
        took = round === 0 ? 0 : performance.now() - askedAt
      }
    for (const question of asked) {
      const answer = await answerOf(server, owner, { question, ground, forMs }).catch((error: Error) => error)
      if (answer instanceof Error) console.error(`  ${question.name}: ${answer.message.slice(0, 300)}`)
      else found.set(question.name, answer)
    }
  } finally {
    await raw.end()
    await server.stop()
  }
  return found
}

async function answerOf(
  server: RunningServer,
  owner: Session,
  { question, ground, forMs }: { question: Asked; ground: Ground; forMs: number },
): Promise<Answer> {
  const requests: Prepared[] = []
  for (let round = 0; round < question.variants; round++)
    requests.push(await prepared(owner, (api) => question.ask(api, ground, round)))
  for (const request of requests) await send(request)
  const before = server.processor()
  const found = await timed((round) => send(requests[round % requests.length] as Prepared), {
    forMs,
    least: LEAST_ANSWERS,
  })
  return { ...found, cost: costOf(before, server.processor(), found.n) }
}

const cpuOf = (answer: Answer | undefined): number | null =>
  answer?.cost ? answer.cost.server + answer.cost.database : null

/** How many times more; null where either is missing, and what is below the noise counts as the noise. */
function times(from: Answer | undefined, to: Answer | undefined): number | null {
  const [less, more] = [cpuOf(from) ?? from?.p50, cpuOf(to) ?? to?.p50]
  return less === undefined || more === undefined ? null : Math.max(more, LEAST_MS) / Math.max(less, LEAST_MS)
}

function growthOf(name: string, sizes: readonly number[], answers: ReadonlyMap<number, Map<string, Answer>>) {
  const at = (size: number | undefined) => (size === undefined ? undefined : answers.get(size)?.get(name))
  const steps = sizes.slice(1).map((size, index) => times(at(sizes[index]), at(size)))
  return sizes.length > 2 ? [...steps, times(at(sizes[0]), at(sizes.at(-1)))] : steps
}

function lineOf({ name }: Asked, sizes: readonly number[], answers: ReadonlyMap<number, Map<string, Answer>>): Line {
  const figures = sizes.flatMap((size) => {
    const answer = answers.get(size)?.get(name)
    return [cpuOf(answer), answer?.p50 ?? null]
  })
  return { name, cells: [...figures, ...growthOf(name, sizes, answers)] }
}

function summary(sizes: readonly number[], answers: ReadonlyMap<number, Map<string, Answer>>): Line[] {
  const all = asked.map(({ name }) => growthOf(name, sizes, answers))
  const columns = (all[0] ?? []).map((_, column) => all.flatMap((row) => row[column] ?? []))
  const empty = sizes.flatMap(() => [null, null])
  return [
    { name: 'median growth', cells: [...empty, ...columns.map((column) => latencies(column).p50)] },
    { name: 'p95 of growth', cells: [...empty, ...columns.map((column) => latencies(column).p95)] },
    {
      name: 'questions that grow less than twice, %',
      cells: [
        ...empty,
        ...columns.map((column) => (column.filter((one) => one < 2).length / Math.max(1, column.length)) * 100),
      ],
    },
  ]
}

const counted = (n: number): string => n.toLocaleString('en')
