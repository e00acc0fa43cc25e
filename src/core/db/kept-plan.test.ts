import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { askWithKeptPlan, askWithOwnPlan } from './kept-plan.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('a kept plan, and one of its own, answers as any other, and the statements after it are planned as before', async () => {
  const modeOf = sql<{ mode: string; n: number }>`select current_setting('plan_cache_mode') as mode, ${7}::int as n`
  await app.gate.asServer(async (tx) => {
    expect((await askWithKeptPlan(tx, modeOf)).rows).toEqual([{ mode: 'force_generic_plan', n: 7 }])
    expect((await askWithOwnPlan(tx, modeOf)).rows).toEqual([{ mode: 'force_custom_plan', n: 7 }])
    expect((await modeOf.execute(tx)).rows).toEqual([{ mode: 'auto', n: 7 }])
  })
})

test('what fails fails with its own sentence', async () => {
  const broken = sql`select 1 / ${0}::int`
  await expect(app.gate.asServer((tx) => askWithKeptPlan(tx, broken))).rejects.toThrow('division by zero')
})
