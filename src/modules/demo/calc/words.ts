/** Names of the demo company's world. Invented; a likeness to a real firm is chance. */

export const menNames = [
  'Александр',
  'Дмитрий',
  'Максим',
  'Сергей',
  'Андрей',
  'Алексей',
  'Артём',
  'Илья',
  'Кирилл',
  'Михаил',
  'Никита',
  'Роман',
  'Егор',
  'Иван',
  'Денис',
  'Евгений',
  'Павел',
  'Константин',
  'Вадим',
  'Олег',
]
export const womenNames = [
  'Анна',
  'Мария',
  'Елена',
  'Ольга',
  'Наталья',
  'Екатерина',
  'Татьяна',
  'Ирина',
  'Светлана',
  'Юлия',
  'Дарья',
  'Ксения',
  'Алина',
  'Виктория',
  'Полина',
  'Марина',
]
export const surnames = [
  'Смирнов',
  'Кузнецов',
  'Попов',
  'Васильев',
  'Петров',
  'Соколов',
  'Михайлов',
  'Новиков',
  'Фёдоров',
  'Морозов',
  'Волков',
  'Алексеев',
  'Лебедев',
  'Семёнов',
  'Егоров',
  'Павлов',
  'Козлов',
  'Степанов',
  'Николаев',
  'Орлов',
  'Андреев',
  'Макаров',
  'Никитин',
  'Захаров',
  'Зайцев',
  'Соловьёв',
  'Борисов',
  'Яковлев',
  'Григорьев',
  'Белов',
  'Титов',
  'Крылов',
  'Громов',
  'Комаров',
  'Давыдов',
  'Жуков',
  'Воробьёв',
  'Калинин',
  'Фомин',
  'Власов',
  'Мельников',
  'Денисов',
  'Гаврилов',
  'Тихонов',
  'Савельев',
  'Рябов',
  'Медведев',
  'Антипов',
]

export const legalForms = ['ООО', 'ООО', 'ООО', 'ООО', 'АО', 'АО', 'ПАО']
export const companyHeads = [
  'Север',
  'Волга',
  'Урал',
  'Вектор',
  'Гранит',
  'Прогресс',
  'Импульс',
  'Каскад',
  'Меридиан',
  'Норд',
  'Олимп',
  'Сириус',
  'Триумф',
  'Эталон',
  'Янтарь',
  'Базис',
  'Восток',
  'Горизонт',
  'Дельта',
  'Континент',
  'Магистраль',
  'Парус',
  'Регион',
  'Союз',
  'Техно',
  'Агро',
  'Строй',
  'Пром',
  'Энерго',
  'Транс',
  'Ресурс',
  'Стандарт',
  'Альянс',
  'Кама',
  'Сибирь',
  'Балтика',
  'Дон',
  'Кубань',
  'Арсенал',
  'Монолит',
]
export const companyTails = [
  'Строй',
  'Сервис',
  'Пром',
  'Трейд',
  'Логистик',
  'Агро',
  'Энерго',
  'Снаб',
  'Монтаж',
  'Проект',
  'Групп',
  'Пласт',
  'Металл',
  'Маш',
  'Хим',
  'Тех',
  'Комплект',
  'Ресурс',
  'Центр',
  'Бетон',
]
export const companyAdjectives = [
  'Уральский',
  'Волжский',
  'Сибирский',
  'Северный',
  'Донской',
  'Невский',
  'Тульский',
  'Самарский',
  'Пермский',
  'Омский',
  'Казанский',
  'Рязанский',
]
export const companyPlants = [
  'механический завод',
  'завод металлоконструкций',
  'комбинат',
  'машиностроительный завод',
  'химзавод',
  'молочный комбинат',
  'мясокомбинат',
  'кирпичный завод',
  'лесокомбинат',
  'водоканал',
]
export const industries = [
  'Машиностроение',
  'Пищевое производство',
  'Строительство',
  'Сельское хозяйство',
  'Химия',
  'Энергетика',
  'Логистика',
  'Водоснабжение',
]
export const regions = [
  'Москва',
  'Санкт-Петербург',
  'Свердловская область',
  'Татарстан',
  'Самарская область',
  'Пермский край',
  'Ростовская область',
  'Новосибирская область',
  'Краснодарский край',
  'Челябинская область',
]
export const contactTitles = [
  'главный инженер',
  'директор по закупкам',
  'начальник производства',
  'генеральный директор',
  'инженер КИПиА',
  'снабженец',
  'технический директор',
]

/** Price is that of a usual order, in roubles. */
export const products = [
  { name: 'Насос центробежный НЦ-80', group: 'Насосы', price: 186_000, what: 'насосы для {}' },
  { name: 'Насосная станция СН-3', group: 'Насосы', price: 940_000, what: 'насосная станция' },
  { name: 'Компрессор винтовой КВ-22', group: 'Компрессоры', price: 615_000, what: 'винтовой компрессор' },
  { name: 'Компрессорная линия КЛ-75', group: 'Компрессоры', price: 2_350_000, what: 'компрессорная линия' },
  { name: 'Частотный преобразователь ЧП-45', group: 'Автоматика', price: 128_000, what: 'частотные преобразователи' },
  { name: 'Шкаф управления ШУ-12', group: 'Автоматика', price: 264_000, what: 'шкафы управления' },
  { name: 'Запорная арматура, комплект', group: 'Арматура', price: 97_000, what: 'запорная арматура' },
  { name: 'Сервисный договор на год', group: 'Сервис', price: 310_000, what: 'сервис на год' },
  { name: 'Пусконаладка', group: 'Сервис', price: 175_000, what: 'пусконаладка' },
  { name: 'Запасные части', group: 'Сервис', price: 58_000, what: 'запасные части' },
] as const

