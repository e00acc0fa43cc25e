import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import { companyNameKey } from '#core/files/values.ts'
import type { DemoCompany, DemoDeal, DemoPipeline } from './calc/deals.ts'
import type { PlanCell, Story } from './calc/story.ts'
import type { DealAtWork } from './calc/tasks.ts'

/** The workspace with its people, pipelines, sources, reasons and products. */
export async function insertGround(
  tx: Tx,
  workspaceId: string,
  name: string,
  { team, world, products, sources, lossReasons }: Story,
): Promise<void> {
  const own = { workspace_id: workspaceId }
  await tx
    .insertInto('workspaces')
    .values({ id: workspaceId, name, time_zone: 'Europe/Moscow', currency: 'RUB', is_demo: true })
    .execute()
  await tx
    .insertInto('departments')
    .values(team.departments.map(({ id, name: title }, position) => ({ ...own, id, name: title, position })))
    .execute()
  const people = team.members.map((member) => ({
    ...own,
    id: member.id,
    full_name: member.fullName,
    email: member.email,
    role: member.role,
    job_title: member.jobTitle,
    department_id: member.departmentId,
    manager_id: member.managerId,
    hired_on: member.hiredOn,
    left_on: member.leftOn,
    state: member.leftOn ? 'disabled' : 'not_invited',
  }))
  await tx.insertInto('people').values(people).execute()
  for (const { id, headId } of team.departments)
    await tx
      .updateTable('departments')
      .set({ head_id: headId })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  await insertPipeline(tx, workspaceId, world.newClients, 0)
  await insertPipeline(tx, workspaceId, world.repeatSales, 1)
  await tx
    .insertInto('sources')
    .values(sources.map(({ id, name: title }) => ({ ...own, id, name: title })))
    .execute()
  await tx
    .insertInto('loss_reasons')
    .values(lossReasons.map(({ id, name: title }, position) => ({ ...own, id, name: title, position })))
    .execute()
  await tx
    .insertInto('products')
    .values(
      products.map(({ id, name: title, group, costMinor }) => ({
        ...own,
        id,
        name: title,
        product_group: group,
        cost_minor: costMinor,
        vat_percent: 22,
      })),
    )
    .execute()
  await tx
    .insertInto('product_prices')
    .values(
      products.map(({ id, priceMinor }) => ({
        ...own,
        product_id: id,
        from_on: '2000-01-01',
        price_minor: priceMinor,
      })),
    )
    .execute()
}

async function insertPipeline(tx: Tx, workspaceId: string, pipeline: DemoPipeline, position: number): Promise<void> {
  await tx
    .insertInto('pipelines')
    .values({ workspace_id: workspaceId, id: pipeline.id, name: pipeline.name, position })
    .execute()
  const stages = pipeline.stages.map(({ id, name, meaning, color }, index) => ({
    workspace_id: workspaceId,
    pipeline_id: pipeline.id,
    id,
    name,
    meaning,
    color,
    position: index,
  }))
  await tx.insertInto('stages').values(stages).execute()
}

/** Client firms of one batch. */
export async function insertCompanies(tx: Tx, workspaceId: string, companies: readonly DemoCompany[]): Promise<void> {
  const rows = companies.map((company) => ({ ...company, nameKey: companyNameKey(company.name) }))
  await sql`
    -- Client firms of one batch.
    insert into companies (workspace_id, id, name, name_key, inn, industry, region, created_at)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(rows, COMPANY)}`.execute(tx)
}

const COMPANY = {
  id: 'uuid',
  name: 'text',
  nameKey: 'text',
  inn: 'text',
  industry: 'text',
  region: 'text',
  createdAt: 'moment',
} as const

/** The contact of each client firm of one batch, with the seller who found it. */
export async function insertContacts(
  tx: Tx,
  workspaceId: string,
  companies: readonly (DemoCompany & { ownerId: string })[],
): Promise<void> {
  const rows = companies.map(({ id, ownerId, createdAt, contact }) => ({
    ...contact,
    companyId: id,
    phoneKey: contact.phone.slice(-10),
    ownerId,
    createdAt,
  }))
  await sql`
    -- Contacts of the client firms of one batch.
    insert into contacts (workspace_id, id, full_name, company_id, job_title, phone, phone_key, owner_id, created_at)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(rows, CONTACT)}`.execute(tx)
}

const CONTACT = {
  id: 'uuid',
  fullName: 'text',
  companyId: 'uuid',
  jobTitle: 'text',
  phone: 'text',
  phoneKey: 'text',
  ownerId: 'uuid',
  createdAt: 'moment',
} as const

/** The product of each deal as its only line. */
export async function insertDealLines(tx: Tx, workspaceId: string, deals: readonly DemoDeal[]): Promise<void> {
  await sql`
    -- Lines of the deals of one batch.
    insert into deal_lines (workspace_id, line_no, quantity, vat_percent, deal_id, owner_id, product_id, product_name, price_minor)
    select ${workspaceId}::uuid, 1, 1, 22, x.* from ${rowsAsTable(deals, LINE)}`.execute(tx)
}

const LINE = { id: 'uuid', ownerId: 'uuid', productId: 'uuid', productName: 'text', amountMinor: 'int8' } as const

/** Plans of the sellers, and of their departments and the company: a department is asked for a little more than its people in every third month. */
export async function insertPlans(
  tx: Tx,
  workspaceId: string,
  { team }: Story,
  cells: readonly PlanCell[],
): Promise<void> {
  const departmentOf = Object.fromEntries(team.members.map(({ id, departmentId }) => [id, departmentId]))
  await sql`
    -- Plans of people, departments and the company.
    with person as (
      select (x.month || '-01')::date as month, x."ownerId" as owner_id, x."amountMinor" as amount, (${JSON.stringify(departmentOf)}::jsonb ->> x."ownerId"::text)::uuid as department_id
      from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as x (month text, "ownerId" uuid, "amountMinor" bigint)
    ), department as (
      select month, department_id, round(sum(amount) * case when extract(month from month)::int % 3 = 2 then 1.04 else 1 end, -6)::bigint as amount
      from person group by month, department_id
    )
    insert into plan_cells (workspace_id, month, level, subject_id, owner_id, department_id, amount_minor)
    select ${workspaceId}::uuid, month, 'person', owner_id, owner_id, null::uuid, amount from person
    union all
    select ${workspaceId}::uuid, month, 'department', department_id, null, department_id, amount from department
    union all
    select ${workspaceId}::uuid, month, 'company', ${workspaceId}::uuid, null, null, sum(amount)::bigint from department group by month`.execute(
    tx,
  )
}

/** Open deals with an owner, and for how many days nobody has touched each. */
export async function dealsAtWork(tx: Tx, workspaceId: string, now: Date): Promise<DealAtWork[]> {
  const { rows } = await sql<DealAtWork>`
    -- Which deals are open, and for how long has nobody touched them?
    select d.id, d.owner_id as "ownerId", d.company_id as "companyId",
           floor(extract(epoch from ${now} - greatest(d.stage_entered_at, seen.at)) / 86400)::int as "daysSilent"
    from deals d left join lateral (
      select max(a.occurred_at) as at from activities a where a.workspace_id = d.workspace_id and a.deal_id = d.id and a.done
    ) seen on true
    where d.workspace_id = ${workspaceId}::uuid and d.outcome = 'open' and d.owner_id is not null
    order by d.created_at, d.id`.execute(tx)
  return rows
}
