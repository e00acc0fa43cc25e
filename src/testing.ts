/** What tests of the API stand on: the whole application on a database of its own, companies and people made in a line. */
import { asTimeZone } from '#core/calendar/zone.ts'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import type { JsonifiedClient } from '@orpc/openapi-client'
import type { TimeZone } from '#core/calendar/day.ts'
import { type Clock, stillClock } from '#core/clock/clock.ts'
import type { Config } from '#core/config/config.ts'
import { createDatabase } from '#core/db/database.ts'
import { testDatabase } from '#core/db/test-database.ts'
import { createLog, type Log } from '#core/log/log.ts'
import { type MoveInput, writeContext, writeNewDeals } from '#modules/deals/api.ts'
import { createApp } from './app.ts'
import { contract } from './contract.ts'

export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>

export interface TestPerson {
  id: string
  workspaceId: string
}

/** A deal with its whole log, as an import knows it. Moments are ISO texts. */
export interface TestDeal {
  title?: string
  owner?: TestPerson | null
  sourceId?: string
  amountMinor?: number
  /** The first move's moment when absent. */
  createdAt?: string
  expectedCloseOn?: string
  custom?: Record<string, unknown>
  /** Stage (null: not known), when it was entered, and what is unusual about it. */
  moves: readonly (readonly [
    stageId: string | null,
    at: string,
    more?: Partial<Omit<MoveInput, 'toStageId' | 'occurredAt'>>,
  ])[]
}

const config: Config = {
  host: '127.0.0.1',
  port: 0,
  dataDir: '',
  databaseUrl: undefined,
  publicUrl: 'http://127.0.0.1:4000',
  smtp: undefined,
  s3: undefined,
  secret: 'a secret of tests, long enough for any library',
  logLevel: 'silent',
  telegramUrl: 'http://127.0.0.1:9',
  trustProxy: false,
  requestsAMinute: 1_000_000,
  language: 'ru',
}

/**
 * The application with an empty database; nothing listens, requests are injected. Close it in afterAll.
 * Requests carry the person in a header instead of a session: how a session becomes a person is tested in the auth module.
 */
