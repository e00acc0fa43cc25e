import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const FILE = `ID;Название сделки;Бюджет;Дата создания сделки;Этап сделки;Воронка
1;Насос;1000;01.01.2026 10:00:00;Заявка;Опт
2;Кран;1000;01.01.2026 10:00:00;Встреча;Опт`
const STAGES = [
  { name: 'Заявка', meaning: 'open', color: 'grey' },
  { name: 'Встреча', meaning: 'open', color: 'blue' },
  { name: 'Победа', meaning: 'won', color: 'green' },
  { name: 'Отказ', meaning: 'lost', color: 'red' },
] as const

test('stages stand still while deals come in: no deal lands on a stage that was taken out of use meanwhile', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const api = app.as(owner)
  const imports = importing(app, owner)
  const { id: pipelineId, stages } = await api.deals.addPipeline({ name: 'Опт', stages: [...STAGES] })
  const [first, second] = stages
  if (!first || !second) throw new Error('no stages')
  const one = await imports.check(await imports.upload('deals.csv', FILE))

  let committed = Promise.resolve(one)
  await app.gate.asServer(async (tx) => {
    // The sums of a file are written in the end: its deals are there by then, and nobody sees them.
    await sql`lock table total_deltas in exclusive mode`.execute(tx)
    committed = imports.commit(one)
    for (;;) {
      const { rows } = await sql`
        select from pg_locks where not granted and relation = 'total_deltas'::regclass`.execute(tx)
      if (rows.length > 0) break
      await sleep(20)
    }
    const held = { code: 'STAGES_HELD', status: 409 }
    await expect(api.deals.archiveStage({ id: first.id })).rejects.toMatchObject(held)
    await expect(api.deals.editStage({ id: first.id, meaning: 'lost' })).rejects.toMatchObject(held)
    await expect(api.deals.addStage({ pipelineId, name: 'Счёт', meaning: 'open' })).rejects.toMatchObject(held)
    await expect(api.deals.orderStages({ pipelineId, stageIds: [second.id, first.id] })).rejects.toMatchObject(held)
    await expect(api.deals.editPipeline({ id: pipelineId, archived: true })).rejects.toMatchObject(held)
    // A name changes nothing of what deals are.
    await api.deals.editStage({ id: first.id, name: 'Обращение' })
  })

  expect((await committed).status).toBe('done')
  await expect(api.deals.archiveStage({ id: first.id })).rejects.toMatchObject({ code: 'STAGE_HAS_DEALS' })
  await api.deals.archiveStage({ id: first.id, moveToStageId: second.id })
  const { rows } = await api.deals.list({ pipelineId })
  expect(rows.map(({ stage }) => stage.name)).toEqual(['Встреча', 'Встреча'])
})
