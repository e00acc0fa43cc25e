/** What the oracle of the metric registry stands on: a company of seeded random records, and the naive events that figures are counted from. */
import { DAY_MS } from '#core/calendar/day.ts'
import { sql } from 'kysely'
import { dayOf, asTimeZone } from '#core/calendar/zone.ts'
import { raise } from './testing-company-of-all.ts'
import type { TestApp, TestDeal, TestPerson } from './testing.ts'
import { numbers } from './testing-numbers.ts'

const zone = asTimeZone('Europe/Moscow')

/** Something that happened, with everything that it may be cut by. A list: it stands under each of them. */
export interface Happened {
  kind: string
  day: string
  n: number
  money: number
  seconds: number
  first: boolean
  of: Record<string, string | null | (string | null)[]>
  /** What part of the money belongs to a product. */
  parts: Map<string | null, number>
  groups: Map<string | null, number>
}

export interface MetricsCompany {
  owner: TestPerson
  sellers: TestPerson[]
  fieldId: string
  pipelines: { id: string; stages: { id: string; name: string }[]; won: string; lost: string }[]
  people: { id: string; departmentId: string | null; role: string; hiredOn: string | null; leftOn: string | null }[]
  plans: { personId: string; month: string; minor: number }[]
  happened: Happened[]
}

/** A company whose deals have gone all ways: skips, returns, reopened and lost, won in the second of their creation, on the edges of months, gone on in another pipeline, in the
 * trash. */
