import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { monthPeriod, type Period } from '#core/calendar/period.ts'
import { isWorkingDay, workingDays } from '#core/calendar/working-days.ts'
import { today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Scoped, Tx } from '#core/db/gate.ts'
import { workCalendar } from '#modules/org/api.ts'
import type { NormKind } from '../contract.ts'
import { doneByDay } from '../data/norm-spans.ts'
import { type RuleToPut, putRule } from '../data/rules.ts'
import { putExcuses, putRamp } from '../data/settings.ts'

interface Company {
  workspaceId: string
  people: readonly { id: string; role: string; leftOn: string | null }[]
  now: Date
}

const ZONE = 'Europe/Moscow' as TimeZone
const MONTHS = 3
/** A newcomer's first two months. */
const RAMP = [0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75]

/**
 * Norms of the demo company: issued three months before the running one, raised a little in the running one; a personal one, a newcomer's weeks and
 * days that the head has excused. They follow what its people do, so that some meet them and some do not.
 */
export async function tellStory(gate: Gate, { workspaceId, people, now }: Company): Promise<void> {
  const today = todayIn(ZONE, now)
  const sellers = people.filter(({ role, leftOn }) => role === 'seller' && !leftOn)
  const head = people.find(({ role }) => role === 'head') ?? people.find(({ role }) => role === 'owner')
  const owner = people.find(({ role }) => role === 'owner')
  if (!head || !owner || sellers.length === 0) return
  await gate.as(ownerOf(workspaceId, owner.id), async (tx) => {
    const month = monthOf(today)
    const first = monthPeriod(addMonths(month, -MONTHS))
    const usual = await usualPerDay(
      tx,
      workspaceId,
      first,
      sellers.map(({ id }) => id),
    )
    await putRamp(
      tx,
      workspaceId,
      RAMP.map((share, index) => ({ week: index + 1, share })),
    )
    for (const [kind, perDay] of usual) {
      await issue(tx, workspaceId, owner.id, kind, perDay, firstDay(addMonths(month, -MONTHS)), null)
      await issue(tx, workspaceId, owner.id, kind, perDay * 1.1, firstDay(month), null)
      const strong = sellers[0]
      if (strong) await issue(tx, workspaceId, head.id, kind, perDay * 1.3, firstDay(addMonths(month, -1)), strong.id)
    }
    const calendar = await workCalendar(tx)
    const excused: [number, number, string][] = [
      [1, 4, 'Выставка «ПромТех»: весь день на стенде'],
      [2, 9, 'Обучение новой линейке насосов'],
      [3, 6, 'Инвентаризация склада с бухгалтерией'],
    ]
    for (const [index, back, reason] of excused) {
      const personId = sellers[index % sellers.length]?.id
      let day = addDays(today, -back)
      while (!isWorkingDay(day, calendar)) day = addDays(day, -1)
      if (personId) await putExcuses(tx, workspaceId, { personId, days: [day], reason, by: head.id })
    }
  })
}

function ownerOf(workspaceId: string, personId: string): Scoped {
  return {
    workspaceId,
    personId,
    role: 'owner',
    scope: 'all',
    people: [],
    departments: [],
    seesPersonal: true,
    readOnly: false,
  }
}

/** What a seller does of calls and meetings on a working day. */
async function usualPerDay(
  tx: Tx,
  workspaceId: string,
  period: Period,
  sellerIds: string[],
): Promise<[NormKind, number][]> {
  const calendar = await workCalendar(tx)
  const done = await doneByDay(tx, workspaceId, period, sellerIds)
  const days = workingDays(period, calendar)
  const active = new Set(done.map(({ ownerId }) => ownerId)).size
  return (['call', 'meeting'] as const).flatMap((kind): [NormKind, number][] => {
    const n = done.reduce((sum, one) => sum + (one.kind === kind ? one.n : 0), 0)
    return n > 0 && active > 0 ? [[kind, n / active / days]] : []
  })
}

/** Said as people say it: a whole number a day, or a week for what is rare. */
async function issue(
  tx: Tx,
  workspaceId: string,
  by: string,
  kind: NormKind,
  perDay: number,
  validFrom: Day,
  ownerId: string | null,
): Promise<void> {
  const per = perDay < 2 ? ('week' as const) : ('day' as const)
  const amount = Math.max(1, Math.round(per === 'day' ? perDay : perDay * 5))
  const subject = ownerId
    ? { level: 'person' as const, role: null }
    : { level: 'role' as const, role: 'seller' as const }
  const rule: RuleToPut = {
    ...subject,
    departmentId: null,
    ownerId,
    kind,
    validFrom,
    amount,
    per,
    perDay: per === 'day' ? amount : amount / 5,
    origin: 'hand',
    note: null,
    version: 0,
  }
  await putRule(tx, workspaceId, rule, by)
}
