import { activities, payments, spend } from './event-targets.ts'
import { plans } from './plan-targets.ts'

/** What a column of a file may mean for us, by kind of import. Names of targets are part of the API and of saved mappings. */

export const KINDS = [
  'deals',
  'people',
  'products',
  'companies',
  'contacts',
  'payments',
  'spend',
  'activities',
  'plans',
] as const
export type Kind = (typeof KINDS)[number]

/** What the cells of a column must be read as. */
export type ValueKind = 'text' | 'name' | 'id' | 'money' | 'number' | 'date' | 'phone' | 'email' | 'inn' | 'kpp'

export interface Target {
  value: ValueKind
  /** Several columns may feed it: the first filled one counts, of texts all. */
  many?: true
  /** Headers that mean it, normalised (see `headerKey`). The first ones are the surest. */
  headers: readonly string[]
}

const words = (text: string): string[] => text.split('|').map((word) => word.trim())

const deals = {
  externalId: {
    value: 'id',
    headers: words(
      'id|ид|id сделки|номер сделки|№ сделки|№|record id|deal id|opportunity id|opportunityid|lead id|mql id|external id|внешний id|код сделки|guid|hs object id|case id|case|case concept name',
    ),
  },
  title: {
    value: 'text',
    headers: words(
      'название сделки|сделка|название|наименование сделки|наименование|имя сделки|тема|заголовок|deal name|opportunity name|opportunity|title|name|dealname|subject|topic|предмет договора|предмет|что продаем|наименование работ',
    ),
  },
  amount: {
    value: 'money',
    headers: words(
      'бюджет|сумма|сумма сделки|стоимость|стоимость сделки|бюджет сделки|цена сделки|выручка|amount|deal amount|value|deal value|close value|price|revenue|opportunity amount|offer total amount|total|total amount|expected revenue|amount requested',
    ),
  },
  currency: {
    value: 'text',
    headers: words('валюта|валюта сделки|currency|deal currency code|amount currency|код валюты'),
  },
  owner: {
    value: 'name',
    headers: words(
      'ответственный|менеджер|продавец|ответственный менеджер|ответственный за сделку|менеджер по продажам|сотрудник|владелец|deal owner|deal owner name|owner|sales agent|sales rep|salesperson|agent|opportunity owner|owner name|responsible|assigned to|sr id|account executive|manager|resource|org resource|worker|кто ведет|ведет|кто ведет сделку|исполнитель|закрепленный менеджер|фио менеджера|кто продал',
    ),
  },
  stage: {
    value: 'name',
    headers: words(
      'этап сделки|стадия сделки|этап|стадия|статус|статус сделки|этап воронки|stage|deal stage|stage name|sales stage|status|pipeline stage|deal status|event|activity|concept name|состояние|исход|чем кончилось|результат сделки',
    ),
  },
  pipeline: {
    value: 'name',
    headers: words('воронка|воронка продаж|направление|воронка сделки|pipeline|sales pipeline|funnel'),
  },
  source: {
    value: 'name',
    many: true,
    headers: words(
      'источник|источник сделки|источник лида|источник заявки|канал|рекламный канал|source|lead source|origin|original source|channel|utm source|traffic source',
    ),
  },
  createdAt: {
    value: 'date',
    headers: words(
      'дата создания сделки|дата создания|создана|создано|дата сделки|дата начала|дата заявки|дата обращения|дата лида|created time|created date|created at|create date|created|createdate|date created|created on|engage date|first contact date|open date|start date|date|дата поступления|когда обратились|когда обратился',
    ),
  },
  closedAt: {
    value: 'date',
    headers: words(
      'дата закрытия|дата закрытия сделки|закрыта|дата завершения|дата продажи|дата оплаты|фактическая дата закрытия|close date|closed date|closed time|closing date|closed at|closedate|won date|date closed|won time|actual close date|когда закрыли|когда закрыта|дата окончания|дата отказа',
    ),
  },
  expectedCloseOn: {
    value: 'date',
    headers: words(
      'предполагаемая дата закрытия|ожидаемая дата закрытия|планируемая дата закрытия|плановая дата закрытия|дата закрытия план|expected close date|expected closing date|expected close|estimated close date',
    ),
  },
  updatedAt: {
    value: 'date',
    headers: words(
      'дата редактирования|дата изменения|изменена|обновлена|дата последнего изменения|modified time|last modified|last modified date|modified date|updated at|modified|update date|last activity',
    ),
  },
  /** When the deal came to the stage of this row: a file of stage histories has a row for each move. */
  movedAt: {
    value: 'date',
    headers: words(
      'дата перехода|дата перехода на этап|дата входа на этап|время перехода|дата смены этапа|timestamp|time timestamp|time:timestamp|event time|complete timestamp|moved at|entered at|stage entered at|stage date',
    ),
  },
  company: {
    value: 'text',
    headers: words(
      'компания|клиент|название компании|организация|контрагент|заказчик|юрлицо|покупатель|company|account|account name|company name|organization|customer|client|компания контакта',
    ),
    many: true,
  },
  companyInn: {
    value: 'inn',
    many: true,
    headers: words('инн|инн компании|инн клиента|инн контрагента|инн кпп|company inn|tax id|inn'),
  },
  companyKpp: { value: 'kpp', headers: words('кпп|кпп компании|кпп клиента|кпп контрагента|kpp') },
  companyPhone: {
    value: 'phone',
    many: true,
    headers: words('телефон компании|рабочий телефон компании|company phone'),
  },
  companyEmail: {
    value: 'email',
    many: true,
    headers: words('email компании|e-mail компании|почта компании|company email'),
  },
  contact: {
    value: 'text',
    many: true,
    headers: words(
      'полное имя контакта|основной контакт|контакт|имя контакта|контактное лицо|фио|фио клиента|имя клиента|contact name|contact|contact person|primary contact|full name|client name',
    ),
  },
  contactPhone: {
    value: 'phone',
    many: true,
    headers: words(
      'мобильный телефон|рабочий телефон|рабочий прямой телефон|телефон|телефон контакта|номер телефона|домашний телефон|другой телефон|контакт рабочий телефон|контакт мобильный телефон|phone|mobile|phone number|mobile phone|contact phone',
    ),
  },
  contactEmail: {
    value: 'email',
    many: true,
    headers: words(
      'рабочий email|рабочий e-mail|личный email|личный e-mail|другой email|email|e-mail|почта|электронная почта|эл почта|email контакта|контакт рабочий email|mail|contact email|email address',
    ),
  },
  product: {
    value: 'text',
    many: true,
    headers: words('товар|продукт|услуга|номенклатура|название товара|product|product name|item|service|sku'),
  },
  quantity: { value: 'number', headers: words('количество|кол во|кол-во|quantity|qty') },
  price: {
    value: 'money',
    headers: words('цена|цена товара|цена за единицу|unit price|sales price|list price|item price'),
  },
  lossReason: {
    value: 'name',
    many: true,
    headers: words(
      'причина отказа|причина проигрыша|причина потери|причина закрытия|почему отказались|почему проиграли|почему не купили|причина слива|причина срыва|loss reason|lost reason|reason for loss|closed lost reason|reason lost',
    ),
  },
  comment: {
    value: 'text',
    many: true,
    headers: words(
      'примечание|примечание 2|примечание 3|примечание 4|примечание 5|комментарий|комментарии|описание|заметка|заметки|comment|comments|description|note|notes',
    ),
  },
  tags: { value: 'text', many: true, headers: words('теги|тег|теги сделки|метки|tags|tag|labels') },
  /** Kept on the card under the column's own name. */
  custom: { value: 'text', many: true, headers: [] },
} as const satisfies Record<string, Target>

