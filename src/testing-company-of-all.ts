/** What tests of isolation stand on: a company with rows in every table, people of all roles in it, and the owner of another company. */
import { sql } from 'kysely'
import { stillClock } from '#core/clock/clock.ts'
import type { Scoped, Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { actorOf } from '#modules/auth/api.ts'
import { createDemoCompany } from '#modules/demo/api.ts'
import { indexRecords } from '#modules/search/api.ts'
import { testApp } from './testing.ts'
import { inBuyers, summedRows } from './testing-summed-rows.ts'

const NOW = new Date('2026-11-20T15:00:00+03:00')
const ROLES = ['owner', 'head', 'seller', 'auditor', 'hr', 'admin', 'marketing']

/** SQLSTATE of a missing right or of a row that a policy refuses, and of a write in a read-only transaction. */
export const FORBIDDEN_BY_DATABASE = '42501'
export const READ_ONLY_TRANSACTION = '25006'

export interface Table {
  name: string
  /** Without those that the database makes itself. */
  columns: string[]
}

/** Close it in afterAll. */
export async function companyOfAll({ dataDir = '' } = {}) {
  const app = await testApp({ clock: stillClock(NOW.toISOString()), dataDir })
  const options = { deals: 60, sellers: 4, departments: 2, months: 3 }
  const { workspaceId } = await createDemoCompany(app.gate, NOW, options)
  const foreignCompany = await app.company({ name: 'Чужая' })
  await foreignCompany.pipeline()
  const foreigner = await foreignCompany.person({ role: 'owner' })
  await indexRecords(app.gate)
  await app.gate.asServer((tx) => fillTheRest(tx, workspaceId))
  const people = new Map<string, Scoped>([['foreigner', await actor(foreigner.id)]])
  for (const role of ROLES) people.set(role, await actor(await activePerson(role)))

  const who = (name: string): Scoped => people.get(name) ?? raise(`nobody is called ${name}`)
  const as = <Result>(name: string, work: (tx: Tx) => Promise<Result>) => app.gate.as(who(name), work)

  return {
    app,
    workspaceId,
    foreigner,
    /** A person as an actor, by role; 'foreigner' is the owner of the other company. */
    who,
    as,
    /** Rows of a table `t` that this person sees. */
    count: (name: string, table: string, condition = sql<boolean>`true`) =>
      as(name, async (tx) => ((await maySelect(tx, table)) ? countRows(tx, table, condition) : 0)),
    /** How many rows a statement touched, or the SQLSTATE of its refusal. */
    async touched(name: string, statement: (tx: Tx) => Promise<{ numAffectedRows?: bigint | undefined }>) {
      try {
        return Number((await as(name, statement)).numAffectedRows ?? 0n)
      } catch (error) {
        return (error as { code?: string }).code
      }
    },
    /** Tables whose rows belong to a company, by the catalog. */
    async tables(): Promise<Table[]> {
      const { rows } = await sql<Table>`
        select c.oid::regclass::text as name, array_agg(a.attname::text) as columns
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        where c.relkind in ('r', 'p') and n.nspname = 'public' group by c.oid order by 1`.execute(app.database)
      return rows.filter(({ columns }) => columns.includes('workspace_id'))
    },
  }

  /** The one of the demo company, or a new one. */
  async function activePerson(role: string): Promise<string> {
    const { rows } = await sql<{ id: string }>`
      update people set state = 'active' where id = (select id from people
        where workspace_id = ${workspaceId}::uuid and role = ${role} and left_on is null order by id limit 1) returning id`.execute(
      app.database,
    )
    if (rows[0]) return rows[0].id
    const row = { workspace_id: workspaceId, full_name: 'Новый Человек', role, state: 'active' }
    return (await app.database.insertInto('people').values(row).returning('id').executeTakeFirstOrThrow()).id
  }

  async function actor(id: string): Promise<Scoped> {
    return (await actorOf(app.gate, id, NOW)) ?? raise('nobody may act')
  }
}

export type CompanyOfAll = Awaited<ReturnType<typeof companyOfAll>>

export async function countRows(tx: Tx, table: string, condition = sql<boolean>`true`): Promise<number> {
  const query = sql<{ n: number }>`select count(*) as n from ${sql.raw(table)} as t where ${condition}`
  return (await query.execute(tx)).rows[0]?.n ?? Number.NaN
}

/** Some tables are reached by functions alone. */
async function maySelect(tx: Tx, table: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select has_table_privilege(${table}, 'select') as may`.execute(tx)
  return rows[0]?.may ?? false
}

export function raise(message: string): never {
  throw new Error(message)
}

/** What the demo company has none of. */
async function fillTheRest(tx: Tx, workspaceId: string): Promise<void> {
  const { rows } = await sql<{
    person: string
    activity: string
    deal: string
    competitor: string
    company: string
    product: string
    field: string
  }>`
    select (select id from people where workspace_id = ${workspaceId}::uuid and role = 'owner' limit 1) as person,
           (select id from activities where workspace_id = ${workspaceId}::uuid limit 1) as activity,
           (select id from deals where workspace_id = ${workspaceId}::uuid limit 1) as deal,
           (select id from competitors where workspace_id = ${workspaceId}::uuid limit 1) as competitor,
           (select id from companies where workspace_id = ${workspaceId}::uuid limit 1) as company,
           (select id from products where workspace_id = ${workspaceId}::uuid limit 1) as product,
           (select id from fields where workspace_id = ${workspaceId}::uuid limit 1) as field`.execute(tx)
  const { person, activity, deal, competitor, company, product, field } = rows[0] ?? raise('the demo company is empty')
  const importId = uuid7()
  const taskId = uuid7()
  const caseId = uuid7()
  const noticeId = uuid7()
  const planVersionId = uuid7()
  const planPart = {
    month: '2026-11-01',
    level: 'company',
    subject_id: workspaceId,
    tier: 'target',
    cut: 'all',
    cut_key: '',
  }
  const goalId = uuid7()
  const noLines = JSON.stringify({ vatMode: 'included', lines: [] })
  const nothingHeld = JSON.stringify({
    deal: 0,
    company: 0,
    contact: 0,
    task: 0,
    activity: 0,
    lead: 0,
    dealsMinor: 0,
  })
  const file = { file_name: 'x', file_size: 1, file_sha256: 'x', file_path: 'x', created_by: person }
  const others: Record<string, object> = {
    access_links: { kind: 'password', person_id: person, token_hash: 'x', expires_at: NOW },
    activity_edits: { activity_id: activity, version: 2, at: NOW, source: 'ui', action: 'edited', changes: '{}' },
    api_keys: { person_id: person, name: 'Ключ', prefix: 'mk_', key_hash: 'x', access: 'read' },
    audit_log: { action: 'test' },
    calendar_days: { day: '2026-11-20', kind: 'off' },
    commands: { person_id: person, key: 'a key of a command', endpoint: 'x', request_hash: 'x' },
    contacts: { full_name: 'Пётр Клиентов', company_id: company },
    currency_rates: { currency: 'USD', valid_from: '2026-11-20', rate: '80' },
    list_layouts: { person_id: person, list: 'deals.list', layout: '{}' },
    list_views: { list: 'deals.list', name: 'x', author_id: person },
    list_choices: { person_id: person, list: 'deals.list' },
    list_settings: { sellers_export: true },
    metrics_checks: { state: 'done' },
    list_exports: { list: 'deals.list', author_id: person, format: 'csv', question: '{}', file_name: 'x' },
    bulk_changes: { id: noticeId, list: 'deals.list', author_id: person, question: '{}' },
    bulk_change_rows: { change_id: noticeId, record_id: deal, author_id: person, before: '{}', after: '{}' },
    merges: { id: importId, kind: 'company', master_id: company, absorbed_id: uuid7(), actor_id: person },
    merge_moves: { merge_id: importId, target: 'deals', ref: 'company_id' },
    erasures: { contact_id: uuid7(), actor_id: person },
    deal_edits: { deal_id: deal, version: 2, source: 'ui', changes: '{}' },
    field_leftovers: { field_id: field, record_id: deal, kind: 'text', value: '"x"', text: 'x' },
    imports: { id: importId, kind: 'deals', ...file },
    import_rows: { import_id: importId, line: 1, action: 'rejected' },
    handovers: { id: importId, from_id: person, created_by: person, rule: '{}', counts: nothingHeld },
    losses_rivals: { deal_id: deal, competitor_id: competitor },
    handover_items: { handover_id: importId, kind: 'deal', record_id: deal, to_id: person },
    tasks: { id: taskId, title: 'x', owner_id: person, due_on: '2026-11-20', due_at: NOW },
    task_shifts: { task_id: taskId, kind: 'refusal', owner_id: person, at: NOW, from_at: NOW, reason: 'x' },
    norms: { level: 'person', owner_id: person, kind: 'call', valid_from: '2026-11-01', amount: 10, per_day: 10 },
    norms_ramp: { week: 1, share: 0.5 },
    norms_excuses: { owner_id: person, day: '2026-11-20', reason: 'x' },
    norms_settings: {},
    decomposition_settings: { minutes: '{}' },
    decomposition_profiles: { owner_id: person, months: 6, profile: '{}', counted_at: NOW },
    decomposition_counts: { counted_at: NOW },
    goals: {
      id: goalId,
      level: 'person',
      owner_id: person,
      title: 'x',
      metric: 'salesVolume',
      period: '2026-11',
      starts_on: '2026-11-01',
      ends_on: '2026-12-01',
      target: 1,
      responsible_id: person,
    },
    goals_checkins: { goal_id: goalId, author_id: person, confidence: 5 },
    goals_tasks: { goal_id: goalId, task_id: taskId },
    goals_strategies: { version: 1, body: '{}', reason: 'x', author_id: person },
    kpi_boards: { role: 'owner', tiles: ['sales'] },
    kpi_thresholds: { metric: 'sales', good: 2, bad: 1 },
    templates: { channel: 'email', name: 'x', body: 'x' },
    absences: { person_id: person, kind: 'leave', from_on: '2026-12-01', to_on: '2026-12-02' },
    territories: { id: importId, name: 'Север' },
    territory_owners: { territory_id: importId, person_id: person, from_on: '2026-11-20' },
    duty_lists: { role: 'head', version: 1, items: '[]' },
    cycle_time_shares: { person_id: person, month: '2026-11-01', managing: 500, selling: 300, motivating: 200 },
    cycle_closed_periods: { month: '2026-10-01', state: 'closed', cut_off: NOW, closed_at: NOW },
    cycle_closed_bookings: {
      month: '2026-10-01',
      deal_id: deal,
      seq: 1,
      day: '2026-10-01',
      owner_id: person,
      pipeline_id: importId,
      at: NOW,
      kind: 'win',
      n: 1,
      base_minor: 1,
    },
    cycle_closed_deals: {
      month: '2026-10-01',
      kind: 'created',
      deal_id: deal,
      pipeline_id: importId,
      day: '2026-10-01',
      owner_id: person,
      created_at: NOW,
      at: NOW,
      n: 1,
      base_minor: 1,
    },
    cycle_closed_sums: {
      month: '2026-10-01',
      of_month: '2026-10-01',
      kind: 'booked',
      owner_id: person,
      pipeline_id: importId,
      stage_id: importId,
      n: 1,
      money: 1,
    },
    cycle_changed_cells: { kind: 'created', day: '2026-10-05', owner_id: person },
    cycle_closed_whole: {
      month: '2026-10-01',
      of_month: '2026-10-01',
      kind: 'booked',
      pipeline_id: importId,
      stage_id: importId,
      n: 1,
      money: 1,
    },
    cycle_closed_totals: { month: '2026-10-01', of_month: '2026-10-01', owner_id: person, n: 1, money: 1 },
    cycle_closed_figures: {
      month: '2026-10-01',
      metric: 'plan',
      level: 'person',
      subject_id: person,
      owner_id: person,
    },
    cycle_carried: { month: '2026-10-01', kind: 'task', record_id: taskId, owner_id: person, title: 'x' },
    rituals_templates: {
      id: importId,
      kind: 'daily',
      name: 'x',
      leader_id: person,
      every: 'day',
      blocks: '[]',
      starts_on: '2026-11-01',
    },
    rituals: {
      id: importId,
      kind: 'daily',
      name: 'x',
      leader_id: person,
      day: '2026-11-20',
      starts_at: NOW,
      blocks: '[]',
    },
    rituals_decisions: { ritual_id: importId, text: 'x' },
    hygiene_rules: { code: 'silent', enabled: true, threshold: 21 },
    cases: {
      id: caseId,
      owner_id: person,
      metric: 'pace',
      level: 'person',
      subject_id: person,
      period: '2026-11',
      matter: 'pace',
      opened_at: NOW,
      opened_on: '2026-11-20',
      expected: 2,
      actual: 1,
      gap_minor: -1,
      split: JSON.stringify({ usual: null, span: { from: '2026-11-01', to: '2026-11-20' }, parts: [], people: [] }),
    },
    cases_actions: {
      case_id: caseId,
      owner_id: person,
      kind: 'coaching',
      title: 'x',
      doer_id: person,
      due_on: '2026-11-20',
      review_on: '2026-12-20',
      target: 'won',
      created_at: NOW,
    },
    cases_log: { case_id: caseId, owner_id: person, at: NOW, kind: 'opened' },
    cases_rules: { code: 'pace', enabled: true, threshold: 0.2, least_minor: 1 },
    cases_library: { title: 'x', target: 'won' },
    home_dismissals: { owner_id: person, item: 'x', rule: 'silent', at: NOW },
    import_mappings: { kind: 'deals', name: 'x', headers: [], mapping: '{}', created_by: person },
    search_queue: { kind: 'deal', id: deal },
    notices: { id: noticeId, person_id: person, kind: 'TASK_GIVEN', path: '/tasks' },
    notice_settings: { person_id: person },
    notice_channels: { telegram_bot: 'bot' },
    push_subscriptions: { person_id: person, endpoint: 'https://push.example.net/1', p256dh: 'x', auth: 'x' },
    telegram_chats: { person_id: person, chat_id: '1' },
    deliveries: { person_id: person, notice_id: noticeId, channel: 'email', kind: 'TASK_GIVEN', address: 'x' },
    plan_changes: { metric: 'revenue', month: '2026-11-01', level: 'company', subject_id: workspaceId },
    plan_day_versions: {
      metric: 'revenue',
      month: '2026-11-01',
      subject_id: workspaceId,
      level: 'company',
      version: 1,
      from_days: [1],
      to_days: [1],
      shares: [1],
      reason: 'x',
    },
    plan_seasons: {
      metric: 'revenue',
      months: Array(12).fill(100),
      weekdays: Array(7).fill(100),
      thirds: Array(3).fill(100),
    },
    plan_versions: {
      id: planVersionId,
      metric: 'revenue',
      level: 'company',
      subject_id: workspaceId,
      from_month: '2026-11-01',
      to_month: '2026-11-01',
      number: 99,
      reason: 'x',
      proposed_by: person,
    },
    plan_version_cells: { version_id: planVersionId, ...planPart, amount_minor: 1 },
    plan_version_days: { version_id: planVersionId, month: '2026-11-01', weights: [1] },
    plan_approved: { version_id: planVersionId, metric: 'meetings', ...planPart, amount_minor: 1 },
    plan_imports: {
      import_id: importId,
      metric: 'revenue',
      month: '2026-11-01',
      level: 'company',
      subject_id: workspaceId,
      version: 1,
    },
    planfact_settings: { watch_bp: 9000, alarm_bp: 8000, unlikely_bp: 3000 },
    discount_limits: { role: 'seller', limit_bp: 1000 },
    deal_line_changes: { deal_id: deal, version: 2, before: noLines, after: noLines },
    attachments: {
      subject_type: 'deal',
      subject_id: deal,
      file_name: 'x.pdf',
      content_type: 'application/pdf',
      size_bytes: 1,
      sha256: 'x',
    },
    attachment_uploads: { id: uuid7(), started_at: '2026-11-20T12:00:00Z' },
    product_aliases: { alias: 'Другое имя', product_id: product },
    segments_settings: { months: 12, silent_after: '1.5', lost_after: '3' },
    ...summedRows(person, company),
    segments_runs: { as_of: '2026-11-20', clients: 1 },
  }
  for (const [table, row] of Object.entries(others)) {
    const insert = tx.insertInto(table as 'people').values({ workspace_id: workspaceId, ...row } as never)
    await insert.onConflict((conflict) => conflict.doNothing()).execute()
  }
  await sql`select fold_paths(${workspaceId}::uuid, 100000)`.execute(tx)
  await tx
    .insertInto('funnel_queue' as 'people')
    .values({ workspace_id: workspaceId, deal_id: deal } as never)
    .execute()
  // Half of the deltas: there are rows in the totals, and there are some that wait.
  await sql`select fold_totals(${workspaceId}::uuid, (select count(*)::int / 2 from total_deltas))`.execute(tx)
  await sql`select cohorts_fold(${workspaceId}::uuid, (select count(*)::int / 2 from cohorts_deltas))`.execute(tx)
  await sql`insert into cohorts_queue (workspace_id, client_id) values (${workspaceId}::uuid, ${company}::uuid)`.execute(
    tx,
  )
  await tx
    .insertInto('cohorts_buyer_deltas' as 'people')
    .values({ workspace_id: workspaceId, ...inBuyers } as never)
    .execute()
}
