import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import type { TasksTexts } from './texts.ru.ts'

const f = formats('en')
const tasksOf = (n: number) => f.counted(n, { one: 'task', other: 'tasks' })

export const en = {
  errors: {
    TASK_CHANGED:
      'Somebody changed the task while you were editing it. See what it is now and decide which version is right.',
    TASK_CLOSED: 'The task is closed. To change it, open it again first.',
    TASK_OPEN: 'The task is open already.',
    SHIFT_REASON_REQUIRED: 'The date is put off: say why.',
  },
  notices: {
    TASK_ASSIGNED: ({ title, by, dueOn }) => ({
      title: `New task: ${title}`,
      body: `Given by ${by}, due ${f.dayLong(dueOn as Day)}`,
    }),
    TASK_DECLINED: ({ title, by, reason, isForGood }) => ({
      title: `Task declined: ${title}`,
      body: `${by}: ${reason}${isForGood ? ' · it is not repeated any more' : ''}`,
    }),
    TASK_CALLED_OFF: ({ title, by, reason }) => ({ title: `Task called off: ${title}`, body: `${by}: ${reason}` }),
    TASK_OVERDUE: ({ title, count, dueOn }) =>
      count === 1
        ? { title: `Overdue task: ${title}`, body: `It was due ${f.dayLong(dueOn as Day)}` }
        : { title: `Overdue: ${tasksOf(count)}`, body: `The oldest is “${title}”, due ${f.dayLong(dueOn as Day)}` },
  },
  file: {
    title: 'Tasks',
    columns: {
      title: 'Task',
      due: 'Due',
      owner: 'Owner',
      author: 'Given by',
      about: 'About',
      company: 'Company',
      priority: 'Priority',
      horizon: 'Horizon',
      state: 'State',
      shifts: 'Times put off',
      note: 'Note',
      result: 'Result',
      closed: 'Closed',
      created: 'Created',
      updated: 'Changed',
      id: 'ID',
    },
    priority: { high: 'High', normal: 'Normal', low: 'Low' },
    horizon: { day: 'Day', week: 'Week', month: 'Month', quarter: 'Quarter' },
    state: { open: 'Open', done: 'Done', declined: 'Declined' },
  },
  noticeNames: {
    TASK_ASSIGNED: 'I was given a task',
    TASK_DECLINED: 'My task was declined',
    TASK_CALLED_OFF: 'My task was called off',
    TASK_OVERDUE: 'Overdue tasks (in the morning)',
  },
} satisfies TasksTexts