const people = {
  name: {
    value: 'name',
    headers: words(
      'фио|имя|сотрудник|менеджер|продавец|полное имя|ответственный|фамилия имя отчество|sales agent|agent|name|full name|employee|salesperson|sales rep|seller',
    ),
  },
  manager: {
    value: 'name',
    headers: words(
      'руководитель|начальник|непосредственный руководитель|руководитель отдела|роп|тимлид|manager|supervisor|head|team lead|boss|reports to|sales manager',
    ),
  },
  department: {
    value: 'name',
    headers: words(
      'отдел|подразделение|департамент|регион|филиал|офис|направление|department|region|regional office|office|division|branch|business unit',
    ),
  },
  team: { value: 'name', headers: words('команда|группа|team|group|sales team') },
  jobTitle: { value: 'text', headers: words('должность|job title|title|position') },
  email: {
    value: 'email',
    headers: words('email|e-mail|почта|электронная почта|рабочий email|эл почта|mail|work email'),
  },
  phone: { value: 'phone', headers: words('телефон|мобильный телефон|рабочий телефон|phone|mobile|mobile phone') },
  hiredOn: {
    value: 'date',
    headers: words('дата приема|дата приёма|принят|дата найма|дата выхода|hire date|hired|start date|hired on'),
  },
  leftOn: { value: 'date', headers: words('дата увольнения|уволен|termination date|left|left on|end date') },
  externalId: {
    value: 'id',
    headers: words('id|ид|табельный номер|таб номер|код|employee id|user id|owner id|id сотрудника'),
  },
} as const satisfies Record<string, Target>

