import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announce, type Change } from './changes.ts'
import { createDatabase, type Database } from './database.ts'
import { createGate, type Gate, type Scoped, type Tx } from './gate.ts'
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
})
afterAll(async () => {
  await database.destroy()
  await place.drop()
})

const change = (id: string): Change => ({ workspaceId: uuid7(), topic: 'deal', id, ownerIds: [], byPersonId: null })
const company = (name: string) => sql`
  insert into workspaces (id, name, time_zone, currency) values (${uuid7()}::uuid, ${name}, 'Europe/Moscow', ${name === 'broken' ? null : 'RUB'})`
const names = async () => {
  const { rows } = await sql<{ name: string }>`select name from workspaces order by name`.execute(database)
  return rows.map(({ name }) => name)
}
const stranger: Scoped = {
  workspaceId: uuid7(),
  personId: uuid7(),
  role: 'seller',
  scope: 'people',
  people: [],
  departments: [],
  seesPersonal: false,
  readOnly: false,
}

describe('a transaction of the gate', () => {
  it('does what is asked together in the order in which it was asked', async () => {
    const seen = await gate.asServer(async (tx) => {
      const [, , { rows }] = await Promise.all([
        company('first').execute(tx),
        sql`update workspaces set name = 'second' where name = 'first'`.execute(tx),
        sql<{ name: string }>`select name from workspaces`.execute(tx),
      ])
      return rows
    })
    expect(seen).toEqual([{ name: 'second' }])
  })

  it('committed behind its last statement is kept and announced', async () => {
    const answer = await gate.asServer(async (tx) => {
      const made = company('kept').execute(tx)
      commitBehind(tx)
      await made
      announce(tx, change('kept'))
      return 'answer'
    })
    expect(answer).toBe('answer')
    expect(await names()).toContain('kept')
    expect(heard.map(({ id }) => id)).toContain('kept')
  })

  it('committed behind a statement that fails leaves nothing and announces nothing', async () => {
    const failing = gate.asServer(async (tx) => {
      await company('half').execute(tx)
      announce(tx, change('half'))
      const broken = company('broken').execute(tx)
      commitBehind(tx)
      await broken
    })
    await expect(failing).rejects.toThrow('null value')
    expect(await names()).not.toContain('half')
    expect(heard.map(({ id }) => id)).not.toContain('half')
  })

  it('that is kept open for more is committed at its end alone', async () => {
    const failing = gate.asServer(async (tx) => {
      holdOpen(tx)
      await company('held').execute(tx)
      commitBehind(tx)
      await sql`select 1`.execute(tx)
      throw new Error('changed its mind')
    })
    await expect(failing).rejects.toThrow('changed its mind')
    expect(await names()).not.toContain('held')
  })

  it('answers nothing after its end', async () => {
    const late = gate.asServer(async (tx) => {
      const made = company('done').execute(tx)
      commitBehind(tx)
      await made
      await sql`select 1`.execute(tx)
    })
    await expect(late).rejects.toThrow('the transaction has ended')
    let kept: unknown
    await gate.asServer(async (tx) => void (kept = tx))
    await expect(sql`select 1`.execute(kept as Database)).rejects.toThrow('the transaction has ended')
  })

  it('that failed takes nothing more from what was under way beside the failure', async () => {
    let refused: unknown
    let ended = () => {}
    const rolledBack = new Promise<void>((resolve) => (ended = resolve))
    const beside = async (tx: Tx) => {
      await sql`select 1`.execute(tx)
      await rolledBack
      refused = await company('astray')
        .execute(tx)
        .catch((error: unknown) => error)
    }
    let late = Promise.resolve()
    const failing = gate.asServer(async (tx) => {
      late = beside(tx)
      throw new Error('refused')
    })
    await expect(failing).rejects.toThrow('refused')
    ended()
    await late
    expect(refused).toEqual(new Error('the transaction has ended'))
    expect(await names()).not.toContain('astray')
  })

  it('whose work was content with a failed statement is not told to be kept', async () => {
    const content = gate.asServer(async (tx) => {
      await company('swallowed').execute(tx)
      announce(tx, change('swallowed'))
      await company('broken')
        .execute(tx)
        .catch(() => {})
    })
    await expect(content).rejects.toThrow('null value')
    expect(await names()).not.toContain('swallowed')
    expect(heard.map(({ id }) => id)).not.toContain('swallowed')
  })

  it('under a scope sees no row of another workspace, whatever it asks first', async () => {
    const { rows } = await gate.as(stranger, (tx) => sql`select id from workspaces`.execute(tx))
    expect(rows).toEqual([])
  })
})

describe('whether many people wait', () => {
  const atOnce = async (people: number) => {
    let go = () => {}
    const told = new Promise<void>((resolve) => (go = resolve))
    let begun = 0
    let isBusy = false
    const open = Array.from({ length: people }, () =>
      gate.as(stranger, async () => {
        if (++begun === people) {
          isBusy = gate.isBusy()
          go()
        }
        await told
      }),
    )
    await Promise.all(open)
    return isBusy
  }

  it('is known while several transactions of people are open, and for a moment afterwards', async () => {
    expect(await atOnce(4)).toBe(true)
    await expect.poll(() => gate.isBusy(), { timeout: 5_000 }).toBe(false)
  })

  it('is not said of one who asks for several things', async () => {
    await expect.poll(() => gate.isBusy(), { timeout: 5_000 }).toBe(false)
    expect(await atOnce(3)).toBe(false)
  })
})

describe('transactions that meet', () => {
  const add = (tx: Tx, name: string) =>
    sql`update workspaces set version = version + 1 where name = ${name}`.execute(tx)
  /** Two that take two rows in opposite order, each its second one when both have their first. */
  async function meet(again: boolean) {
    await gate.asServer((tx) => Promise.all([company('left').execute(tx), company('right').execute(tx)]))
    const owner = { ...stranger, role: 'owner', scope: 'all' as const }
    let have = 0
    let bothHave = () => {}
    const both = new Promise<void>((resolve) => (bothHave = resolve))
    const take = (first: string, second: string) =>
      gate.as(
        owner,
        async (tx) => {
          await sql`set local role none`.execute(tx)
          await add(tx, first)
          have += 1
          if (have === 2) bothHave()
          await both
          await add(tx, second)
          announce(tx, change(first))
          return first
        },
        { again },
      )
    const answers = await Promise.allSettled([take('left', 'right'), take('right', 'left')])
    const { rows } = await sql<{ name: string; version: number }>`
      delete from workspaces where name in ('left', 'right') returning name, version`.execute(database)
    return { answers, versions: rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ version }) => version) }
  }

  it('are both done where the work may be run anew, and are heard of once', async () => {
    heard.length = 0
    const { answers, versions } = await meet(true)
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(versions).toEqual([3, 3])
    expect(heard.map(({ id }) => id).toSorted()).toEqual(['left', 'right'])
  })

  it('are not where it may not: the one that the database has undone says so', async () => {
    const { answers, versions } = await meet(false)
    const refused = answers.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: '40P01' })
    expect(versions).toEqual([2, 2])
  })
})
