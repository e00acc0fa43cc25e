import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createDatabase } from '#core/db/database.ts'
import { createGate } from '#core/db/gate.ts'
import { testDatabase } from '#core/db/test-database.ts'
import { createLog } from '#core/log/log.ts'
import { defineJob, type JobCall } from './job.ts'
import { createJobRunner, type JobRunner } from './job-runner.ts'

const seen: { text: string; attempt: number; actor: string | null }[] = []
const remember = (text: string, { attempt, actor }: JobCall) =>
  seen.push({ text, attempt, actor: actor?.personId ?? null })
const texts = z.object({ text: z.string() })

const write = defineJob('test.write', texts, async ({ text }, call) => void remember(text, call))
const stumble = defineJob(
  'test.stumble',
  texts,
  async ({ text }, call) => {
    remember(text, call)
    if (call.attempt === 1) throw new Error('the first time it does not work')
  },
  { retryDelayS: 1 },
)
let release = () => {}
const hang = defineJob(
  'test.hang',
  texts,
  async ({ text }, call) => {
    remember(text, call)
    if (call.attempt > 1) return
    await new Promise<void>((resolve, reject) => {
      release = resolve
      call.signal.addEventListener('abort', () => reject(new Error('stopped')))
    })
  },
  { retryDelayS: 1 },
)

const database = await testDatabase()
const pool = createDatabase(database.connection)
const gate = createGate(pool)
const make = (): JobRunner =>
  createJobRunner({
    connection: database.connection,
    services: { gate, log: createLog('silent') } as never,
    jobs: [write, stumble, hang],
    actorOf: async (personId) => (personId === GONE ? null : ({ personId } as never)),
  })
const GONE = '0192f000-0000-7000-8000-000000000009'
const PERSON = { workspaceId: '0192f000-0000-7000-8000-000000000001', personId: '0192f000-0000-7000-8000-000000000002' }
const runner = make()

beforeAll(() => runner.start())
afterAll(async () => {
  await runner.stop()
  await pool.destroy()
  await database.drop()
})

const arrived = (text: string, times = 1) =>
  vi.waitFor(() => expect(seen.filter((one) => one.text === text)).toHaveLength(times), { timeout: 30_000 })

test('a job runs with the rights of the person who asked for it, and knows when he may no longer act', async () => {
  await runner.enqueue(write, { text: 'as a person' }, { actor: PERSON })
  await runner.enqueue(write, { text: 'of somebody gone' }, { actor: { ...PERSON, personId: GONE } })
  await arrived('as a person')
  await arrived('of somebody gone')
  expect(seen.find((one) => one.text === 'as a person')?.actor).toBe(PERSON.personId)
  expect(seen.find((one) => one.text === 'of somebody gone')?.actor).toBeNull()
})

test('a job of a transaction that rolled back does not run, of one that committed it does', async () => {
  const actor = {
    ...PERSON,
    role: 'owner',
    scope: 'all',
    people: [],
    departments: [],
    seesPersonal: true,
    readOnly: false,
  } as const
  const failing = gate.as(actor, async (tx) => {
    await runner.enqueue(write, { text: 'never' }, { tx })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await gate.as(actor, (tx) => runner.enqueue(write, { text: 'with its transaction' }, { tx }))
  await arrived('with its transaction')
  expect(seen.some((one) => one.text === 'never')).toBe(false)
})

test('a job that threw runs again', async () => {
  await runner.enqueue(stumble, { text: 'stumbles' })
  await arrived('stumbles', 2)
  expect(seen.filter((one) => one.text === 'stumbles').map((one) => one.attempt)).toEqual([1, 2])
})

test('a second job with the same key is refused while the first one waits or runs', async () => {
  expect(await runner.enqueue(hang, { text: 'keyed' }, { key: 'one' })).toBe(true)
  expect(await runner.enqueue(hang, { text: 'keyed again' }, { key: 'one' })).toBe(false)
  await arrived('keyed')
  release()
})

test('what runs when the server stops runs again in the next one', async () => {
  const first = make()
  await first.start()
  await runner.enqueue(hang, { text: 'interrupted' })
  await arrived('interrupted')
  // Whichever of the two servers had taken it: both stop.
  await Promise.all([first.stop(), runner.stop()])
  const next = make()
  await next.start()
  await arrived('interrupted', 2)
  await next.stop()
})