const products = {
  name: {
    value: 'text',
    headers: words(
      'товар|продукт|название|наименование|номенклатура|услуга|название товара|product|product name|name|item|title',
    ),
  },
  group: {
    value: 'name',
    headers: words(
      'группа|категория|серия|линейка|раздел|вид|series|category|group|product group|family|product line|type',
    ),
  },
  price: {
    value: 'money',
    headers: words(
      'цена|цена продажи|прайс|стоимость|розничная цена|sales price|price|unit price|list price|retail price',
    ),
  },
  /** What a unit costs the company itself. */
  cost: {
    value: 'money',
    headers: words(
      'себестоимость|себестоимость единицы|закупочная цена|цена закупки|закупка|закупочная|входная цена|cost|unit cost|cost price|cost of a unit|purchase price|cost of goods|cogs|standard cost',
    ),
  },
} as const satisfies Record<string, Target>

const companies = {
  name: {
    value: 'text',
    headers: words(
      'компания|название компании|название|наименование|клиент|контрагент|организация|account|account name|company|company name|name|organization|customer',
    ),
  },
  inn: { value: 'inn', headers: words('инн|инн кпп|tax id|inn') },
  kpp: { value: 'kpp', headers: words('кпп|kpp') },
  phone: {
    value: 'phone',
    many: true,
    headers: words('телефон|рабочий телефон|мобильный телефон|phone|company phone|phone number'),
  },
  email: { value: 'email', many: true, headers: words('email|e-mail|почта|электронная почта|рабочий email|mail') },
  industry: {
    value: 'name',
    headers: words('отрасль|сфера|сфера деятельности|сектор|вид деятельности|industry|sector|segment|vertical'),
  },
  region: {
    value: 'name',
    headers: words('регион|город|область|страна|местоположение|office location|location|region|city|country|state'),
  },
  owner: {
    value: 'name',
    headers: words('ответственный|менеджер|ответственный менеджер|owner|account owner|responsible|sales agent'),
  },
  externalId: { value: 'id', headers: words('id|ид|код|record id|account id|company id|id компании') },
} as const satisfies Record<string, Target>

/** People of clients; amoCRM writes companies into the same file and says in a column which is which. */
const contacts = {
  recordType: { value: 'name', headers: words('тип|тип записи|record type') },
  name: {
    value: 'text',
    headers: words(
      'полное имя контакта|полное имя|контакт|контактное лицо|фио|имя контакта|full name|contact name|contact|name',
    ),
  },
  lastName: { value: 'text', headers: words('фамилия|last name|surname') },
  firstName: { value: 'text', headers: words('имя|first name') },
  middleName: { value: 'text', headers: words('отчество|middle name|patronymic') },
  company: {
    value: 'text',
    headers: words(
      'название компании|компания|компания контакта|организация|клиент|контрагент|company|company name|account|account name',
    ),
  },
  inn: { value: 'inn', headers: words('инн|инн компании|инн кпп|tax id|inn') },
  kpp: { value: 'kpp', headers: words('кпп|кпп компании|kpp') },
  jobTitle: { value: 'text', headers: words('должность|job title|position|title') },
  phone: {
    value: 'phone',
    many: true,
    headers: words(
      'рабочий телефон|рабочий прямой телефон|мобильный телефон|телефон|номер телефона|домашний телефон|другой телефон|phone|mobile|mobile phone|work phone',
    ),
  },
  email: {
    value: 'email',
    many: true,
    headers: words(
      'рабочий email|рабочий e-mail|личный email|частный e-mail|email|e-mail|почта|электронная почта|другой email|другой e-mail|mail|email address',
    ),
  },
  owner: {
    value: 'name',
    headers: words(
      'ответственный|ответственный за контакт|менеджер|владелец|owner|contact owner|responsible|assigned to',
    ),
  },
} as const satisfies Record<string, Target>

export const TARGETS: Record<Kind, Record<string, Target>> = {
  deals,
  people,
  products,
  companies,
  contacts,
  payments,
  spend,
  activities,
  plans,
}

export type DealTarget = keyof typeof deals

/** What a file of this kind cannot do without. */
export const REQUIRED: Record<Kind, readonly string[]> = {
  deals: [],
  people: ['name'],
  products: ['name'],
  companies: ['name'],
  contacts: [],
  payments: ['paidOn', 'amount'],
  spend: ['source', 'day', 'amount'],
  activities: ['at', 'owner'],
  plans: ['subject', 'period', 'amount'],
}

/** Key under which headers are compared: case, ё, signs and repeated spaces do not matter. «Бюджет, ₸ » and «Бюджет» are one. */
export function headerKey(header: string): string {
  return header
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»"'’`()[\]:*]/g, ' ')
    .replace(/[₽$€£₸₴]|(?<!\p{L})(руб|тг|rub|usd|eur)(?!\p{L})\.?/gu, ' ')
    .replace(/[_.,;/\\-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