export const lossReasons = [
  'Дорого',
  'Выбрали конкурента',
  'Нет бюджета',
  'Проект отложен',
  'Не дозвонились',
  'Не подошло по характеристикам',
  'Долгий срок поставки',
]

/** quality multiplies the chance to go on; costPerLead in roubles, 0 where nothing is paid by the lead. */
export const sources = [
  { name: 'Сайт', weight: 22, quality: 1, costPerLead: 2_400 },
  { name: 'Яндекс Директ', weight: 19, quality: 0.85, costPerLead: 9_800 },
  { name: 'Холодные звонки', weight: 17, quality: 0.65, costPerLead: 0 },
  { name: 'Рекомендации', weight: 12, quality: 1.6, costPerLead: 0 },
  { name: 'Выставки', weight: 8, quality: 1.25, costPerLead: 31_000 },
  { name: 'Партнёры', weight: 9, quality: 1.35, costPerLead: 7_500 },
  { name: 'E-mail рассылка', weight: 7, quality: 0.7, costPerLead: 1_900 },
  { name: 'Тендерные площадки', weight: 6, quality: 0.55, costPerLead: 26_000 },
] as const

export interface StageWords {
  name: string
  meaning: 'open' | 'won' | 'lost'
  color: string
  /** Days that a deal usually spends here, and the share of those leaving that leave as lost. */
  days?: number
  loss?: number
}

export const newClients: readonly StageWords[] = [
  { name: 'Новый лид', meaning: 'open', color: 'grey', days: 1.2, loss: 0.26 },
  { name: 'Квалификация', meaning: 'open', color: 'blue', days: 3, loss: 0.23 },
  { name: 'Встреча', meaning: 'open', color: 'cyan', days: 6, loss: 0.17 },
  { name: 'КП отправлено', meaning: 'open', color: 'indigo', days: 8, loss: 0.2 },
  { name: 'Переговоры', meaning: 'open', color: 'violet', days: 10, loss: 0.17 },
  { name: 'Договор', meaning: 'open', color: 'teal', days: 6, loss: 0.07 },
  { name: 'Успешно', meaning: 'won', color: 'green' },
  { name: 'Отказ', meaning: 'lost', color: 'red' },
]

export const repeatSales: readonly StageWords[] = [
  { name: 'Запрос', meaning: 'open', color: 'grey', days: 1, loss: 0.13 },
  { name: 'Расчёт', meaning: 'open', color: 'blue', days: 2.5, loss: 0.17 },
  { name: 'Согласование', meaning: 'open', color: 'indigo', days: 5, loss: 0.18 },
  { name: 'Счёт выставлен', meaning: 'open', color: 'teal', days: 4, loss: 0.09 },
  { name: 'Успешно', meaning: 'won', color: 'green' },
  { name: 'Отказ', meaning: 'lost', color: 'red' },
]

/** Share of an average month's sales, January first. */
export const seasonality = [0.62, 0.9, 1.08, 1.04, 0.84, 0.98, 0.86, 0.86, 1.1, 1.18, 1.2, 1.34]

/** Campaigns of the sources that are paid for; a share of the source's spend each. `day`: paid once a month on that day. */
export const campaigns: readonly {
  name: string
  campaigns: readonly { campaign: string; share: number; fromMonthsAgo?: number; weekends?: boolean; day?: number }[]
}[] = [
  {
    name: 'Сайт',
    campaigns: [
      { campaign: 'Насосы осень', share: 0.5, weekends: false },
      { campaign: 'Компрессоры под заказ', share: 0.3, weekends: false },
      { campaign: 'Автоматика', share: 0.2, day: 12 },
    ],
  },
  {
    name: 'Яндекс Директ',
    campaigns: [
      { campaign: 'Поиск: насосы для котельных', share: 0.45 },
      { campaign: 'Поиск: дренажные насосы', share: 0.3, weekends: false },
      { campaign: 'РСЯ: ремаркетинг', share: 0.15 },
      { campaign: 'РСЯ: водоснабжение, охват', share: 0.3, fromMonthsAgo: 4 },
    ],
  },
  { name: 'Выставки', campaigns: [{ campaign: 'Отраслевые выставки', share: 1, day: 18 }] },
  { name: 'Партнёры', campaigns: [{ campaign: 'Агентское вознаграждение', share: 1, day: 28 }] },
  { name: 'E-mail рассылка', campaigns: [{ campaign: 'Рассылка по базе проектировщиков', share: 1, weekends: false }] },
  { name: 'Тендерные площадки', campaigns: [{ campaign: 'Подписка на площадки', share: 1, day: 1 }] },
]
