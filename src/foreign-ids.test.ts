import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { uuid7 } from '#core/db/uuid7.ts'
import { type CompanyOfAll, companyOfAll } from './testing-company-of-all.ts'
import { type IdOf, type Question, questionsWithIds } from './testing-questions.ts'

const NOBODYS = uuid7()
let all: CompanyOfAll
/** By table a record of the company, of another team than the seller's where there is one. */
const records = new Map<string, string>()
const hidden = new Set<string>()

beforeAll(async () => {
  all = await companyOfAll()
  const idsOf = (name: string, table: string) =>
    all.as(name, async (tx) => (await sql<{ id: string }>`select id from ${sql.table(table)}`.execute(tx)).rows)
  for (const table of new Set([...Object.values(OF_FIELD), ...Object.values(OF_PART)])) {
    const seen = new Set((await idsOf('seller', table)).map(({ id }) => id))
    const whole = (await idsOf('owner', table)).map(({ id }) => id)
    const id = whole.find((one) => !seen.has(one)) ?? whole[0]
    if (!id) throw new Error(`the company has nothing in ${table}`)
    records.set(table, id)
    if (!seen.has(id)) hidden.add(id)
  }
})
afterAll(() => all.app.close())

/** What an id in a field of this name is of. */
const OF_FIELD: Record<string, string> = {
  // Of the line of a seller, source or department.
  'cohorts/key': 'people',
  departmentId: 'departments',
  otherDepartmentId: 'departments',
  parentId: 'departments',
  pipelineId: 'pipelines',
  stageId: 'stages',
  requiredStageId: 'stages',
  moveToStageId: 'stages',
  stage: 'stages',
  sourceId: 'sources',
  source: 'sources',
  otherSourceId: 'sources',
  companyId: 'companies',
  clientId: 'companies',
  masterId: 'companies',
  absorbedId: 'companies',
  aId: 'companies',
  bId: 'companies',
  mainId: 'contacts',
  contactId: 'contacts',
  lossReasonId: 'loss_reasons',
  reason: 'loss_reasons',
  lossCompetitorId: 'competitors',
  competitorId: 'competitors',
  competitor: 'competitors',
  roleId: 'contact_roles',
  productId: 'products',
  dealId: 'deals',
  variant: 'deals',
  firmId: 'own_firms',
  contractId: 'contracts',
  invoiceId: 'invoices',
  resultId: 'activity_results',
  formId: 'lead_forms',
  actionId: 'cases_actions',
  defaultViewId: 'list_views',
  subjectId: 'people',
  'attachments/subjectId': 'deals',
}
/** What an `id` is of, by the first part of the address. */
const OF_PART: Record<string, string> = {
  me: 'people',
  people: 'people',
  'api-keys': 'api_keys',
  departments: 'departments',
  fields: 'fields',
  'field-order': 'fields',
  companies: 'companies',
  contacts: 'contacts',
  clients: 'companies',
  'personal-data': 'contacts',
  deals: 'deals',
  pipelines: 'pipelines',
  stages: 'stages',
  sources: 'sources',
  'loss-reasons': 'loss_reasons',
  competitors: 'competitors',
  'contact-roles': 'contact_roles',
  products: 'products',
  'own-firms': 'own_firms',
  contracts: 'contracts',
  invoices: 'invoices',
  payments: 'payments',
  segments: 'companies',
  attachments: 'attachments',
  activities: 'activities',
  'activity-results': 'activity_results',
  tasks: 'tasks',
  'message-templates': 'templates',
  leads: 'leads',
  'lead-forms': 'lead_forms',
  'lead-rules': 'lead_rules',
  handovers: 'handovers',
  substitutions: 'substitutions',
  absences: 'absences',
  territories: 'territories',
  imports: 'imports',
  'import-mappings': 'import_mappings',
  notices: 'notices',
  deliveries: 'deliveries',
  lists: 'list_views',
  plans: 'plan_versions',
  process: 'stages',
  rituals: 'rituals',
  'ritual-templates': 'rituals_templates',
  norms: 'norms',
  goals: 'goals',
  cases: 'cases',
}
const PEOPLE =
  /^(owner|person|actor|seller|otherSeller|leader|head|manager|participant|absent|substitute|defaultOwner|responsible|doer|to)(Id)?$/

function tableOf(field: string, part: string): string {
  const one = field.replace(/s$/, '')
  const table =
    OF_FIELD[`${part}/${field}`] ?? OF_FIELD[field] ?? OF_FIELD[one] ?? (PEOPLE.test(one) ? 'people' : OF_PART[part])
  if (!table) throw new Error(`say here what ${field} of /${part} is an id of`)
  return table
}
const ours: IdOf = (field, part) => records.get(tableOf(field, part)) ?? ''
const nobodys: IdOf = () => NOBODYS

async function ask(who: string, { method, with: fill }: Question, idOf: IdOf) {
  const { url, payload = {} } = fill(idOf)
  const headers = { 'x-test-person': all.who(who).personId }
  const { statusCode, payload: text } = await all.app.server.inject({
    method,
    url,
    headers,
    ...(method !== 'GET' && { payload }),
  })
  const { code = '' } = statusCode < 400 ? {} : (JSON.parse(text) as { code?: string })
  const ids = [...records.values(), NOBODYS].join('|')
  const body = text.replaceAll(new RegExp(ids, 'g'), 'ID').replaceAll(/"requestId":"[^"]+"/g, '')
  return { statusCode, code, ...(method === 'GET' && { body }) }
}

const questions = questionsWithIds()
const reads = questions.filter(({ method }) => method === 'GET')

describe('an id of another company', () => {
  /** Questions that say nothing here, for the document tells too little of what they need. */
  const illFormed = new Set<string>()

  test.each(questions)('is to $name ($field) an id of nobody', async (question) => {
    const answer = await ask('foreigner', question, ours)
    expect(answer).toEqual(await ask('foreigner', question, nobodys))
    expect(answer.statusCode).toBeLessThan(500)
    if (answer.code === 'BAD_REQUEST') illFormed.add(question.name)
  })

  it('is asked by questions in the right form, but for these', () => {
    expect([...illFormed]).toEqual([
      'activities.previewPlans',
      'leads.addForm',
      'leads.addRule',
      'leads.editRule',
      'plans.propose',
    ])
  })

  it('changes not a row there, whatever it is asked with', async () => {
    const before = await everything()
    for (const question of questions) if (question.method !== 'GET') await ask('foreigner', question, ours)
    expect(await everything()).toEqual(before)
  })
})

describe('an id of another team', () => {
  const namesHidden = (question: Question) => {
    const given: string[] = []
    question.with((field, part) => {
      given.push(ours(field, part))
      return NOBODYS
    })
    return given.every((id) => hidden.has(id))
  }

  test.each(reads)('is to $name ($field) an id of nobody', async (question) => {
    const answer = await ask('seller', question, ours)
    if (namesHidden(question)) expect(answer).toEqual(await ask('seller', question, nobodys))
    expect(answer.statusCode).toBeLessThan(500)
  })
})

test.each(reads)('$name ($field) is answered to whom it is for', async (question) => {
  expect((await ask('owner', question, ours)).statusCode).toBeLessThan(500)
})

/** A sum of all rows of the company, by table. */
async function everything(): Promise<Record<string, string>> {
  const sums: Record<string, string> = {}
  for (const { name } of await all.tables()) {
    const { rows } = await sql<{ sum: string }>`
      select coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as sum from ${sql.raw(name)} t
      where workspace_id = ${all.workspaceId}::uuid`.execute(all.app.database)
    sums[name] = rows[0]?.sum ?? ''
  }
  return sums
}
