import { addDays, type TimeZone } from '#core/calendar/day.ts'
import { today as todayIn } from '#core/calendar/zone.ts'
import type { Gate } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { insertSubstitution } from '#modules/handover/api.ts'
import { orgTree } from '#modules/org/api.ts'
import { usualDuties } from '../calc/usual-duties.ts'
import { insertAbsence, overlapOf } from '../data/absences.ts'
import { insertDuties } from '../data/duties.ts'
import { putOwner, putTerritory } from '../data/territories.ts'

interface Company {
  workspaceId: string
  people: readonly { id: string; role: string; leftOn: string | null }[]
  now: Date
}

const ZONE = 'Europe/Moscow' as TimeZone

const lands: readonly [name: string, regions: string[], rule: string | null][] = [
  ['Москва и область', ['Москва', 'Московская область'], null],
  ['Северо-Запад', ['Санкт-Петербург', 'Ленинградская область', 'Калининградская область'], null],
  ['Поволжье', ['Самарская область', 'Татарстан', 'Нижегородская область'], null],
  ['Урал', ['Свердловская область', 'Челябинская область', 'Пермский край'], 'Заводы от 300 человек'],
  ['Юг', ['Краснодарский край', 'Ростовская область'], null],
  ['Сибирь', ['Новосибирская область', 'Красноярский край', 'Омская область'], null],
]

/** Absences of a year with two that wait for a decision, territories with owners, duties that the director has put right. */
export async function tellStory(gate: Gate, { workspaceId, people, now }: Company): Promise<void> {
  const today = todayIn(ZONE, now)
  await gate.asServer(async (tx) => {
    const staff = new Map((await orgTree(tx)).people.map((one) => [one.id, one]))
    const working = people.filter(({ role, leftOn }) => (role === 'seller' || role === 'head') && !leftOn)
    for (const [index, { id }] of working.entries()) {
      const person = staff.get(id)
      const mate = working.find((one) => one.id !== id && staff.get(one.id)?.departmentId === person?.departmentId)
      // A fortnight in summer one after another, a few days of illness here and there.
      const spans = [
        ['leave', -(70 + ((index * 11) % 130)), 13],
        ...(index % 3 === 1 ? ([['sick', -(25 + index * 4), 3]] as const) : []),
        ...(index % 5 === 2 ? ([['trip', -(12 + index), 2]] as const) : []),
      ] as const
      for (const [reason, from, length] of spans) {
        const startsOn = addDays(today, from)
        const endsOn = addDays(startsOn, length)
        if ((person?.hiredOn ?? '') > startsOn) continue
        if (await overlapOf(tx, workspaceId, { personId: id, fromOn: startsOn, toOn: endsOn, except: null })) continue
        await insertSubstitution(tx, workspaceId, uuid7(now.getTime()), person?.managerId ?? null, {
          absentId: id,
          substituteId: index % 7 === 3 ? null : (mate?.id ?? null),
          startsOn,
          endsOn,
          reason,
          note: null,
        })
      }
    }
    const sellers = working.filter(({ role }) => role === 'seller')
    const asked = [
      [sellers[3], 'leave', 30, 13, 'К родителям на Новый год'],
      [sellers[2], 'other', 6, 0, 'Врач'],
    ] as const
    for (const [one, kind, from, length, note] of asked) {
      const fromOn = addDays(today, from)
      const toOn = addDays(fromOn, length)
      if (!one || (await overlapOf(tx, workspaceId, { personId: one.id, fromOn, toOn, except: null }))) continue
      const values = { personId: one.id, kind, fromOn, toOn, substituteId: null, note }
      await insertAbsence(tx, workspaceId, uuid7(now.getTime()), one.id, values)
    }
    for (const [index, [name, regions, rule]] of lands.entries()) {
      const id = uuid7(now.getTime())
      await putTerritory(tx, workspaceId, id, { name, regions, rule, isArchived: false })
      const [first, second] = [sellers[index], sellers[index + 6]]
      if (first) await putOwner(tx, workspaceId, id, { personId: first.id, fromOn: addDays(today, -300) })
      if (second && index % 2 === 0)
        await putOwner(tx, workspaceId, id, { personId: second.id, fromOn: addDays(today, -80) })
      if (index === lands.length - 1)
        await putOwner(tx, workspaceId, id, { personId: null, fromOn: addDays(today, -9) })
    }
    const director = people.find(({ role }) => role === 'director')
    const items = usualDuties('head', 'ru')
    if (director)
      await insertDuties(tx, workspaceId, {
        role: 'head',
        version: 1,
        items: [
          ...items,
          { id: 'head-own', step: 'control', part: 'does', text: 'Не больше трети времени на свои сделки' },
        ],
        note: 'Договорились на квартальном обзоре',
        byId: director.id,
      })
  })
}
