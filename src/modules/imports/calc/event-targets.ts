import type { Target } from './targets.ts'

const words = (text: string): string[] => text.split('|').map((word) => word.trim())

/** A bank statement, or the incoming payments of 1С. */
export const payments = {
  paidOn: {
    value: 'date',
    headers: words(
      'дата|дата оплаты|дата платежа|дата поступления|дата документа|дата операции|дата проводки|дата вх|payment date|paid on|date',
    ),
  },
  amount: {
    value: 'money',
    headers: words(
      'сумма|сумма платежа|сумма документа|поступление|приход|кредит|сумма по кредиту|сумма поступления|оплачено|amount|credit|paid',
    ),
  },
  payer: {
    value: 'text',
    headers: words(
      'контрагент|плательщик|наименование плательщика|клиент|покупатель|организация плательщик|payer|customer|from',
    ),
  },
  payerInn: {
    value: 'inn',
    many: true,
    headers: words(
      'инн контрагента|инн плательщика|инн|контрагент инн|плательщик инн|инн кпп|инн кпп контрагента|payer inn|tax id',
    ),
  },
  payerKpp: {
    value: 'kpp',
    headers: words('кпп контрагента|кпп плательщика|кпп|контрагент кпп|плательщик кпп|payer kpp'),
  },
  documentNumber: {
    value: 'id',
    headers: words(
      'номер платежного поручения|номер документа|вх номер|входящий номер|номер п п|номер|№|№ документа|document|number',
    ),
  },
  invoiceNumber: {
    value: 'text',
    headers: words('номер счета|счет на оплату|счет|№ счета|документ расчетов|invoice|invoice number'),
  },
  purpose: {
    value: 'text',
    headers: words('назначение платежа|назначение|основание|комментарий|описание|purpose|description|details'),
  },
} as const satisfies Record<string, Target>

/** What advertising cost, as cabinets export it. */
export const spend = {
  source: {
    value: 'name',
    headers: words(
      'источник|канал|рекламный канал|рекламная система|площадка|система|рекламный кабинет|source|channel|utm source|platform|media source',
    ),
  },
  campaign: {
    value: 'text',
    headers: words('кампания|рекламная кампания|название кампании|№ кампании|utm campaign|campaign|campaign name'),
  },
  day: { value: 'date', headers: words('дата|день|дата расхода|период|date|day|reporting starts') },
  amount: {
    value: 'money',
    headers: words(
      'расход|расходы|затраты|траты|потрачено|списано|расход с ндс|всего расход|стоимость|spend|cost|amount spent|costs|сумма|amount',
    ),
  },
} as const satisfies Record<string, Target>

/** Contacts with clients, as telephony and other systems export them. */
export const activities = {
  externalId: {
    value: 'id',
    headers: words(
      'id звонка|call id|callid|id активности|activity id|id дела|id события|uid|uniqueid|unique id|id|ид',
    ),
  },
  kind: {
    value: 'name',
    headers: words(
      'тип активности|тип дела|тип звонка|вид контакта|направление|тип|вид|call type|activity type|direction|type',
    ),
  },
  at: {
    value: 'date',
    headers: words(
      'дата и время|дата и время звонка|дата звонка|время звонка|начало звонка|дата начала|дата активности|дата контакта|дата события|крайний срок|call date|date time|datetime|start time|started at|start|activity date|calldate|дата',
    ),
  },
  owner: {
    value: 'name',
    headers: words(
      'менеджер|ответственный|сотрудник|пользователь|оператор|исполнитель|manager|owner|user|agent|employee|responsible',
    ),
  },
  phone: {
    value: 'phone',
    headers: words(
      'телефон|номер телефона|телефон клиента|номер клиента|внешний номер|номер абонента|phone|phone number|client phone|external number|from to',
    ),
    many: true,
  },
  email: { value: 'email', headers: words('e mail|email|почта|e mail клиента') },
  contact: { value: 'text', headers: words('контакт|контактное лицо|контакты|фио клиента|contact|contact name') },
  company: { value: 'name', headers: words('компания|клиент|контрагент|организация|company|account|client') },
  inn: { value: 'inn', headers: words('инн|инн клиента|inn|tax id') },
  dealId: { value: 'id', headers: words('id сделки|номер сделки|№ сделки|deal id|opportunity id') },
  duration: {
    value: 'text',
    headers: words(
      'длительность|длительность звонка|продолжительность|длительность разговора|время разговора|длительность сек|длительность мин|duration|call duration|talk time|billsec',
    ),
  },
  status: { value: 'name', headers: words('статус|состояние|выполнено|завершено|status|state|completed|done') },
  result: {
    value: 'text',
    headers: words('результат|итог|результат звонка|исход|результат встречи|result|outcome|disposition'),
  },
  comment: {
    value: 'text',
    headers: words('комментарий|описание|тема|примечание|заметка|comment|description|subject|note'),
    many: true,
  },
  recording: {
    value: 'text',
    headers: words('запись|запись разговора|ссылка на запись|recording|record url|recording url'),
  },
} as const satisfies Record<string, Target>
