import { afterAll, beforeAll, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { testApp, type TestApp, type TestPerson } from '../../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-21T12:00:00+03:00') })
})
afterAll(() => app.close())

const period = '2026-10'

async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head' })
  const anna = await company.person({ managerId: head.id, name: 'Анна' })
  const boris = await company.person({ name: 'Борис' })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const [first, second] = [await company.source('Сайт'), await company.source('Звонок')]
  const deal = (of: TestPerson, title: string, sourceId: string) => ({
    owner: of,
    title,
    sourceId,
    amountMinor: 100,
    moves: [[pipeline.stage('Новая'), '2026-10-05T09:00:00+03:00'] as const],
  })
  const [given = '', , , taken = ''] = await company.deals([
    deal(anna, 'Отдана', first),
    deal(anna, 'Своя', first),
    deal(anna, 'Другая', second),
    deal(boris, 'Получена', first),
  ])
  const hand = async (id: string, to: TestPerson) => {
    const { version } = await app.as(owner).deals.get({ id })
    await app.as(owner).deals.edit({ id, version, changes: { ownerId: to.id } })
  }
  await hand(given, boris)
  await hand(taken, anna)
  return { owner, head, anna, boris, first }
}

/** What each reader is told of the deals that came in the month, and what opens behind it. */
async function told(reader: TestPerson, sourceIds: string[] = []) {
  const api = app.as(reader)
  const filters = { period, ...(sourceIds.length > 0 && { sourceIds }) }
  const titles = ({ rows }: { rows: { title: string | null }[] }) => rows.map(({ title }) => title ?? '').toSorted()
  const { rows: figures } = await api.metrics.figures({ metrics: ['created'], ...filters })
  const { rows: lines } = await api.sellers.table(filters)
  const [line] = lines
  if (!line) throw new Error('no line')
  return {
    figures: [
      figures[0]?.figures.created?.value ?? 0,
      (await api.funnel.view(filters)).happened.created.n,
      line.created,
    ],
    lists: [
      titles(await api.metrics.records({ metric: 'created', ...filters })),
      titles(await api.funnel.deals({ figure: 'period_created', ...filters })),
      titles(await api.sellers.deals({ figure: 'created', level: line.level, subjectId: line.subjectId, ...filters })),
    ],
  }
}

test('deals that came to somebody stand behind his figure when they are of another now, without their titles', async () => {
  const all = await office()
  const everything = ['Другая', 'Отдана', 'Получена', 'Своя']
  expect(await told(all.owner)).toEqual({ figures: [4, 4, 4], lists: [everything, everything, everything] })
  const own = ['', 'Другая', 'Своя']
  for (const reader of [all.head, all.anna])
    expect(await told(reader)).toEqual({ figures: [3, 3, 3], lists: [own, own, own] })
  expect(await told(all.boris)).toEqual({ figures: [1, 1, 1], lists: [[''], [''], ['']] })
})

test('figures that are counted from single deals open the deals in sight alone', async () => {
  const { head, first } = await office()
  expect(await told(head, [first])).toEqual({ figures: [1, 1, 1], lists: [['Своя'], ['Своя'], ['Своя']] })
})

test('nothing is told of deals that people out of sight have handed over', async () => {
  const { boris } = await office()
  const stranger = (await office()).head
  const { rows } = await app.as(boris).metrics.records({ metric: 'created', period })
  expect(rows).toMatchObject([{ dealId: null, title: null, ownerName: 'Борис' }])
  const elsewhere = await app.as(stranger).metrics.records({ metric: 'created', period })
  expect(elsewhere.rows.map(({ id }) => id)).not.toContain(rows[0]?.id)
})
