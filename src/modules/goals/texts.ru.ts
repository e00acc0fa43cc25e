const levels = { company: 'компании', department: 'отдела', team: 'команды', person: 'человека' }

export const ru = {
  errors: {
    GOAL_NEEDS_METRIC:
      'Это пожелание, а не цель: непонятно, по какому числу видно, что она достигнута. Выберите показатель, например «Объём продаж» или «Доля новых клиентов».',
    GOAL_NEEDS_TARGET: 'Укажите, какого значения показателя нужно достичь.',
    GOAL_TARGET_IS_START:
      'Цель совпадает с тем, что есть сейчас: двигаться некуда. Измените начальное или целевое значение.',
    GOAL_METRIC_UNKNOWN: ({ metric }: { metric: string }) =>
      `Показателя «${metric}» нет. Выберите показатель из списка.`,
    GOAL_SUBJECT: 'Выберите, чья это цель — компании, отдела, команды или человека — и кто за неё отвечает.',
    GOAL_NOT_YOURS: ({ level }: { level: keyof typeof levels }) =>
      `Цели ${levels[level]} ставит руководитель выше. Владелец и директор ставят цели компании и отделов, руководитель отдела — своей команде и своим людям.`,
    GOAL_PARENT_GONE: 'Цели, под которую вы ставите эту, больше нет. Выберите другую.',
    GOAL_ABOVE_PARENT: ({ level, parent }: { level: keyof typeof levels; parent: keyof typeof levels }) =>
      `Цель ${levels[level]} не может стоять под целью ${levels[parent]}: ветви идут от компании к людям.`,
    GOAL_CIRCLE: ({ title }: { title: string }) =>
      `Так получится круг: «${title}» сама стоит под этой целью. Выберите цель выше или поставьте без неё.`,
    GOAL_CHANGED: ({ title }: { title: string }) =>
      `Пока вы правили цель «${title}», её изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.`,
    GOAL_TASK_VAGUE: ({ missing }: { missing: readonly ('result' | 'date')[] }) =>
      `Задача должна быть конкретной: добавьте ${missing.map((one) => (one === 'result' ? 'результат — что будет готово' : 'срок')).join(' и ')}. «Больше звонить» — не задача; «обзвонить 40 клиентов без заказов с мая, список с итогом — к пятнице» — задача.`,
    STRATEGY_CHANGED: ({ version, author }: { version: number; author: string | null }) =>
      `Пока вы писали, появилась версия ${version}${author ? ` (${author})` : ''}. Ваш текст не потерян: сравните с ней и сохраните поверх.`,
  },
}

export type GoalsTexts = typeof ru
