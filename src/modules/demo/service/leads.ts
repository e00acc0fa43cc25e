import type { Day, TimeZone } from '#core/calendar/day.ts'
import { addDays } from '#core/calendar/day.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { usualHours } from '#core/calendar/business-time.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  firstSettings,
  insertForm,
  insertPastLeads,
  insertRule,
  momentAfter,
  noteTurn,
  waitedMinutes,
  writeSettings,
} from '#modules/leads/api.ts'
import { insertSubstitution } from '#modules/handover/api.ts'
import { inventLeads } from '../calc/leads.ts'
import { Random } from '../calc/random.ts'
import type { Story } from '../calc/story.ts'
import type { TeamMember } from '../calc/team.ts'
import { dealsFromLeads } from '../data/lead-deals.ts'

const WEEKS = 7

/** The inbox of the demo company: a form on the site, a rule, leads that became deals and leads that wait. */
export async function writeLeads(
  tx: Tx,
  workspaceId: string,
  { team, sources }: Story,
  { today, zone, now, seed }: { today: Day; zone: TimeZone; now: Date; seed: number },
): Promise<void> {
  const random = new Random(seed + 7)
  const sellers = team.members.flatMap(({ id, manner, leftOn }) =>
    manner && !leftOn ? [{ id, slowness: manner.slowness }] : [],
  )
  const site = sources[0]?.id ?? null
  const formId = random.id(now.getTime())
  await writeSettings(tx, workspaceId, { ...firstSettings('ru'), method: 'round_robin' })
  await insertForm(tx, workspaceId, {
    id: formId,
    key: `demo${random.id(0).replaceAll('-', '').slice(0, 20)}`,
    name: 'Заявка с сайта',
    sourceId: site,
    campaign: null,
    allowedOrigins: [],
    thanksUrl: null,
    targetMinutes: null,
    minFillSeconds: 3,
    fields: ['name', 'phone', 'email', 'company', 'text'],
    consentText: 'Согласен на обработку персональных данных',
  })
  await insertRule(tx, workspaceId, {
    id: random.id(now.getTime()),
    name: 'Сервис и запчасти',
    sourceIds: [],
    formIds: [],
    regions: [],
    products: ['сервис', 'запасн', 'пусконаладк'],
    personIds: sellers.slice(0, 2).map(({ id }) => id),
    departmentIds: [],
    method: 'by_load',
  })
  const clock = { calendar: russianCalendar, zone, hours: usualHours }
  const since = startOfDay(addDays(today, -7 * WEEKS), zone)
  const { leads, steps } = inventLeads(random, await dealsFromLeads(tx, workspaceId, since, now), {
    now: now.getTime(),
    clock: {
      after: (from, minutes) => momentAfter(from, minutes, clock),
      waited: (from, to) => waitedMinutes(from, to, clock),
    },
    formId,
    formSourceId: site,
    sources: sources.slice(1).map(({ id }) => id),
    sellers,
  })
  await insertPastLeads(tx, workspaceId, 'demo', leads, steps)
  for (const { id } of sellers.slice(0, 3)) await noteTurn(tx, workspaceId, id, now)
}

/** Somebody is on leave and a colleague of his team stands in; somebody else goes in two weeks. */
export async function writeAbsences(
  tx: Tx,
  workspaceId: string,
  { team }: Story,
  { today, seed }: { today: Day; seed: number },
): Promise<void> {
  const random = new Random(seed + 8)
  const sellers = team.members.filter(({ manner, leftOn }) => manner && !leftOn)
  const mate = (absent: TeamMember) =>
    sellers.find(({ id, departmentId }) => id !== absent.id && departmentId === absent.departmentId) ?? null
  const away = (absent: TeamMember | undefined, from: number, to: number, reason: string) =>
    absent &&
    insertSubstitution(tx, workspaceId, random.id(Date.parse(today)), absent.managerId, {
      absentId: absent.id,
      substituteId: mate(absent)?.id ?? null,
      startsOn: addDays(today, from),
      endsOn: addDays(today, to),
      reason,
      note: null,
    })
  await away(sellers.at(-1), -4, 9, 'leave')
  await away(sellers.at(-4), 14, 27, 'leave')
  await away(sellers.at(-7), -1, 2, 'sick')
}