export async function testApp({
  clock = stillClock('2026-11-21T09:00:00+03:00'),
  dataDir = '',
  log = createLog('silent'),
  ...settings
}: { clock?: Clock; dataDir?: string; log?: Log } & Partial<
  Pick<Config, 'smtp' | 'telegramUrl' | 'publicUrl' | 's3'>
> = {}) {
  const { connection, drop } = await testDatabase()
  const database = createDatabase(connection)
  const app = await createApp(
    { config: { ...config, dataDir, ...settings }, connection, database, log, clock },
    { personOf: (request) => request.headers['x-test-person'] as string | undefined },
  )
  await app.server.ready()
  const { gate } = app.services

  const api = (person: TestPerson | null): Api =>
    createORPCClient(
      new OpenAPILink(contract, {
        url: 'http://127.0.0.1:4000/api',
        fetch: async (request) => {
          const answer = await app.server.inject({
            method: request.method as 'GET',
            url: request.url.replace('http://127.0.0.1:4000', ''),
            headers: { ...Object.fromEntries(request.headers), ...(person && { 'x-test-person': person.id }) },
            payload: Buffer.from(await request.arrayBuffer()),
          })
          const body = [204, 304].includes(answer.statusCode) ? null : new Uint8Array(answer.rawPayload)
          return new Response(body, { status: answer.statusCode, headers: answer.headers as Record<string, string> })
        },
      }),
    )

  return {
    ...app,
    database,
    connection,
    gate,
    /** The API as this person sees it; `stranger` has not signed in. */
    as: api,
    stranger: api(null),
    company: (given: { name?: string; timeZone?: string; currency?: string } = {}) => makeCompany(given),
    async close() {
      await app.close()
      await database.destroy()
      await drop()
    },
  }

  async function makeCompany({ name = 'Ромашка', timeZone = 'Europe/Moscow', currency = 'RUB' }) {
    const insert = database.insertInto('workspaces').values({ name, time_zone: timeZone, currency })
    const { id } = await insert.returning('id').executeTakeFirstOrThrow()
    return {
      id,
      person: (
        given: Partial<{
          name: string
          role: string
          managerId: string
          departmentId: string
          scope: string
          hiredOn: string
          leftOn: string
        }> = {},
      ) => makePerson(id, given),
      department: async (department: string, parentId?: string, headId?: string) => {
        const row = { workspace_id: id, name: department, parent_id: parentId ?? null, head_id: headId ?? null }
        return (await database.insertInto('departments').values(row).returning('id').executeTakeFirstOrThrow()).id
      },
      /** Stages by name in order; the last two are won and lost. */
      pipeline: (stages = ['Новая', 'Квалификация', 'Предложение', 'Переговоры']) => makePipeline(id, stages),
      /** Writes deals with their logs and facts at once; gives their ids in order. */
      deals: (given: readonly TestDeal[]) => writeDeals(id, asTimeZone(timeZone), currency, given),
      source: async (source: string) =>
        (
          await database
            .insertInto('sources')
            .values({ workspace_id: id, name: source })
            .returning('id')
            .executeTakeFirstOrThrow()
        ).id,
    }
  }

  async function makePerson(workspaceId: string, given: Record<string, string>): Promise<TestPerson> {
    const row = {
      workspace_id: workspaceId,
      full_name: given['name'] ?? 'Иван Петров',
      role: given['role'] ?? 'seller',
      manager_id: given['managerId'] ?? null,
      department_id: given['departmentId'] ?? null,
      scope: given['scope'] ?? null,
      hired_on: given['hiredOn'] ?? null,
      left_on: given['leftOn'] ?? null,
      state: 'active',
    }
    const { id } = await database.insertInto('people').values(row).returning('id').executeTakeFirstOrThrow()
    return { id, workspaceId }
  }

  async function writeDeals(
    workspaceId: string,
    timeZone: TimeZone,
    currency: string,
    given: readonly TestDeal[],
  ): Promise<string[]> {
    const deals = given.map(
      ({
        title = 'Сделка',
        owner = null,
        sourceId = null,
        amountMinor = 100_000,
        createdAt,
        expectedCloseOn = null,
        custom = {},
        moves,
      }) => ({
        id: crypto.randomUUID() as string,
        fields: {
          title,
          ownerId: owner?.id ?? null,
          companyId: null,
          contactId: null,
          sourceId,
          amountMinor,
          currency,
          baseMinor: amountMinor,
          expectedCloseOn,
          lossReasonId: null,
          lossComment: null,
          comment: null,
          custom,
          createdAt: Date.parse(createdAt ?? moves[0]?.[1] ?? ''),
          externalSource: null,
          externalId: null,
          importId: null,
        },
        moves: moves.map(([toStageId, at, more]) => ({ toStageId, occurredAt: Date.parse(at), ...more })),
      }),
    )
    const origin = { actorId: null, source: 'import', importId: null } as const
    await gate.asServer(async (tx) => {
      const context = await writeContext(tx, workspaceId, timeZone, origin, Date.now())
      await writeNewDeals(tx, context, deals)
    })
    return deals.map((deal) => deal.id)
  }

  async function makePipeline(workspaceId: string, names: string[]) {
    const { id } = await database
      .insertInto('pipelines')
      .values({ workspace_id: workspaceId, name: 'Продажи' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const all = [
      ...names.map((name) => ({ name, meaning: 'open' })),
      { name: 'Успешно', meaning: 'won' },
      { name: 'Отказ', meaning: 'lost' },
    ]
    const rows = all.map((stage, position) => ({ ...stage, workspace_id: workspaceId, pipeline_id: id, position }))
    const stages = await database.insertInto('stages').values(rows).returning(['id', 'name', 'meaning']).execute()
    const stage = (name: string) => stages.find((one) => one.name === name)?.id ?? ''
    return { id, stages, stage, won: stage('Успешно'), lost: stage('Отказ') }
  }
}

export type TestApp = Awaited<ReturnType<typeof testApp>>
