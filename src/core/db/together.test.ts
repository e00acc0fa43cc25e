import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announce, type Change } from './changes.ts'
import { createDatabase, type Database } from './database.ts'
import { createGate, type Gate, type Scoped, type Tx } from './gate.ts'
import { type InTheEnd, leaveToTheEnd } from './in-the-end.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'
import { commitBehind, holdOpen } from './transaction.ts'
import { uuid7 } from './uuid7.ts'

let place: TestDatabase
let database: Database
let gate: Gate
const heard: Change[] = []

beforeAll(async () => {
  place = await testDatabase()
  database = createDatabase(place.connection)
  gate = createGate(database)
  gate.onChanges((changes) => void heard.push(...changes))
  // A company's own counters, which everybody sees who is of it.
  await sql`create table counters (workspace_id uuid, id text primary key, n int not null check (n < 100), person_id text)`.execute(
    database,
  )
  await sql`alter table counters enable row level security`.execute(database)
  await sql`create policy own on counters using (workspace_id = (select app_workspace())) with check (workspace_id = (select app_workspace()))`.execute(
    database,
  )
  await sql`grant all on counters to mostik_app`.execute(database)
})
afterAll(async () => {
  await database.destroy()
  await place.drop()
})
beforeEach(async () => {
  heard.length = 0
  await sql`truncate counters`.execute(database)
})

const workspaceId = uuid7()
const person = (of = workspaceId): Scoped => ({
  workspaceId: of,
  personId: uuid7(),
  role: 'seller',
  scope: 'people',
  people: [uuid7(), uuid7()],
  departments: [],
  seesPersonal: false,
  readOnly: false,
})
const many = <Item>(count: number, make: (index: number) => Item) => Array.from({ length: count }, (_, n) => make(n))

/** The transaction, and who the database takes the actor for. */
async function seen(tx: Tx): Promise<{ transaction: string; person: string; people: string; workspace: string }> {
  const { rows } = await sql<{ transaction: string; person: string; people: string; workspace: string }>`
    select pg_current_xact_id()::text as transaction, current_setting('app.person') as person,
           current_setting('app.people') as people, current_setting('app.workspace') as workspace`.execute(tx)
  return rows[0] as { transaction: string; person: string; people: string; workspace: string }
}
const add = (tx: Tx, of: string, id: string, n = 1) =>
  sql`insert into counters as c values (${of}::uuid, ${id}, ${n}, current_setting('app.person'))
      on conflict (id) do update set n = c.n + ${n}`.execute(tx)
const counters = async () => {
  const { rows } = await sql<{ id: string; n: number; person: string }>`
    select id, n, person_id as person from counters order by id`.execute(database)
  return rows
}
/** Both transactions that may go on at once, till they are let go. */
async function heldUp(): Promise<() => Promise<unknown>> {
  let letGo = () => {}
  const free = new Promise<void>((resolve) => (letGo = resolve))
  const held = many(2, (n) => gate.together(person(), `held ${n}`, () => free))
  return () => {
    letGo()
    return Promise.all(held)
  }
}

