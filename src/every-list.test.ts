import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuid7 } from '#core/db/uuid7.ts'
import { activityFields } from '#modules/activities/calc/list-fields.ts'
import { clientFields } from '#modules/clients/calc/list-fields.ts'
import { leadFields } from '#modules/leads/calc/list-fields.ts'
import { type FilterField, operatorsOf, valuesOf } from '#modules/lists/calc/filter.ts'
import { exportedText } from './testing-exports.ts'
import { invoiceFields, paymentFields } from '#modules/payments/calc/list-fields.ts'
import { peopleFields } from '#modules/org/calc/list-fields.ts'
import { productFieldsOfList } from '#modules/products/calc/list-fields.ts'
import { taskFields } from '#modules/tasks/calc/list-fields.ts'
import { type CompanyOfAll, companyOfAll } from './testing-company-of-all.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'mostik-every-list-'))
let all: CompanyOfAll
beforeAll(async () => {
  all = await companyOfAll({ dataDir })
  await all.app.jobs.start()
})
afterAll(async () => {
  await all.app.close()
  rmSync(dataDir, { recursive: true, force: true })
})

type Client = ReturnType<CompanyOfAll['app']['as']>
interface List {
  id: string
  fields: readonly FilterField[]
  /** What the whole list is asked for with. */
  filter: Record<string, unknown>
  rows: (client: Client, where?: string) => Promise<{ rows: readonly unknown[] }>
}

const withWhere = (where: string | undefined) => (where === undefined ? {} : { where })
const lists: List[] = [
  {
    id: 'clients.company',
    fields: clientFields.company,
    filter: {},
    rows: (client, where) => client.clients.companies(withWhere(where)),
  },
  {
    id: 'clients.contact',
    fields: clientFields.contact,
    filter: {},
    rows: (client, where) => client.clients.contacts(withWhere(where)),
  },
  {
    id: 'tasks.list',
    fields: taskFields,
    filter: { view: 'all' },
    rows: (client, where) => client.tasks.list({ view: 'all', ...withWhere(where) }),
  },
  {
    id: 'activities.list',
    fields: activityFields,
    filter: {},
    // There are more of them than a page holds.
    rows: async (client, where) => {
      await client.activities.find(withWhere(where))
      return { rows: Array((await client.activities.totals(withWhere(where))).count).fill(null) }
    },
  },
  {
    id: 'leads.list',
    fields: leadFields,
    filter: { view: 'all' },
    rows: (client, where) => client.leads.list({ view: 'all', ...withWhere(where) }),
  },
  {
    id: 'payments.invoices',
    fields: invoiceFields,
    filter: {},
    rows: (client, where) => client.payments.invoices({ limit: 100, ...withWhere(where) }),
  },
  {
    id: 'payments.list',
    fields: paymentFields,
    filter: {},
    rows: (client, where) => client.payments.payments({ limit: 100, ...withWhere(where) }),
  },
  {
    id: 'products.list',
    fields: productFieldsOfList,
    filter: { archive: true },
    rows: async (client, where) => ({ rows: (await client.products.list(withWhere(where))).products }),
  },
  {
    id: 'org.people',
    fields: peopleFields,
    filter: {},
    rows: (client, where) => client.org.people({ limit: 500, ...withWhere(where) }),
  },
]

/** A value that fits a field. */
function sample({ kind, values }: FilterField, op: string): string {
  if (kind === 'text') return 'а'
  if (kind === 'choice' || kind === 'choices') return values?.[0] ?? uuid7()
  return op === 'older' ? '3' : kind === 'day' || kind === 'moment' ? 'this-month' : '1'
}

function conditionsOf(field: FilterField): string[] {
  return operatorsOf(field).map((op) => {
    const value = sample(field, op)
    const counts = { none: 0, one: 1, two: 2, many: 1 }
    return [field.id, op, Array(counts[valuesOf(op)]).fill(value).join(';')].filter(Boolean).join(':')
  })
}

describe.each(lists)('the list $id', ({ id, fields, filter, rows }) => {
  const as = (role: Parameters<CompanyOfAll['who']>[0]) =>
    all.app.as({ id: all.who(role).personId, workspaceId: all.workspaceId })

  test.each(fields)('is asked by $id in every way, and what is empty or filled is everything', async (field) => {
    const client = as('owner')
    for (const condition of conditionsOf(field)) {
      await expect(rows(client, `all(${condition})`), condition).resolves.toBeDefined()
    }
    const whole = (await rows(client)).rows.length
    const halves: [string, string][] = field.required ? [] : [['empty', 'filled']]
    if (field.kind === 'flag') halves.splice(0, 1, ['yes', 'no'])
    for (const [one, other] of halves) {
      const [first, second] = [
        await rows(client, `all(${field.id}:${one})`),
        await rows(client, `all(${field.id}:${other})`),
      ]
      expect(first.rows.length + second.rows.length).toBe(whole)
    }
  })

  test('is written into a file of its rows', async () => {
    const client = as('owner')
    const whole = (await rows(client)).rows.length
    expect(whole).toBeGreaterThan(0)
    const order = { list: id, format: 'csv' as const, filter }
    const text = await exportedText(all.app, { id: all.who('owner').personId, workspaceId: all.workspaceId }, order)
    // A text of several lines stands in quotes.
    expect(
      text
        .trim()
        .replaceAll(/"[^"]*"/g, '')
        .split('\r\n'),
    ).toHaveLength(whole + 1)
  })

  test('refuses a field that it does not have', async () => {
    await expect(rows(as('owner'), 'all(nothing:filled)')).rejects.toMatchObject({ code: 'FILTER_BAD' })
  })
})

test('whoever sees no numbers of clients does not ask by them either', async () => {
  const marketing = all.app.as({ id: all.who('marketing').personId, workspaceId: all.workspaceId })
  await expect(marketing.clients.companies({ where: 'all(phone:has:7)' })).rejects.toMatchObject({ code: 'FILTER_BAD' })
})
