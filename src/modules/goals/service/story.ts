import { addDays, type TimeZone, DAY_MS } from '#core/calendar/day.ts'
import { asPeriod, periodAround, periodKey } from '#core/calendar/period.ts'
import { instantAt, today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Scoped, Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { orgTree } from '#modules/org/api.ts'
import { firstStrategy, secondStrategy } from '../calc/demo-strategy.ts'
import { insertCheckin, insertStrategy } from '../data/beside-goals.ts'
import { type GoalToWrite, insertGoal } from '../data/goals.ts'
import { plannedIn } from '../data/story-figures.ts'

interface Company {
  workspaceId: string
  people: readonly { id: string; role: string; leftOn: string | null }[]
  now: Date
}

const ZONE = 'Europe/Moscow' as TimeZone

type Said = [weeksAgo: number, confidence: number, comment: string]

/** Goals of the demo company for the running quarter, from the company to people, with what was said of them; and two versions of its strategy. */
export async function tellStory(gate: Gate, { workspaceId, people, now }: Company): Promise<void> {
  const owner = people.find(({ role }) => role === 'owner')
  const director = people.find(({ role, leftOn }) => role === 'director' && !leftOn)
  if (!owner || !director) return
  const today = todayIn(ZONE, now)
  const quarter = periodAround(today, 'quarter')
  const actor: Scoped = {
    workspaceId,
    personId: owner.id,
    role: 'owner',
    scope: 'all',
    people: [],
    departments: [],
    seesPersonal: true,
    readOnly: false,
  }
  await gate.as(actor, async (tx) => {
    const before = addDays(quarter.start, -120)
    const at = (days: number) => instantAt(addDays(before, days), 600, ZONE)
    await insertStrategy(tx, workspaceId, {
      version: 1,
      body: firstStrategy,
      reason: 'Стратегия на год, принята на сессии',
      authorId: owner.id,
      at: at(0),
    })
    await insertStrategy(tx, workspaceId, {
      version: 2,
      body: secondStrategy,
      reason: 'Квартальный обзор: сервис растёт быстрее новых клиентов',
      authorId: owner.id,
      at: at(118),
    })
    const { departments, people: all } = await orgTree(tx)
    const { planned, plannedOf } = await plannedIn(tx, workspaceId, quarter)
    const set = setter(tx, workspaceId, owner.id, periodKey(quarter), now)
    const growth = await set(
      {
        level: 'company',
        title: 'Вырасти на четверть к прошлому году',
        reason: 'Занять рынок, пока конкурент уходит',
        metric: 'sales',
        target: planned || 1,
        responsibleId: director.id,
      },
      [
        [6, 7, 'Старт ровный, сильный портфель'],
        [2, 6, 'Октябрь чуть ниже темпа, держимся на крупных'],
      ],
    )
    const fresh = await set(
      {
        level: 'company',
        title: 'Поднять долю новых клиентов',
        reason: 'Старая база не растёт',
        metric: 'newClientsShare',
        startValue: 0.7,
        target: 0.85,
        responsibleId: director.id,
        weight: 2,
      },
      [[3, 5, 'Доля держится, охотников мало']],
    )
    for (const [index, department] of departments.entries()) {
      const head = all.find(({ id }) => id === department.headId)
      if (!head) continue
      const target = plannedOf.get(department.id) ?? Math.round(planned / departments.length)
      const own = await set(
        {
          level: 'department',
          departmentId: department.id,
          parentId: growth,
          title: `${department.name}: план квартала`,
          metric: 'sales',
          target: target || 1,
          responsibleId: head.id,
        },
        [
          [4, Math.max(3, 7 - index), 'Идём по плану, две крупные сделки на согласовании'],
          [
            1,
            Math.max(2, 6 - index),
            index === 0 ? 'Догоняем, помогли совместные выезды' : 'Отстаём: мало встреч у новичков',
          ],
        ],
      )
      await set(
        {
          level: 'team',
          ownerId: head.id,
          parentId: fresh,
          title: `${department.name}: больше новых клиентов`,
          metric: 'newClients',
          target: 220,
          responsibleId: head.id,
        },
        [[2, 6, 'Запустили обзвон пищевых заводов']],
      )
      const seller = all.find(({ managerId, role, leftOn }) => managerId === head.id && role === 'seller' && !leftOn)
      if (seller)
        await set(
          {
            level: 'person',
            ownerId: seller.id,
            parentId: own,
            title: 'Поднять долю побед',
            reason: 'Много предложений, мало договоров',
            metric: 'winRate',
            startValue: 0.25,
            target: 0.4,
            responsibleId: seller.id,
          },
          [[2, 5, 'Разобрали пять проигранных, меняю подход к цене']],
        )
    }
  })
}

type Given = Pick<GoalToWrite, 'level' | 'title' | 'metric' | 'target' | 'responsibleId'> & Partial<GoalToWrite>

function setter(tx: Tx, workspaceId: string, by: string, period: string, now: Date) {
  return async (given: Given, checkins: readonly Said[]): Promise<string> => {
    const { start, end } = asPeriod(period)
    const id = uuid7(now.getTime())
    await insertGoal(
      tx,
      workspaceId,
      {
        id,
        parentId: null,
        departmentId: null,
        ownerId: null,
        reason: null,
        period,
        startsOn: start,
        endsOn: end,
        startValue: null,
        weight: 1,
        ...given,
      },
      by,
    )
    for (const [weeksAgo, confidence, comment] of checkins) {
      const at = new Date(Math.max(now.getTime() - weeksAgo * 7 * DAY_MS, instantAt(start, 600, ZONE).getTime()))
      await insertCheckin(tx, workspaceId, {
        goalId: id,
        at,
        authorId: by,
        value: null,
        progress: null,
        confidence,
        comment,
      })
    }
    return id
  }
}
