import { formats } from '#core/i18n/format.ts'
import type { Day } from '#core/calendar/day.ts'

const f = formats('ru')
const tasksOf = (n: number) => f.counted(n, { one: 'задача', few: 'задачи', many: 'задач' })

interface Declined {
  title: string
  by: string
  reason: string
  /** The task was a repeated one, and its doer refused those to come as well. */
  isForGood?: boolean
}

export const ru = {
  errors: {
    TASK_CHANGED:
      'Пока вы правили задачу, её изменил кто-то другой. Посмотрите, что стало, и решите, чья правка верна.',
    TASK_CLOSED: 'Задача уже закрыта. Чтобы изменить её, сначала верните её в работу.',
    TASK_OPEN: 'Задача и так в работе.',
    SHIFT_REASON_REQUIRED: 'Срок переносится на позже: напишите, почему.',
  },
  notices: {
    TASK_ASSIGNED: ({ title, by, dueOn }: { title: string; by: string; dueOn: string }) => ({
      title: `Новая задача: ${title}`,
      body: `Поставил(а) ${by}, срок ${f.dayLong(dueOn as Day)}`,
    }),
    TASK_DECLINED: ({ title, by, reason, isForGood }: Declined) => ({
      title: `Отказ от задачи: ${title}`,
      body: `${by}: ${reason}${isForGood ? ' · больше не повторяется' : ''}`,
    }),
    TASK_CALLED_OFF: ({ title, by, reason }: { title: string; by: string; reason: string }) => ({
      title: `Задача больше не нужна: ${title}`,
      body: `${by}: ${reason}`,
    }),
    TASK_OVERDUE: ({ title, count, dueOn }: { title: string; count: number; dueOn: string }) =>
      count === 1
        ? { title: `Просрочена задача: ${title}`, body: `Срок был ${f.dayLong(dueOn as Day)}` }
        : {
            title: `Просрочено: ${tasksOf(count)}`,
            body: `Самая давняя — «${title}», срок ${f.dayLong(dueOn as Day)}`,
          },
  },
  file: {
    title: 'Задачи',
    columns: {
      title: 'Задача',
      due: 'Срок',
      owner: 'Исполнитель',
      author: 'Поставил',
      about: 'К чему',
      company: 'Компания',
      priority: 'Важность',
      horizon: 'Горизонт',
      state: 'Состояние',
      shifts: 'Переносов',
      note: 'Подробности',
      result: 'Результат',
      closed: 'Закрыта',
      created: 'Создана',
      updated: 'Изменена',
      id: 'ID',
    },
    priority: { high: 'Высокая', normal: 'Обычная', low: 'Низкая' },
    horizon: { day: 'День', week: 'Неделя', month: 'Месяц', quarter: 'Квартал' },
    state: { open: 'В работе', done: 'Сделана', declined: 'Отказ' },
  },
  noticeNames: {
    TASK_ASSIGNED: 'Мне поставили задачу',
    TASK_DECLINED: 'От моей задачи отказались',
    TASK_CALLED_OFF: 'Мою задачу отменили',
    TASK_OVERDUE: 'Просроченные задачи (утром)',
  },
}

export type TasksTexts = typeof ru
