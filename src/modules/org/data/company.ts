import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Currency } from '#core/money/currency.ts'
import type { Language } from '#core/i18n/language.ts'

export interface Company {
  name: string
  timeZone: string
  currency: Currency
  currencyIsFree: boolean
  timeZoneIsFree: boolean
  language: Language
  calendar: 'ru' | 'plain'
  weekDays: number[]
  isDemo: boolean
  version: number
}

type Editable = Pick<Company, 'name' | 'timeZone' | 'currency' | 'language' | 'calendar' | 'weekDays'>
export type CompanyChange = { [Field in keyof Editable]?: Editable[Field] | undefined }

export async function readCompany(tx: Tx, workspaceId: string): Promise<Company> {
  const { rows } = await sql<Company>`
    select name, workspaces.time_zone as "timeZone", workspaces.currency, language, calendar, week_days as "weekDays", is_demo as "isDemo", version,
           not fixed.currency as "currencyIsFree", not fixed.time_zone as "timeZoneIsFree"
    from workspaces, company_fixed() as fixed (currency, time_zone) where id = ${workspaceId}::uuid`.execute(tx)
  if (!rows[0]) throw new Error('the gate let a request in without a workspace')
  return rows[0]
}

/** The zone in which the days of a company begin, for the server. */
export async function timeZoneOf(tx: Tx, workspaceId: string): Promise<TimeZone> {
  const company = tx.selectFrom('workspaces').select('time_zone').where('id', '=', workspaceId)
  return (await company.executeTakeFirstOrThrow()).time_zone as TimeZone
}

export async function lockCompany(tx: Tx, workspaceId: string): Promise<void> {
  await tx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forNoKeyUpdate().execute()
}

export async function insertCompany(tx: Tx, given: Omit<Editable, 'weekDays'> & { isDemo?: boolean }): Promise<string> {
  const row = {
    name: given.name,
    time_zone: given.timeZone,
    currency: given.currency,
    language: given.language,
    calendar: given.calendar,
    is_demo: given.isDemo ?? false,
  }
  return (await tx.insertInto('workspaces').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function updateCompany(tx: Tx, workspaceId: string, change: CompanyChange): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({
      ...(change.name !== undefined && { name: change.name }),
      ...(change.timeZone !== undefined && { time_zone: change.timeZone }),
      ...(change.currency !== undefined && { currency: change.currency }),
      ...(change.language !== undefined && { language: change.language }),
      ...(change.calendar !== undefined && { calendar: change.calendar }),
      ...(change.weekDays !== undefined && { week_days: change.weekDays }),
      version: sql`version + 1`,
    })
    .where('id', '=', workspaceId)
    .execute()
}
