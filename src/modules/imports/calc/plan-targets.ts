import type { Target } from './targets.ts'

const words = (text: string): string[] => text.split('|').map((word) => word.trim())

/** Plans of people, departments and the company. */
export const plans = {
  subject: {
    value: 'name',
    headers: words(
      'сотрудник|продавец|менеджер|отдел|подразделение|чей план|кому|фио|ответственный|отдел и сотрудник|seller|salesperson|employee|person|department|subject|sales rep',
    ),
  },
  period: {
    value: 'text',
    headers: words('период|месяц|квартал|год|дата|дата плана|period|month|quarter|year|date|quota date'),
  },
  metric: { value: 'text', headers: words('показатель|метрика|что планируем|metric|kpi|measure') },
  tier: { value: 'text', headers: words('уровень|уровень плана|tier|level') },
  amount: {
    value: 'money',
    headers: words(
      'план|сумма плана|плановая сумма|квота|цель|план продаж|значение|сумма|plan|quota|sales quota|target|amount|value',
    ),
  },
} as const satisfies Record<string, Target>
