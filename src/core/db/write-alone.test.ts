import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, type Database } from './database.ts'
import { createGate, type Gate } from './gate.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'
import { uuid7 } from './uuid7.ts'
import { tryToWriteAlone, waitToWriteAlone } from './write-alone.ts'

let place: TestDatabase
let database: Database
let gate: Gate

beforeAll(async () => {
  place = await testDatabase()
  database = createDatabase(place.connection)
  gate = createGate(database)
})
afterAll(async () => {
  await database.destroy()
  await place.drop()
})

test('rows of a company have one writer at a time; other rows and other companies are not in its way', async () => {
  const own = { workspaceId: uuid7(), rows: 'days' }
  const mayWrite = (rows: typeof own) => gate.asServer((tx) => tryToWriteAlone(tx, rows))
  await gate.asServer(async (tx) => {
    expect(await tryToWriteAlone(tx, own)).toBe(true)
    expect(await mayWrite(own)).toBe(false)
    expect(await mayWrite({ ...own, rows: 'months' })).toBe(true)
    expect(await mayWrite({ ...own, workspaceId: uuid7() })).toBe(true)
  })
  expect(await mayWrite(own)).toBe(true)
})

test('whoever has to write goes on when the one who is at it has done', async () => {
  const own = { workspaceId: uuid7(), rows: 'days' }
  const done: string[] = []
  let second: Promise<void> | undefined
  await gate.asServer(async (tx) => {
    await tryToWriteAlone(tx, own)
    second = gate.asServer(async (other) => {
      await waitToWriteAlone(other, own)
      done.push('second')
    })
    // Long enough for the other one to ask.
    await gate.asServer((other) => tryToWriteAlone(other, own))
    done.push('first')
  })
  await second
  expect(done).toEqual(['first', 'second'])
})
