export const ru = {
  title: 'Активности',
  kinds: { call: 'Звонок', meeting: 'Встреча', demo: 'Демонстрация', email: 'Письмо', message: 'Сообщение' },
  add: 'Записать',
  addTitle: 'Что сделано',
  kind: 'Вид',
  when: 'Когда',
  now: 'сейчас',
  minutes: 'Длительность, мин',
  result: 'Результат',
  resultPlaceholder: 'О чём договорились, следующий шаг',
  added: (kind: string): string => `${kind}: записано`,
  empty: 'Контактов с клиентом ещё не записано.',
  emptyHint: 'Запишите первый звонок или встречу: по ним считаются нормы, и видно, что сделка живая.',
  planned: 'запланировано',
  more: 'Показать ещё',
}

export type ActivityTexts = typeof ru
