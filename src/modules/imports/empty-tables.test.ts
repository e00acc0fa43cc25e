import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

/** An installation of its own for each: only in an empty one is everything planned for empty tables. */
let app: Awaited<ReturnType<typeof importApp>>
afterEach(() => app.close())

const ROWS = 800
/** Rows that may be read for a row of a file, in all tables of one kind together. Reading a table for each key gives hundreds. */
const MOST_READ = 25

const two = (value: number) => String(value).padStart(2, '0')
const day = (n: number) => `${two((n % 28) + 1)}.${two((n % 9) + 1)}.2026`
const phone = (n: number) => `+7 9${String(100_000_000 + n * 17)}`
const email = (n: number) => `person-${n}@client-${n}.example`

function inn(n: number): string {
  const digits = String(500_000_000 + n * 7)
  const sum = [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((so, weight, place) => so + weight * Number(digits[place]), 0)
  return `${digits}${(sum % 11) % 10}`
}

const FILES = {
  deals: {
    head: 'ID;Название сделки;Бюджет;Дата создания;Этап сделки;Компания;ИНН компании;Основной контакт;Рабочий телефон;Рабочий email',
    row: (n: number) =>
      `${n};Сделка ${n};${n}00;${day(n)} 10:00;Новая;ООО «Клиент ${n}»;${inn(n)};Пётр ${n};${phone(n)};${email(n)}`,
  },
  contacts: {
    head: 'ID;Тип;Полное имя контакта;Название компании;Рабочий телефон;Рабочий email',
    row: (n: number) =>
      `${n};контакт;Пётр ${n};ООО «Клиент ${n}»;${n % 3 === 0 ? '' : phone(n)};${n % 3 === 0 ? '' : email(n)}`,
  },
  companies: {
    head: 'Компания;ИНН;Телефон;E-mail;Отрасль;Регион',
    row: (n: number) => `ООО «Клиент ${n}»;${inn(n)};${phone(n)};${email(n)};Торговля;Москва`,
  },
  payments: {
    head: 'Дата;Номер;Сумма;Контрагент;ИНН контрагента;Назначение платежа',
    // Each client pays twice.
    row: (n: number) =>
      `${day(n)};${n};${n}00,00;ООО «Клиент ${((n - 1) % ROWS) + 1}»;${inn(((n - 1) % ROWS) + 1)};Оплата по договору ${n}`,
  },
} as const

const fileOf = ({ head, row }: (typeof FILES)[keyof typeof FILES], from: number) =>
  [head, ...Array.from({ length: ROWS }, (_, n) => row(from + n))].join('\r\n')

/** Rows that were read from tables of clients and payments, by name; waits until the database has counted what `written` says. */
async function rowsRead(written: Record<string, number>): Promise<Record<string, number>> {
  const counted = async () => {
    const { rows } = await sql<{ name: string; made: number; read: number }>`
      select t.relname as name, t.n_tup_ins::int as made,
             (t.seq_tup_read + coalesce((select sum(i.idx_tup_read + i.idx_tup_fetch) from pg_stat_user_indexes i where i.relid = t.relid), 0))::int as read
      from pg_stat_user_tables t
      where t.relname in ('companies', 'company_phones', 'company_emails', 'contacts', 'contact_phones', 'contact_emails', 'payments', 'stage_changes')`.execute(
      app.database,
    )
    return rows
  }
  const madeOf = async () => Object.fromEntries((await counted()).map(({ name, made }) => [name, made]))
  // Each connection tells its counts a second after the last time, and all of them in time.
  await expect.poll(madeOf, { timeout: 60_000, interval: 500 }).toMatchObject(written)
  return Object.fromEntries((await counted()).map(({ name, read }) => [name, read]))
}

async function isOlder(): Promise<boolean> {
  const { rows } = await sql<{
    number: number
  }>`select current_setting('server_version_num')::int as number`.execute(app.database)
  return (rows[0]?.number ?? 0) < 180_000
}

test.for([
  ['deals', { companies: 2 * ROWS, contacts: 2 * ROWS, contact_phones: 2 * ROWS }],
  ['contacts', { companies: 2 * ROWS, contacts: 2 * ROWS }],
  ['companies', { companies: 2 * ROWS, company_phones: 2 * ROWS, company_emails: 2 * ROWS }],
  ['payments', { companies: ROWS, payments: 2 * ROWS }],
] as const)(
  'the first files of %s in an empty installation, one right after the other, read what they need and not whole tables for each key',
  { timeout: 300_000 },
  async ([kind, written], { skip }) => {
    app = await importApp()
    // An older PostgreSQL learns of rows after the first portion of a file only.
    if (await isOlder()) return skip()
    const company = await app.company()
    await company.pipeline()
    const imports = importing(app, await company.person({ role: 'owner' }))
    const bring = async (of: keyof typeof FILES, from: number) => {
      const done = await imports.commit(await imports.check(await imports.upload(`${of}.csv`, fileOf(FILES[of], from))))
      expect(done).toMatchObject({ kind: of, status: 'done', result: { create: ROWS, rejected: 0 } })
      return done
    }
    if (kind === 'payments') await bring('companies', 1)
    await bring(kind, 1)
    await bring(kind, 1 + ROWS)
    const read = await rowsRead(written)
    const most = 2 * ROWS * MOST_READ
    expect(Object.entries(read).filter(([, rows]) => rows > most)).toEqual([])
  },
)

test('tables that the database has seen without a row, while an import was filling them, are looked at anew', async ({
  skip,
}) => {
  app = await importApp()
  if (await isOlder()) return skip()
  const company = await app.company()
  await company.pipeline()
  const imports = importing(app, await company.person({ role: 'owner' }))
  await imports.commit(await imports.check(await imports.upload('deals.csv', fileOf(FILES.deals, 1))))
  const known = async () => {
    const { rows } = await sql<{
      rows: number
    }>`select reltuples::int as rows from pg_class where oid = 'public.deals'::regclass`.execute(app.database)
    return rows[0]?.rows
  }
  await sql`select pg_restore_relation_stats('schemaname', 'public', 'relname', 'deals', 'reltuples', 0::real)`.execute(
    app.database,
  )
  expect(await known()).toBe(0)
  await sql`select gather_statistics_of_grown()`.execute(app.database)
  expect(await known()).toBe(ROWS)
})
