import type { Duty } from '../contract/duties.ts'

type Words = readonly [step: Duty['step'], part: Duty['part'], ru: string, en: string]

/** What a company begins with: who answers for what in a sales department, by the five steps of management. */
const lists: Record<string, readonly Words[]> = {
  owner: [
    ['plan', 'approves', 'Стратегия, годовой план и бюджет отдела', 'Strategy, year plan and budget of the department'],
    ['organise', 'approves', 'Схемы оплаты и штатное расписание', 'Pay schemes and staffing'],
    ['control', 'does', 'Результаты квартала и года', 'Results of the quarter and the year'],
    [
      'correct',
      'approves',
      'Изменение целей и открытие закрытого месяца',
      'Changes of goals, opening a closed month again',
    ],
  ],
  director: [
    ['plan', 'does', 'Цели коммерции и план каждого отдела', 'Commercial goals and the plan of each department'],
    ['plan', 'approves', 'Разбивка плана, которую предложил РОП', 'The split of the plan that the head proposes'],
    ['plan', 'proposes', 'Стратегия продаж, годовой план, бюджет', 'Sales strategy, year plan, budget'],
    ['organise', 'approves', 'Приём и увольнение, структура отделов', 'Hire and dismissal, structure of departments'],
    [
      'organise',
      'does',
      'Стандарты работы: воронка, обязательные поля, сроки',
      'Standards: pipeline, required fields, deadlines',
    ],
    ['organise', 'proposes', 'Схемы оплаты', 'Pay schemes'],
    ['lead', 'does', 'Встреча один на один с каждым РОПом раз в неделю', 'A weekly one-to-one with each head'],
    ['control', 'does', 'План/факт отделов, прогноз, деньги', 'Plan/fact of departments, forecast, money'],
    ['control', 'approves', 'Закрытие месяца', 'Close of the month'],
    ['correct', 'does', 'Отклонения больше порога отдела', 'Deviations beyond the threshold of a department'],
  ],
  head: [
    ['plan', 'proposes', 'План команды по продавцам и неделям', 'The team’s plan by seller and week'],
    ['plan', 'does', 'Задачи на неделю и день', 'Tasks of the week and the day'],
    [
      'organise',
      'does',
      'Нормы встреч и звонков, распределение лидов',
      'Norms of meetings and calls, distribution of leads',
    ],
    ['organise', 'does', 'Отпуска команды и замещение', 'Leave of the team and substitution'],
    ['organise', 'proposes', 'Кого принять и кого уволить', 'Whom to hire and whom to dismiss'],
    [
      'lead',
      'does',
      'Планёрка каждый день, встреча один на один раз в неделю',
      'Daily planning meeting, weekly one-to-one',
    ],
    ['lead', 'does', 'Обучение: прослушивание звонков, двойные выезды', 'Training: listening to calls, joint visits'],
    ['lead', 'does', 'Мотивация: признание, обратная связь', 'Motivation: recognition, feedback'],
    ['control', 'does', 'Темп плана, нормы, гигиена сделок', 'Pace of the plan, norms, hygiene of deals'],
    [
      'correct',
      'does',
      'Отклонение: причина, действие, проверка эффекта',
      'Deviation: cause, action, check of the effect',
    ],
  ],
  seller: [
    ['plan', 'does', 'План дня: встречи, звонки, следующие шаги', 'Plan of the day: meetings, calls, next steps'],
    ['organise', 'does', 'Следующий шаг в каждой открытой сделке', 'A next step in each open deal'],
    ['lead', 'does', 'Своё обучение: стандарты, скрипты', 'Own training: standards, scripts'],
    ['control', 'does', 'Свой план и темп, свои нормы', 'Own plan and pace, own norms'],
    [
      'correct',
      'proposes',
      'Комментарий к своему отклонению раньше руководителя',
      'A comment on his own deviation before his boss',
    ],
  ],
}

/** The usual duties of a role in this language, version 0. */
export function usualDuties(role: string, language: 'ru' | 'en'): Duty[] {
  return (lists[role] ?? []).map(([step, part, ru, en], index) => ({
    id: `${role}-${index + 1}`,
    step,
    part,
    text: language === 'ru' ? ru : en,
  }))
}
