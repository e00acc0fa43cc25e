import { setTimeout as sleep } from 'node:timers/promises'
import { type JobWithMetadata, PgBoss } from 'pg-boss'
import { CompiledQuery, sql } from 'kysely'
import type { Connection } from '#core/db/connection.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import type { AnyJob, EnqueueOptions, Job, JobQueue, Schedule } from './job.ts'
import { holdOnlyServerLock, type OnlyServerLock } from './only-server-lock.ts'

/** The schema is the library's own: it makes and migrates it. */
const SCHEMA = 'pgboss'
/** A run that gives no sign for so long has lost its server and starts again. */
const HEARTBEAT_S = 30
const SUPERVISE_S = 15
/** How long running jobs are waited for when the server stops; then they are given back to the queue. */
const STOP_MS = 2_500
const DATABASE_TRIES = 80
const DATABASE_WAIT_MS = 250

interface Parts {
  connection: Connection
  /** The services without the queue, which is made here. */
  services: Omit<Services, 'jobs'>
  jobs: readonly AnyJob[]
  schedules?: readonly Schedule[]
  /** A person with the rights of this moment; null when he may not act. */
  actorOf(personId: string): Promise<Actor | null>
}

interface Envelope {
  actor: { workspaceId: string; personId: string } | null
  data: object
}

/** The queue and its workers. `start` may be called at any time; jobs enqueued before wait for it. */
export interface JobRunner extends JobQueue {
  start(): Promise<void>
  /** Lets running jobs end for a moment, gives the rest back to the queue. */
  stop(): Promise<void>
}

/** Makes the job queue in the same database, so that a job is added by the transaction that needs it. */
export function createJobRunner(parts: Parts): JobRunner {
  const { connection, services } = parts
  const { log } = services
  const stopping = new AbortController()
  const boss = new PgBoss({
    ...connection,
    schema: SCHEMA,
    application_name: 'mostik jobs',
    max: 3,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_S,
    monitorIntervalSeconds: SUPERVISE_S,
    // Index rebuilds and vacuum warnings are for queues of millions of jobs.
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue reports an error'))

  let opened: Promise<void> | null = null
  let working: Promise<void> | null = null
  let lock: OnlyServerLock | null = null
  const runner: JobRunner = { enqueue, start, stop }
  return runner

  /** Schema and queues, without workers: enough to add jobs. */
  function open(): Promise<void> {
    opened ??= openQueues().catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }

  async function openQueues(): Promise<void> {
    await boss.start()
    const known = new Set((await boss.getQueues()).map((queue) => queue.name))
    for (const job of parts.jobs) {
      const { retries, retryDelayS, minutes } = job.settings
      const options = {
        retryLimit: retries,
        retryDelay: retryDelayS,
        retryBackoff: true,
        retryDelayMax: 60,
        expireInSeconds: minutes * 60,
        heartbeatSeconds: HEARTBEAT_S,
        notify: true,
      }
      // 'exclusive' makes the key of a job unique among those that wait or run.
      if (known.has(job.name)) await boss.updateQueue(job.name, options)
      else await boss.createQueue(job.name, { policy: 'exclusive', ...options })
    }
  }

  function start(): Promise<void> {
    working ??= startWorkers()
    return working
  }

  async function startWorkers(): Promise<void> {
    await open()
    // The database's clock decides which runs began before this server.
    const { rows } = await boss.getDb().executeSql('select clock_timestamp() as now')
    const { now } = rows[0] as { now: Date }
    lock = holdOnlyServerLock(connection, log, () => giveBackOrphans(now))
    for (const job of parts.jobs) {
      const options = { localConcurrency: job.settings.concurrency, notifyPollingIntervalSeconds: 3 }
      await boss.work(job.name, { ...options, includeMetadata: true }, async ([one]: JobWithMetadata<Envelope>[]) => {
        if (one) await run(job, one)
      })
    }
    for (const { job, cron, timeZone, data = {}, key } of parts.schedules ?? []) {
      const envelope: Envelope = { actor: null, data }
      await boss.schedule(job.name, cron, envelope, { tz: timeZone, missed: 'once', ...(key && { key }) })
    }
  }

  async function run(job: AnyJob, one: JobWithMetadata<Envelope>): Promise<void> {
    const { actor: who, data } = one.data
    const actor = who ? await parts.actorOf(who.personId) : null
    const signal = AbortSignal.any([one.signal, stopping.signal])
    try {
      await (job as unknown as Job).run(job.data.parse(data) as object, {
        ...services,
        jobs: runner,
        actor,
        signal,
        attempt: one.retryCount + 1,
        isLastAttempt: one.retryCount >= one.retryLimit,
        as: (work) => {
          if (!actor) throw new Error(`the job ${job.name} has nobody to act for`)
          return services.gate.as(actor, work)
        },
      })
    } catch (error) {
      if (!signal.aborted) {
        log.error({ err: error, job: job.name, attempt: one.retryCount + 1 }, 'a job failed')
        await databaseAnswers()
      }
      throw error
    }
  }

  /** A job that fell with the database is given back when the database is there again, and need not wait for its heartbeat to be missed. */
  async function databaseAnswers(): Promise<void> {
    for (let tries = 0; tries < DATABASE_TRIES && !stopping.signal.aborted; tries += 1) {
      try {
        await boss.getDb().executeSql('select 1')
        return
      } catch {
        await sleep(DATABASE_WAIT_MS)
      }
    }
  }

  async function enqueue<Data extends object>(
    job: Job<Data>,
    data: Data,
    { tx, actor, key, after }: EnqueueOptions = {},
  ): Promise<boolean> {
    await open()
    const who = actor ? { workspaceId: actor.workspaceId, personId: actor.personId } : null
    const envelope: Envelope = { actor: who, data: job.data.parse(data) }
    const id = await boss.send(job.name, envelope, {
      // Without a key of its own an exclusive queue would take one job only.
      singletonKey: key ?? crypto.randomUUID(),
      ...(after && { startAfter: after }),
      ...(tx && { db: throughTransaction(tx) }),
    })
    return id !== null
  }

  /** Runs that a server left behind when it was killed: no other server is alive, so they need not wait for their heartbeat. */
  async function giveBackOrphans(before: Date): Promise<void> {
    const { rows } = await boss
      .getDb()
      .executeSql(`select name, id from ${SCHEMA}.job where state = 'active' and started_on < $1`, [before])
    for (const { name, id } of rows as { name: string; id: string }[]) {
      await boss.fail(name, id, { message: 'the server stopped' })
    }
  }

  async function stop(): Promise<void> {
    stopping.abort(new Error('the server stops'))
    await working?.catch(() => {})
    if (opened) await boss.stop({ graceful: true, timeout: STOP_MS }).catch(() => {})
    await lock?.release()
  }
}

/** The gate has put the transaction under the role of requests, which may not touch the queue: lifted for the one statement. */
function throughTransaction(tx: Tx) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const { rows } = await sql<{ role: string }>`select current_user::text as role`.execute(tx)
      const role = rows[0]?.role ?? ''
      // Sent together: what the same transaction asks beside them must not come in between, past row level security.
      const [, result] = await Promise.all([
        sql`set local role none`.execute(tx),
        tx.executeQuery<never>(CompiledQuery.raw(text, values) as CompiledQuery<never>),
        sql`set local role ${sql.id(role)}`.execute(tx),
      ])
      return { rows: [...result.rows] }
    },
  }
}
