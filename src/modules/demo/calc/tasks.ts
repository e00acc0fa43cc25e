import { addDays, type Day, type TimeZone, weekday, DAY_MS } from '#core/calendar/day.ts'
import { lastDay, monthOf } from '#core/calendar/month.ts'
import { instantAt } from '#core/calendar/zone.ts'
import type { Random } from './random.ts'

/** An open deal, and how long nobody has touched it. */
export interface DealAtWork {
  id: string
  ownerId: string
  companyId: string | null
  daysSilent: number
}

/** A task as it is kept; moments in milliseconds. */
export interface DemoTask {
  id: string
  title: string
  note: null
  ownerId: string
  authorId: string
  dueOn: Day
  dueAt: number
  hasTime: boolean
  priority: 'low' | 'normal' | 'high'
  horizon: 'day' | 'month'
  checklist: { id: string; text: string; done: boolean }[]
  repeat: 'workdays' | null
  repeatDate: null
  afterId: null
  dealId: string | null
  companyId: string | null
  contactId: null
  personId: null
  state: 'open' | 'done'
  result: string | null
  closedAt: number | null
  closedBy: string | null
  createdAt: number
  source: 'demo'
  version: 1
}

export interface DemoShift {
  taskId: string
  kind: 'shift'
  byId: string
  ownerId: string
  at: number
  fromAt: number
  toAt: number
  reason: string
}

interface Setting {
  today: Day
  zone: TimeZone
  /** Who sells now, each with his head. */
  sellers: readonly { id: string; managerId: string | null }[]
}

const steps = [
  'Позвонить, уточнить сроки',
  'Отправить коммерческое предложение',
  'Согласовать спецификацию с инженером',
  'Получить обратную связь по КП',
  'Договориться о встрече с директором',
  'Отправить договор на подпись',
  'Уточнить условия доставки',
  'Подготовить расчёт окупаемости',
  'Запросить карточку предприятия',
  'Напомнить о счёте',
  'Показать насос на складе',
  'Обсудить отсрочку платежа',
]
const results = [
  'Дозвонился, решают на следующей неделе',
  'Отправил, подтвердили получение',
  'Согласовали, ждём подпись',
  'Просят скидку 5 %, передал руководителю',
  'Договорились о встрече',
  'Секретарь не соединил, перезвоню',
  'Счёт оплатят до конца месяца',
  'Инженер посчитал, отправил клиенту',
]
const reasons = ['Клиент не ответил', 'Клиент попросил позже', 'Не успел', 'Ждём ответа инженера', 'Контакт в отпуске']
const orders = [
  'Разобрать сделки без движения',
  'Подготовить отчёт к планёрке',
  'Обзвонить клиентов, не покупавших полгода',
  'Обновить суммы в сделках месяца',
]
const checklist = ['Проверить суммы', 'Проверить даты закрытия', 'Записать следующие шаги']
const hours = ['09:30', '10:00', '11:00', '12:00', '14:00', '15:00', '15:30', '16:30', '17:00']

/**
 * Tasks of the demo company: most live deals have a next step, some of them overdue and put off, some deals were left without one; besides,
 * everybody has his daily report, a task of his head, something for the month, and what he did of late. `pushed`: deals whose close dates were put
 * off again and again.
 */
export function inventTasks(random: Random, deals: readonly DealAtWork[], { today, zone, sellers }: Setting) {
  const tasks: DemoTask[] = []
  const shifts: DemoShift[] = []
  const pushed: string[] = []
  const at = (day: Day, time: string) => instantAt(day, minutesOf(time), zone).getTime()
  const add = (
    given: Partial<DemoTask> & Pick<DemoTask, 'title' | 'ownerId' | 'dueOn'>,
    time: string | null,
  ): DemoTask => {
    const createdAt = Math.min(
      given.createdAt ?? Infinity,
      instantAt(addDays(today, -1), 17 * 60, zone).getTime(),
      at(given.dueOn, '09:00') - DAY_MS,
    )
    const task: DemoTask = {
      id: random.id(createdAt),
      note: null,
      authorId: given.ownerId,
      dueAt: time === null ? at(addDays(given.dueOn, 1), '00:00') - 1000 : at(given.dueOn, time),
      hasTime: time !== null,
      priority: 'normal',
      horizon: 'day',
      checklist: [],
      repeat: null,
      repeatDate: null,
      afterId: null,
      dealId: null,
      companyId: null,
      contactId: null,
      personId: null,
      state: 'open',
      result: null,
      closedAt: null,
      closedBy: null,
      source: 'demo',
      version: 1,
      ...given,
      createdAt,
    }
    tasks.push(task)
    return task
  }
  const putOff = (task: DemoTask, times: number) => {
    for (let turn = times; turn > 0; turn -= 1) {
      const from = task.dueAt - turn * 2 * DAY_MS
      shifts.push({
        taskId: task.id,
        kind: 'shift',
        byId: task.ownerId,
        ownerId: task.ownerId,
        at: from,
        fromAt: from,
        toAt: from + 2 * DAY_MS,
        reason: random.pick(reasons),
      })
    }
  }
  const done = (task: DemoTask) => {
    task.state = 'done'
    task.result = random.pick(results)
    task.closedAt = Math.min(task.dueAt, at(addDays(today, -1), '18:00'))
    task.closedBy = task.ownerId
  }

  for (const { id, ownerId, companyId, daysSilent } of deals) {
    const about = { ownerId, dealId: id, companyId, title: random.pick(steps) }
    if (random.chance(0.07)) pushed.push(id)
    // Who has not touched a deal for weeks has planned nothing for it either.
    if (random.chance(daysSilent > 30 ? 0.12 : 0.78)) {
      const isLate = random.chance(0.14)
      const ahead = isLate ? -1 - random.below(6) : random.below(12)
      // Somebody works on a Saturday too, so that today is never empty.
      const dueOn = ahead === 0 ? today : workingDay(addDays(today, ahead))
      const task = add(
        { ...about, dueOn, priority: random.chance(0.12) ? 'high' : 'normal' },
        random.chance(0.5) ? random.pick(hours) : null,
      )
      if (random.chance(isLate ? 0.5 : 0.12)) putOff(task, 1 + random.below(3))
    }
    if (random.chance(0.3)) {
      const dueOn = workingDay(addDays(today, -2 - random.below(25)))
      done(add({ ...about, title: random.pick(steps), dueOn }, random.pick(hours)))
    }
  }
  for (const { id, managerId } of sellers) {
    add({ title: 'Отчёт за день', ownerId: id, dueOn: workingDay(today), repeat: 'workdays', priority: 'low' }, '18:00')
    if (random.chance(0.7)) {
      const goal = `Найти ${5 + random.below(6)} новых компаний в отрасли`
      add({ title: goal, ownerId: id, dueOn: lastDay(monthOf(today)), horizon: 'month' }, null)
    }
    if (managerId && random.chance(0.6)) {
      const points = checklist.map((text, index) => ({ id: String(index + 1), text, done: random.chance(0.4) }))
      const order = { title: random.pick(orders), ownerId: id, authorId: managerId, checklist: points }
      add({ ...order, dueOn: workingDay(addDays(today, random.below(5) - 1)), priority: 'high' }, null)
    }
  }
  return { tasks, shifts, pushed }
}

function minutesOf(time: string): number {
  const [hour = 0, minutes = 0] = time.split(':').map(Number)
  return hour * 60 + minutes
}

/** Nobody plans a call for Sunday: the Monday after. */
function workingDay(day: Day): Day {
  return weekday(day) > 5 ? addDays(day, 8 - weekday(day)) : day
}
