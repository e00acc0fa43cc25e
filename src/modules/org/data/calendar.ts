import type { Tx } from '#core/db/gate.ts'
import { plainWeek, type WorkCalendar, mergeOverrides, type DayException } from '#core/calendar/working-days.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { onceIn } from '#core/db/read-once.ts'

export interface OwnDay {
  day: string
  kind: DayException
  note: string | null
}

export interface CompanyCalendar {
  base: WorkCalendar
  /** What the company itself has changed. */
  own: OwnDay[]
  /** Both together. */
  calendar: WorkCalendar
  isRussian: boolean
}

/** The calendar of the transaction's workspace with its origin. */
export async function companyCalendar(tx: Tx): Promise<CompanyCalendar> {
  const [company, own] = await Promise.all([
    tx.selectFrom('workspaces').select(['calendar', 'week_days']).executeTakeFirstOrThrow(),
    tx.selectFrom('calendar_days').select(['day', 'kind', 'note']).orderBy('day').execute() as Promise<OwnDay[]>,
  ])
  const isRussian = company.calendar === 'ru'
  return { ...shared(isRussian, company.week_days, own), own, isRussian }
}

/** Calendars by what they are made of: equal ones are one object, so that what was counted on one of them is known to the next request. */
const made = new Map<string, Pick<CompanyCalendar, 'base' | 'calendar'>>()
const MOST_KEPT = 200

function shared(isRussian: boolean, weekDays: number[], own: readonly OwnDay[]) {
  const exceptions = Object.fromEntries(own.map(({ day, kind }) => [day, kind]))
  const key = JSON.stringify([isRussian, weekDays, exceptions])
  const known = made.get(key)
  if (known) return known
  const base = { ...(isRussian ? russianCalendar : plainWeek), weekDays }
  const fresh = { base, calendar: mergeOverrides(base, { exceptions }) }
  if (made.size >= MOST_KEPT) made.clear()
  made.set(key, fresh)
  return fresh
}

/** Working days of the transaction's workspace: its week, the public calendar if it follows one, its own days above both. */
export async function workCalendar(tx: Tx): Promise<WorkCalendar> {
  return (await onceIn(tx, 'calendar', () => companyCalendar(tx))).calendar
}

/** The same of a company by its id, for the server. */
export async function calendarOf(tx: Tx, workspaceId: string): Promise<WorkCalendar> {
  const company = await tx
    .selectFrom('workspaces')
    .select(['calendar', 'week_days'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const own = (await tx
    .selectFrom('calendar_days')
    .select(['day', 'kind', 'note'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('day')
    .execute()) as OwnDay[]
  return shared(company.calendar === 'ru', company.week_days, own).calendar
}

export async function putDay(tx: Tx, workspaceId: string, { day, kind, note }: OwnDay): Promise<void> {
  await tx
    .insertInto('calendar_days')
    .values({ workspace_id: workspaceId, day, kind, note })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'day']).doUpdateSet({ kind, note }))
    .execute()
}

export async function removeDay(tx: Tx, day: string): Promise<void> {
  await tx.deleteFrom('calendar_days').where('day', '=', day).execute()
}