export async function metricsCompany(app: TestApp, seed: number): Promise<MetricsCompany> {
  const next = numbers(seed)
  const pick = <Value>(list: readonly Value[]): Value => list[next(list.length)] as Value
  const company = await app.company()
  const owner = await company.person({ role: 'owner', hiredOn: '2020-01-01' })
  const departments = [await company.department('Опт'), await company.department('Розница')]
  const people: MetricsCompany['people'] = []
  const hire = async (role: string, departmentId: string | null, hiredOn: string | null, leftOn: string | null) => {
    const person = await company.person({
      role,
      name: `Человек ${people.length}`,
      ...(role === 'seller' && { managerId: owner.id }),
      ...(departmentId && { departmentId }),
      ...(hiredOn && { hiredOn }),
      ...(leftOn && { leftOn }),
    })
    people.push({ id: person.id, departmentId, role, hiredOn, leftOn })
    return person
  }
  const sellers = [
    await hire('seller', departments[0] ?? null, '2024-02-01', null),
    await hire('seller', departments[0] ?? null, '2024-02-01', null),
    await hire('seller', departments[1] ?? null, '2024-02-01', null),
    await hire('seller', departments[1] ?? null, '2025-02-01', null),
    await hire('seller', null, '2025-02-01', null),
    await hire('seller', departments[1] ?? null, '2024-02-01', '2026-10-20'),
  ]
  await hire('seller', departments[0] ?? null, '2026-11-16', null)
  const pipelines = [
    await company.pipeline(['Новая', 'КП', 'Договор']),
    await company.pipeline(['Заявка', 'Замер', 'Монтаж']),
  ]
  const sources = [await company.source('Сайт'), await company.source('Звонок')]
  const w = company.id
  const made = async (query: ReturnType<typeof sql<{ id: string }>>) =>
    (await query.execute(app.database)).rows[0]?.id ?? ''
  const north = await made(
    sql`insert into territories (workspace_id, name, regions) values (${w}::uuid, 'Север', '{Мурманск}') returning id`,
  )
  const products = [
    {
      id: await made(
        sql`insert into products (workspace_id, name, product_group) values (${w}::uuid, 'Насос', 'Насосы') returning id`,
      ),
      group: 'Насосы',
    },
    {
      id: await made(
        sql`insert into products (workspace_id, name, product_group) values (${w}::uuid, 'Кран', 'Арматура') returning id`,
      ),
      group: 'Арматура',
    },
    {
      id: await made(sql`insert into products (workspace_id, name) values (${w}::uuid, 'Прочее') returning id`),
      group: null,
    },
  ]
  const options = [crypto.randomUUID() as string, crypto.randomUUID() as string]
  const fieldId = await made(
    sql`insert into fields (workspace_id, subject, name, kind, options) values (${w}::uuid, 'deal', 'Тип', 'choices',
      ${JSON.stringify(options.map((id, place) => ({ id, name: `Тип ${place}` })))}::jsonb) returning id`,
  )
  const clients: { id: string; industry: string | null; region: string | null; abc: string | null }[] = []
  for (const [place, industry] of ['Торговля', 'Стройка', null, 'Торговля'].entries()) {
    const region = [null, 'Мурманск', 'Москва', 'Мурманск'][place] ?? null
    const abc = ['A', 'B', null, 'C'][place] ?? null
    const id = await made(sql`insert into companies (workspace_id, name, name_key, industry, region)
      values (${w}::uuid, ${`Клиент ${place}`}, ${`клиент ${place}`}, ${industry}, ${region}) returning id`)
    if (abc)
      await sql`insert into segments_classes (workspace_id, client_id, valid_from, abc, recency, frequency, monetary, state)
        values (${w}::uuid, ${id}::uuid, '2026-11-01', ${abc}, 3, 3, 3, 'active')`.execute(app.database)
    clients.push({ id, industry, region, abc })
  }

  const iso = (moment: number) => new Date(moment).toISOString()
  const edges = ['2026-09-30T20:59:59.999Z', '2026-09-30T21:00:00Z', '2026-10-31T20:59:59.999Z', '2026-10-31T21:00:00Z']
  const given = Array.from({ length: 90 }, (_, place) => {
    let pipeline = pick(pipelines)
    const stage = (at: number) => pipeline.stages[at]?.id ?? ''
    const begins =
      next(8) === 0 ? Date.parse(pick(edges)) : Date.parse('2026-07-20T00:00:00Z') + next(118 * 24) * 3_600_000
    const way = pick([[], [1], [3], [4], [1, 3], [2, 4], [1, 2, 1, 3], [2, 0], [3, 1], [3, 4], [1, 3, 2, 4], [4, 1, 3]])
    let at = begins
    const moves: [string, string][] = [[stage(next(6) === 0 ? 1 : 0), iso(at)]]
    const go = (to: number, hours: number) => {
      at += hours * 3_600_000
      // What has not happened yet is not in the log.
      if (at < Date.parse('2026-11-20T12:00:00Z')) moves.push([stage(to), iso(at)])
    }
    if (next(4) === 0) {
      if (next(2) === 0) go(1 + next(2), next(9 * 24))
      pipeline = pick(pipelines.filter((other) => other !== pipeline))
      go(next(2), next(40 * 24))
    }
    const isAtOnce = next(9) === 0
    for (const to of way) go(to, isAtOnce ? 0 : 1 + next(16 * 24))
    const amountMinor = pick([0, 1 + next(9_000_000), 1 + next(60_000_000), 1 + next(300_000_000)])
    const chosen = options.filter(() => next(3) === 0)
    return {
      title: `Сделка ${place}`,
      owner: next(12) === 0 ? null : pick(sellers),
      ...(next(8) > 0 && { sourceId: pick(sources) }),
      amountMinor,
      expectedCloseOn: pick(['2026-10-15', '2026-11-25', '2026-12-10']),
      custom: chosen.length > 0 ? { [fieldId]: chosen } : {},
      moves,
      client: next(6) === 0 ? null : pick(clients),
      lines: products
        .filter(() => next(4) === 0)
        .map((product) => ({ ...product, minor: next(5) === 0 ? 0 : 1 + next(5_000_000) })),
      campaign: pick(['Осень', 'Зима', null, null]),
      chosen,
    }
  })
  const ids = await company.deals(given satisfies TestDeal[])
  for (const [place, id] of ids.entries()) {
    const deal = given[place]
    if (!deal) continue
    await sql`update deals set company_id = ${deal.client?.id ?? null}::uuid where id = ${id}::uuid`.execute(
      app.database,
    )
    for (const [line, { id: productId, minor }] of deal.lines.entries())
      await sql`insert into deal_lines (workspace_id, deal_id, line_no, owner_id, product_id, product_name, price_minor)
        values (${w}::uuid, ${id}::uuid, ${line + 1}, ${deal.owner?.id ?? null}::uuid, ${productId}::uuid, 'x', ${minor})`.execute(
        app.database,
      )
  }
  // Life after the log: amounts put right, deals handed over, some in the trash. All of it happens now, on 21 November.
  const api = app.as(owner).deals
  const later = new Map<string, { amountMinor?: number; ownerId?: string }>()
  const trashed = new Set<string>()
  for (const id of ids) {
    const chance = next(14)
    if (chance === 0) trashed.add(id)
    const change =
      chance === 1
        ? { amountMinor: 1 + next(50_000_000) }
        : chance === 2
          ? { ownerId: pick(sellers.slice(0, 5)).id }
          : null
    if (!change) continue
    later.set(id, change)
    const { rows } = await sql<{ version: number }>`select version from deals where id = ${id}::uuid`.execute(
      app.database,
    )
    await api.edit({ id, version: rows[0]?.version ?? 1, changes: change })
  }
  if (trashed.size > 0) await api.trash({ ids: [...trashed], deleted: true })

  const happened: Happened[] = []
  const dayAt = (at: number) => dayOf(new Date(at), zone) as string
  const departmentOf = (id: string | null) => people.find((person) => person.id === id)?.departmentId ?? null
  const event = (kind: string, day: string, ownerId: string | null, more: Partial<Happened> = {}): Happened => ({
    kind,
    day,
    n: 1,
    money: 0,
    seconds: 0,
    first: false,
    parts: new Map(),
    groups: new Map(),
    ...more,
    of: { seller: ownerId, department: departmentOf(ownerId), ...more.of },
  })

  const moments = (deal: (typeof given)[number]) =>
    deal.moves.map(([stage, at]) => {
      const pipeline =
        pipelines.find(({ stages }) => stages.some(({ id }) => id === stage)) ?? raise('a stage of no pipeline')
      return { pipeline, place: pipeline.stages.findIndex(({ id }) => id === stage), at: Date.parse(at) }
    })
  const firstWins = given.map((deal, place) =>
    trashed.has(ids[place] ?? '')
      ? Infinity
      : Math.min(
          ...moments(deal)
            .filter((move) => move.place === 3)
            .map(({ at }) => at),
        ),
  )
  for (const [place, deal] of given.entries()) {
    const id = ids[place] ?? ''
    if (trashed.has(id)) continue
    const log = moments(deal)
    const ownerId = deal.owner?.id ?? null
    const { amountMinor: amountNow = deal.amountMinor, ownerId: ownerNow = ownerId } = later.get(id) ?? {}
    const created = log[0]?.at ?? 0
    const others = firstWins.flatMap((at, other) =>
      other !== place && deal.client && given[other]?.client === deal.client && at < Infinity
        ? [{ at, id: ids[other] ?? '' }]
        : [],
    )
    const before = (at: number) => others.some((one) => one.at < at || (one.at === at && one.id < id))
    const firstWon = firstWins[place] ?? Infinity
    const last = log.at(-1) ?? raise('a deal without moves')
    const inLast = log.filter(({ pipeline }) => pipeline === last.pipeline)
    const isWon = log.some((move) => move.place === 3)
    const furthestOf = (moves: typeof log) =>
      Math.max(...moves.filter((move) => move.place < 3).map((move) => move.place), -1)
    const furthest = isWon ? 2 : furthestOf(inLast)
    const stageId = (at: number) => last.pipeline.stages[at]?.id ?? null
    const lines = deal.lines.length
    const whole = deal.lines.reduce((sum, line) => sum + line.minor, 0)
    const parts = new Map(
      deal.lines.map((line) => [line.id as string | null, whole > 0 ? line.minor / whole : 1 / lines]),
    )
    if (lines === 0) parts.set(null, 1)
    const groups = new Map<string | null, number>()
    for (const line of deal.lines) groups.set(line.group, (groups.get(line.group) ?? 0) + (parts.get(line.id) ?? 0))
    if (lines === 0) groups.set(null, 1)
    const of = {
      pipeline: last.pipeline.id,
      source: deal.sourceId ?? null,
      campaign: deal.campaign,
      industry: deal.client?.industry ?? null,
      region: deal.client?.region ?? null,
      territory: deal.client?.region === 'Мурманск' ? north : null,
      segment: deal.client?.abc ?? null,
      clientKind: deal.client === null ? null : before(created) ? 'existing' : 'new',
      field: deal.chosen.length > 0 ? deal.chosen : [null],
      product: [...parts.keys()],
      productGroup: [...groups.keys()],
    }
    const shared = { parts, groups, first: deal.client !== null && firstWon < Infinity && !before(firstWon) }
    const sized = (money: number) => ({ ...of, dealSize: sizeOf(Math.abs(money)) })
    const add = (kind: string, day: string, who: string | null, money: number, more: Partial<Happened> = {}) =>
      happened.push(event(kind, day, who, { ...shared, money, ...more, of: { ...sized(money), ...more.of } }))
    let won = false
    for (const { place: to, at } of log) {
      if ((to === 3) === won) continue
      won = to === 3
      add('booked', dayAt(at), ownerId, won ? deal.amountMinor : -deal.amountMinor, { n: won ? 1 : -1 })
    }
    if (won && amountNow !== deal.amountMinor)
      add('booked', '2026-11-21', ownerId, amountNow - deal.amountMinor, { n: 0 })
    const [begun = last] = log
    const hasGoneOn = begun.pipeline !== last.pipeline
    const ofFirst = { pipeline: begun.pipeline.id }
    add('created', dayAt(created), ownerId, amountNow, { of: ofFirst })
    if (hasGoneOn) {
      add('came', dayAt(inLast[0]?.at ?? 0), ownerId, amountNow)
      const inFirst = furthestOf(log.filter(({ pipeline }) => pipeline !== last.pipeline))
      const stage = begun.pipeline.stages[inFirst]?.id ?? null
      add('cohort moved', dayAt(created), ownerId, amountNow, { of: { ...ofFirst, stage, furthest: String(inFirst) } })
    }
    const outcome = last.place === 3 ? 'won' : last.place === 4 ? 'lost' : 'open'
    const stage = stageId(furthest)
    if (outcome !== 'open')
      add(`closed ${outcome}`, dayAt(last.at), ownerId, amountNow, {
        seconds: (last.at - created) / 1000,
        of: { stage, lossReason: null },
      })
    const credit = outcome === 'open' ? ownerNow : ownerId
    add(`cohort ${outcome}`, dayAt(created), credit, amountNow, { of: { stage, furthest: String(furthest) } })
    if (outcome === 'open') add('open', '', credit, amountNow, { of: { stage: stageId(last.place) } })
    add(outcome === 'won' ? 'all won' : 'all else', '', credit, amountNow)
    if (outcome === 'open') add('expected', deal.expectedCloseOn, credit, amountNow)
  }

  for (let count = 0; count < 40; count += 1) {
    const receivedAt =
      next(6) === 0 ? Date.parse(pick(edges)) : Date.parse('2026-08-01T06:00:00Z') + next(110 * 24) * 3_600_000
    const state = pick(['new', 'accepted', 'converted', 'rejected', 'spam', 'converted'])
    const seller = next(7) === 0 ? null : pick(sellers)
    const sourceId = next(5) === 0 ? null : pick(sources)
    const campaign = pick(['Осень', 'Зима', null])
    const minutes = next(4) === 0 ? null : 1 + next(400)
    await sql`insert into leads (workspace_id, channel, state, source_id, campaign, owner_id, received_at, target_minutes, respond_by, escalate_at, response_minutes)
      values (${w}::uuid, 'ui', ${state}, ${sourceId}::uuid, ${campaign}, ${seller?.id ?? null}::uuid, ${iso(receivedAt)}, 15, ${iso(receivedAt)}, ${iso(receivedAt)}, ${minutes})`.execute(
      app.database,
    )
    if (state === 'spam') continue
    happened.push(
      event(`lead ${state}`, dayAt(receivedAt), seller?.id ?? null, {
        money: minutes ?? -1,
        of: { source: sourceId, campaign },
      }),
    )
  }
  // Leads that deals came from: they say the campaign of a deal, and are counted among the leads.
  for (const [place, id] of ids.entries()) {
    const deal = given[place]
    if (!deal || (deal.campaign === null && next(2) === 0)) continue
    const receivedAt = Date.parse(deal.moves[0]?.[1] ?? '')
    await sql`insert into leads (workspace_id, channel, state, source_id, campaign, owner_id, received_at, target_minutes, respond_by, escalate_at, deal_id)
      values (${w}::uuid, 'ui', 'converted', ${deal.sourceId ?? null}::uuid, ${deal.campaign}, ${deal.owner?.id ?? null}::uuid, ${iso(receivedAt)}, 15, ${iso(receivedAt)}, ${iso(receivedAt)}, ${id}::uuid)`.execute(
      app.database,
    )
    happened.push(
      event('lead converted', dayAt(receivedAt), deal.owner?.id ?? null, {
        money: -1,
        of: { source: deal.sourceId ?? null, campaign: deal.campaign },
      }),
    )
  }

  for (let count = 0; count < 40; count += 1) {
    const seller = pick(sellers.slice(0, 5))
    const kind = pick(['call', 'meeting', 'demo', 'email', 'message'] as const)
    const at = next(6) === 0 ? Date.parse(pick(edges)) : Date.parse('2026-09-01T06:00:00Z') + next(80 * 24) * 3_600_000
    await app
      .as(seller)
      .activities.add({ kind, occurredAt: iso(at), companyId: clients[0]?.id ?? null, result: 'Поговорили' })
    happened.push(event(`activity ${kind}`, dayAt(at), seller.id))
  }
  for (let count = 0; count < 25; count += 1) {
    const seller = next(8) === 0 ? null : pick(sellers)
    const day = dayAt(Date.parse('2026-08-20T06:00:00Z') + next(92) * DAY_MS)
    const minor = 1 + next(5_000_000)
    const paymentId = await made(
      sql`insert into payments (workspace_id, paid_on, currency) values (${w}::uuid, ${day}, 'RUB') returning id`,
    )
    await sql`insert into payment_parts (workspace_id, payment_id, credit_id, paid_on, amount_minor, currency, base_minor)
      values (${w}::uuid, ${paymentId}::uuid, ${seller?.id ?? null}::uuid, ${day}, ${minor}, 'RUB', ${minor})`.execute(
      app.database,
    )
    happened.push(event('payment', day, seller?.id ?? null, { money: minor }))
  }
  const plans: MetricsCompany['plans'] = []
  for (const person of sellers.slice(0, 5))
    for (const month of ['2026-09', '2026-10', '2026-11', '2026-12'])
      if (next(6) > 0) plans.push({ personId: person.id, month, minor: (1 + next(200)) * 1_000_00 })
  await app.as(owner).plans.setCells({
    cells: plans.map(({ personId, month, minor }) => ({
      level: 'person' as const,
      subjectId: personId,
      month,
      amountMinor: minor,
      version: 0,
    })),
  })
  if (next(2) === 0) await sql`select fold_totals(${w}::uuid, 100000)`.execute(app.database)
  return { owner, sellers, fieldId, pipelines, people, plans, happened }
}

function sizeOf(minor: number): string {
  if (minor === 0) return 'zero'
  if (minor < 1e7) return 's'
  if (minor < 5e7) return 'm'
  if (minor < 2e8) return 'l'
  return minor < 1e9 ? 'xl' : 'xxl'
}
