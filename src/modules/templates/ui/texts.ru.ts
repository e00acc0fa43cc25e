import type { Place } from '../calc/fill.ts'
import type { Channel } from '../contract.ts'

const channels: Record<Channel, string> = { email: 'Письмо', message: 'Сообщение' }
const places: Record<Place, string> = {
  clientName: 'имя клиента',
  company: 'компания клиента',
  deal: 'название сделки',
  amount: 'сумма сделки',
  manager: 'ваше имя',
  managerPhone: 'ваш телефон',
  ownCompany: 'наша компания',
  today: 'сегодняшняя дата',
}

export const ru = {
  title: 'Шаблоны сообщений',
  hint: 'Письма и сообщения, которые пишут каждый день: продавец выбирает шаблон на карточке, имя и сумма встают сами.',
  channels,
  channel: 'Что это',
  name: 'Название',
  subject: 'Тема',
  body: 'Текст',
  places,
  insert: 'Вставить',
  add: 'Новый шаблон',
  save: 'Сохранить',
  edit: 'Изменить шаблон',
  archive: 'В архив',
  restore: 'Вернуть из архива',
  inArchive: 'в архиве',
  showArchive: 'Показать архив',
  hideArchive: 'Скрыть архив',
  saved: 'Шаблон сохранён',
  emptyTitle: 'Шаблонов пока нет',
  emptyText:
    'Напишите первый: например, письмо после звонка с ценой и следующим шагом. Он появится на карточках сделок и клиентов.',
  write: 'Написать по шаблону',
  template: 'Шаблон',
  to: 'Кому',
  missing: (names: readonly string[]): string => `Подставить нечего: ${names.join(', ')}. Допишите сами.`,
  openMail: 'Открыть письмо',
  whatsApp: 'WhatsApp',
  telegram: 'Telegram',
  copy: 'Скопировать',
  copied: 'Текст скопирован',
  noEmail: 'У клиента нет e-mail: текст можно скопировать.',
  noPhone: 'У клиента нет телефона: текст можно скопировать.',
  record: 'Записать в активности',
  recorded: 'Записано в активности',
}

export type TemplatesUiTexts = typeof ru
