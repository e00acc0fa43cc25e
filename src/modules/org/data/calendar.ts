import type { Tx } from '#core/db/gate.ts'
import { plainWeek, type WorkCalendar, mergeOverrides, type DayException } from '#core/calendar/working-days.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'

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
  const company = await tx.selectFrom('workspaces').select(['calendar', 'week_days']).executeTakeFirstOrThrow()
  const own = (await tx
    .selectFrom('calendar_days')
    .select(['day', 'kind', 'note'])
    .orderBy('day')
    .execute()) as OwnDay[]
  const isRussian = company.calendar === 'ru'
  const base = { ...(isRussian ? russianCalendar : plainWeek), weekDays: company.week_days }
  const exceptions = Object.fromEntries(own.map(({ day, kind }) => [day, kind]))
  return { base, own, calendar: mergeOverrides(base, { exceptions }), isRussian }
}

/** Working days of the transaction's workspace: its week, the public calendar if it follows one, its own days above both. */
export async function workCalendar(tx: Tx): Promise<WorkCalendar> {
  return (await companyCalendar(tx)).calendar
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