describe('commands together', () => {
  it('that wait share a transaction, each in the scope of its own actor all the way', async () => {
    const letGo = await heldUp()
    const actors = many(8, () => person())
    const answers = Promise.all(
      actors.map((actor, n) =>
        gate.together(actor, `${n}`, async (tx) => {
          const first = await seen(tx)
          await add(tx, workspaceId, `${n}`)
          return [first, await seen(tx)]
        }),
      ),
    )
    await letGo()
    const all = await answers
    expect(new Set(all.flat().map(({ transaction }) => transaction)).size).toBe(1)
    all.forEach((both, n) => {
      for (const one of both)
        expect(one).toMatchObject({ person: actors[n]?.personId, people: actors[n]?.people.join(',') })
    })
    expect((await counters()).map(({ person: by }) => by)).toEqual(actors.map(({ personId }) => personId))
  })

  it('of one record, and of different companies, are in transactions of their own', async () => {
    const letGo = await heldUp()
    const another = uuid7()
    const answers = Promise.all([
      ...many(4, () =>
        gate.together(person(), 'same', async (tx) => {
          const { rows } = await sql<{ n: number }>`select n from counters where id = 'same' for update`.execute(tx)
          const next = (rows[0]?.n ?? 0) + 1
          await sql`insert into counters values (${workspaceId}::uuid, 'same', ${next}) on conflict (id) do update set n = ${next}`.execute(
            tx,
          )
          return seen(tx)
        }),
      ),
      gate.together(person(another), 'other', (tx) => seen(tx)),
    ])
    await letGo()
    const all = await answers
    expect(new Set(all.map(({ transaction }) => transaction)).size).toBe(5)
    expect(all.at(-1)?.workspace).toBe(another)
  })

  it('one that is refused or fails is told so, and the others are done once', async () => {
    const letGo = await heldUp()
    const answers = Promise.allSettled(
      many(8, (n) =>
        gate.together(person(), `${n}`, async (tx) => {
          await add(tx, workspaceId, `${n}`, n === 3 ? 100 : 1)
          if (n === 5) throw new Error('refused')
          announce(tx, { workspaceId, topic: 'counter', id: `${n}`, ownerIds: [], byPersonId: null })
          return n
        }),
      ),
    )
    await letGo()
    const all = await answers
    expect(all.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      0, 1, 2, expect.stringContaining('check constraint'), 4, 'Error: refused', 6, 7,
    ]) // prettier-ignore
    const done = ['0', '1', '2', '4', '6', '7']
    expect((await counters()).map(({ id, n }) => [id, n])).toEqual(done.map((id) => [id, 1]))
    expect(heard.map(({ id }) => id).toSorted()).toEqual(done)
  })

  it('one that finds its record locked by a stranger waits for him, and nobody else does', async () => {
    await sql`insert into counters select ${workspaceId}::uuid, n::text, 0 from generate_series(0, 4) n`.execute(
      database,
    )
    let letStrangerGo = () => {}
    const strangerIsDone = new Promise<void>((resolve) => (letStrangerGo = resolve))
    let hasLock = () => {}
    const locked = new Promise<void>((resolve) => (hasLock = resolve))
    const stranger = gate.as(person(), async (tx) => {
      await sql`select from counters where id = '2' for update`.execute(tx)
      hasLock()
      await strangerIsDone
    })
    await locked
    const ended = new Set<number>()
    const commands = many(5, (n) =>
      gate.together(person(), `${n}`, async (tx) => {
        await add(tx, workspaceId, `${n}`)
        return n
      }),
    )
    for (const command of commands) void command.then((n) => ended.add(n))
    await Promise.all(commands.filter((_, n) => n !== 2))
    expect(ended).toEqual(new Set([0, 1, 3, 4]))
    // Whoever comes meanwhile is not held up either.
    await gate.together(person(), 'later', (tx) => add(tx, workspaceId, 'later'))
    letStrangerGo()
    await stranger
    expect(await commands[2]).toBe(2)
    expect((await counters()).map(({ n }) => n)).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('are committed behind the last statement of all of them, but not of one that is kept open', async () => {
    const letGo = await heldUp()
    const late: unknown[] = []
    const answers = Promise.all(
      many(3, (n) =>
        gate.together(person(), `${n}`, async (tx) => {
          if (n === 1) holdOpen(tx)
          const made = add(tx, workspaceId, `${n}`)
          commitBehind(tx)
          await made
          await add(tx, workspaceId, `more ${n}`).catch((error: unknown) => late.push(String(error)))
        }),
      ),
    )
    await letGo()
    await answers
    expect((await counters()).map(({ id }) => id)).toEqual(['0', '1', '2', 'more 1'])
    expect(late).toEqual(many(2, () => 'Error: the transaction has ended'))
  })

  it('leave to the end what one statement writes for all of them, and nothing of it is kept when that fails', async () => {
    let statements = 0
    const addAll: InTheEnd<{ id: string; n: number }> = (tx, items) => {
      statements += 1
      return sql`insert into counters select ${workspaceId}::uuid, x.id, x.n from json_to_recordset(${JSON.stringify(items)}::json) as x (id text, n int)`.execute(
        tx,
      )
    }
    const go = async (counts: readonly number[]) => {
      statements = 0
      const letGo = await heldUp()
      const answers = Promise.allSettled(
        counts.map((count, n) =>
          gate.together(person(), `${n}`, async (tx) => {
            const item = { id: `${n}`, n: count }
            const asked = sql`select 1`.execute(tx)
            const isLeft = leaveToTheEnd(tx, addAll, item)
            if (isLeft) commitBehind(tx)
            else await addAll(tx, [item])
            await asked
            return isLeft
          }),
        ),
      )
      await letGo()
      return (await answers).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))
    }
    expect(await go([1, 2, 3])).toEqual([true, true, true])
    expect(statements).toBe(1)
    expect((await counters()).map(({ id, n }) => [id, n])).toEqual([['0', 1], ['1', 2], ['2', 3]]) // prettier-ignore
    await sql`truncate counters`.execute(database)
    // Each does it once more by itself, where nothing can be left.
    expect(await go([1, 100, 3])).toEqual([false, expect.stringContaining('check constraint'), false])
    expect(statements).toBe(4)
    expect((await counters()).map(({ id, n }) => [id, n])).toEqual([['0', 1], ['2', 3]]) // prettier-ignore
  })

  it('are not done twice when nobody knows whether they were kept', async () => {
    await sql`create function take_long() returns trigger language plpgsql as 'begin perform pg_sleep(60); return null; end'`.execute(
      database,
    )
    await sql`create constraint trigger takes_long after insert on counters deferrable initially deferred
      for each row when (new.id = '2') execute function take_long()`.execute(database)
    const letGo = await heldUp()
    let runs = 0
    const answers = Promise.allSettled(
      many(3, (n) =>
        gate.together(person(), `${n}`, async (tx) => {
          runs += 1
          await add(tx, workspaceId, `${n}`)
        }),
      ),
    )
    await letGo()
    const killed = () =>
      sql<{ killed: boolean }>`
      select pg_terminate_backend(pid) as killed from pg_stat_activity
      where datname = current_database() and query = 'commit' and state = 'active'`.execute(database)
    await expect.poll(async () => (await killed()).rows.length).toBe(1)
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(runs).toBe(3)
    await sql`drop trigger takes_long on counters`.execute(database)
  })

  it('of whoever may only read are refused by the database', async () => {
    const auditor = { ...person(), readOnly: true }
    const writing = gate.together(auditor, 'x', (tx) => add(tx, workspaceId, 'x'))
    await expect(writing).rejects.toThrow('read-only transaction')
  })
})
