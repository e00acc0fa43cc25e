import type { TestApp, TestDeal } from './testing.ts'

/** A company with a team, two sellers and three sources. */
export async function sourcesOffice(app: TestApp) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  const other = await company.person({ name: 'Сергей Сосед', managerId: owner.id })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const direct = await company.source('Директ')
  const friends = await company.source('Рекомендации')
  const hoardings = await company.source('Щиты')
  const api = app.as(owner)
  return { company, owner, head, seller, other, pipeline, direct, friends, hoardings, api }
}
type Office = Awaited<ReturnType<typeof sourcesOffice>>

/** Four leads of the paid source, two of them won, one of another source; 80,000 of advertising and 40,000 of pay in October. */
export async function octoberOf({ company, seller, other, pipeline, direct, friends, hoardings, api }: Office) {
  const won = (at: string, amountMinor: number, owner: TestDeal['owner']): TestDeal => ({
    owner: owner ?? null,
    sourceId: direct,
    amountMinor,
    moves: [
      [pipeline.stage('Новая'), '2026-10-02T10:00:00+03:00'],
      [pipeline.stage('КП'), '2026-10-04T10:00:00+03:00'],
      [pipeline.won, at],
    ],
  })
  const open = (sourceId: string, owner: TestDeal['owner']): TestDeal => ({
    owner: owner ?? null,
    sourceId,
    moves: [[pipeline.stage('Новая'), '2026-10-10T10:00:00+03:00']],
  })
  const ids = await company.deals([
    won('2026-10-12T10:00:00+03:00', 100_000_00, seller),
    won('2026-10-22T10:00:00+03:00', 300_000_00, other),
    open(direct, other),
    open(direct, other),
    open(friends, other),
  ])
  const span = { from: '2026-10-01', to: '2026-10-31' }
  await api.spend.spread({ sourceId: direct, campaign: 'Поиск', ...span, amountMinor: 80_000_00 })
  await api.spend.spread({ sourceId: hoardings, ...span, amountMinor: 5_000_00 })
  await api.spend.setCosts({ cells: [{ month: '2026-10', article: 'pay', amountMinor: 40_000_00, version: 0 }] })
  await api.sources.editSettings({ margin: 0.5, years: 3, version: 0 })
  return ids
}
