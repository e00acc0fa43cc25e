import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartProblem } from '#core/config/start-problem.ts'
import { connectionTo, withClient } from './connection.ts'
import { checkVersion } from './database-check.ts'
import { migrate, readMigrations } from './migrate.ts'
import { type TestDatabase, emptyDatabase } from './test-database.ts'

let database: TestDatabase
let folder: string
beforeEach(async () => {
  database = await emptyDatabase()
  folder = mkdtempSync(path.join(tmpdir(), 'mostik-migrations-'))
  step('0001_ground.sql', 'create table ground (id int);')
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

function step(name: string, sql: string): void {
  writeFileSync(path.join(folder, name), sql)
}

const run = () => migrate(database.connection, folder)

async function tables(): Promise<string[]> {
  const { rows } = await withClient(database.connection, (client) =>
    client.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' order by 1`),
  )
  return rows.map(({ name }) => name)
}

async function problem(work: Promise<unknown>): Promise<StartProblem> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof StartProblem) return error
  throw new Error('no problem was found', { cause: error })
}

describe('migrations', () => {
  it('are applied once, in order', async () => {
    step('0002_house.sql', 'alter table ground rename to house;')
    expect(await run()).toEqual(['0001_ground.sql', '0002_house.sql'])
    expect(await run()).toEqual([])
    step('0003_garden.sql', 'create table garden (id int);')
    expect(await run()).toEqual(['0003_garden.sql'])
    expect(await tables()).toEqual(['garden', 'house', 'migrations'])
  })

  it('of two servers that start at once are applied by one', async () => {
    const applied = await Promise.all([run(), run()])
    expect(applied.flat()).toEqual(['0001_ground.sql'])
  })

  it('that fail leave nothing, and tell the line', async () => {
    step('0002_half.sql', 'create table half (id int);\n\nselect 1 / 0;')
    expect(await problem(run())).toMatchObject({ code: 'migrationFailed', data: { file: '0002_half.sql' } })
    step('0002_half.sql', 'create table half (id int);\n\nselect nothing;')
    const { data } = await problem(run())
    expect(data).toMatchObject({ reason: 'column "nothing" does not exist, 0002_half.sql:3' })
    expect(await tables()).toEqual(['ground', 'migrations'])
    step('0002_half.sql', 'create table whole (id int);')
    await run()
    expect(await tables()).toContain('whole')
  })

  it('may not change after they are applied', async () => {
    await run()
    step('0001_ground.sql', 'create table other (id int);')
    expect(await problem(run())).toMatchObject({ code: 'migrationChanged', data: { file: '0001_ground.sql' } })
  })

  it('may be mended for databases that could not apply them; the others have the same already', async () => {
    await run()
    const [first] = readMigrations(folder)
    step(
      '0001_ground.sql',
      `-- Does the same as when it was ${first?.checksum}, elsewhere too.\ncreate table other (id int);`,
    )
    expect(await run()).toEqual([])
  })

  it('that took in others know databases of both kinds', async () => {
    const [first] = readMigrations(folder)
    step('0002_second.sql', 'create table second (id int);')
    await run()
    const [, second] = readMigrations(folder)
    step('0001_ground.sql', `-- Does the same as when it was ${first?.checksum} then ${second?.checksum}.`)
    rmSync(path.join(folder, '0002_second.sql'))
    expect(await run()).toEqual([])
    step('0002_second.sql', 'create table third (id int);')
    expect(await run()).toEqual(['0002_second.sql'])
    expect(await tables()).toEqual(['ground', 'migrations', 'second', 'third'])
    expect(await run()).toEqual([])
    step('0002_second.sql', 'create table fourth (id int);')
    expect(await problem(run())).toMatchObject({ code: 'migrationChanged', data: { file: '0002_second.sql' } })
  })

  it('name no role but that of requests: the owner is called as the installation likes', () => {
    for (const { name, sql } of readMigrations())
      expect([name, ...sql.matchAll(/\bto mostik\b/g)].map(String)).toEqual([name])
  })

  it('of a newer program are not touched', async () => {
    step('0002_future.sql', 'create table future (id int);')
    await run()
    rmSync(path.join(folder, '0002_future.sql'))
    expect(await problem(run())).toMatchObject({ code: 'databaseNewer', data: { found: 2, known: 1 } })
  })

  it('have numbers without gaps and repeats', () => {
    step('0003_gap.sql', '')
    expect(() => readMigrations(folder)).toThrow('0003_gap.sql: number 2 is expected here')
  })
})

describe('an empty database that knows no Russian letters', () => {
  it('is refused before anything is made in it', async () => {
    const name = `letters_${crypto.randomUUID().replaceAll('-', '')}`
    const server = database.connection
    await withClient(server, (client) =>
      client.query(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`),
    )
    try {
      const found = await problem(migrate(connectionTo(server, name), folder))
      expect(found.code).toBe('databaseLetters')
      const { rowCount } = await withClient(connectionTo(server, name), (client) =>
        client.query(`select from pg_tables where schemaname = 'public'`),
      )
      expect(rowCount).toBe(0)
    } finally {
      await withClient(server, (client) => client.query(`drop database ${name} with (force)`))
    }
  })
})

describe('a server of PostgreSQL', () => {
  it('is new enough from 15 on', () => {
    expect(() => checkVersion(150_000, '15.0')).not.toThrow()
    expect(() => checkVersion(140_012, '14.12')).toThrow(StartProblem)
  })
})
