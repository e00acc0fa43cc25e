import type { z } from 'zod'
import type { Tx } from '#core/db/gate.ts'
import type { Actor, Services } from '#core/http/routes.ts'

/** What a running job has at hand. */
export interface JobCall extends Services {
  /** On whose behalf, with the rights of this moment. Null for the server's own jobs, and when the person may no longer act. */
  actor: Actor | null
  /** One transaction as the actor. @throws Error when there is none */
  as<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Aborted when the server stops or the job takes longer than it may: stop soon and throw, the job is run again later. */
  signal: AbortSignal
  /** 1 for the first run. */
  attempt: number
  isLastAttempt: boolean
}

export interface JobSettings {
  /** How many times a job that threw, or whose server died, is run again. */
  retries?: number
  /** Seconds before the first repetition; doubled for each next one. */
  retryDelayS?: number
  /** How long one run may take. */
  minutes?: number
  /** How many of this kind run at once in one server. */
  concurrency?: number
}

/** Something that happens later or by the clock. */
export interface Job<Data extends object = object> {
  name: string
  data: z.ZodType<Data>
  run(data: Data, call: JobCall): Promise<void>
  settings: Required<JobSettings>
}

/** A job whose data's type no longer matters: for lists of jobs. */
export interface AnyJob extends Pick<Job, 'name' | 'settings'> {
  data: z.ZodType
  run(data: never, call: JobCall): Promise<void>
}

const DEFAULTS: Required<JobSettings> = { retries: 5, retryDelayS: 2, minutes: 15, concurrency: 1 }

/**
 * Declares a job. `name` is stored with each waiting job: 'imports.check'. What `run` throws makes it run again, so it
 * must be written to be run twice; what will never succeed is to be recorded and not thrown.
 */
export function defineJob<Data extends object>(
  name: string,
  data: z.ZodType<Data>,
  run: Job<Data>['run'],
  settings: JobSettings = {},
): Job<Data> {
  return { name, data, run, settings: { ...DEFAULTS, ...settings } }
}

/** A job by the clock: a cron expression of five fields, read in the company's or any other zone. */
export interface Schedule {
  job: AnyJob
  cron: string
  timeZone: string
  data?: object
  /** Tells several schedules of one job apart. */
  key?: string
}

export interface EnqueueOptions {
  /** The job is there when the transaction commits, and only then. */
  tx?: Tx
  /** Whose rights the job will run with. */
  actor?: { workspaceId: string; personId: string }
  /** A second job with the same key is not added while the first waits or runs. */
  key?: string
  /** Not before this moment. */
  after?: Date
}

/** What the rest of the server sees of the jobs. */
export interface JobQueue {
  /** Adds a job. Gives false when one with the same key is there already. */
  enqueue<Data extends object>(job: Job<Data>, data: Data, options?: EnqueueOptions): Promise<boolean>
}
