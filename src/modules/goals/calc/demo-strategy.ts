import type { StrategyBody } from '../contract.ts'

/** The strategy of the demo company: a maker and seller of industrial pumps. The second version answers what the first months have shown. */
export const firstStrategy: StrategyBody = {
  summary:
    'Продаём насосное оборудование заводам и водоканалам. За год — рост на четверть за счёт новых клиентов, не теряя старых.',
  segments: [
    {
      name: 'Водоканалы и ЖКХ',
      why: 'Плановая замена насосов, бюджеты на год вперёд',
      offer: 'Комплект с пусконаладкой и сервисным договором',
    },
    { name: 'Пищевые заводы', why: 'Растут, требования к санитарии', offer: 'Нержавеющие насосы со склада за 5 дней' },
  ],
  methods: ['Прямые продажи с выездом инженера', 'Тендеры', 'Повторные продажи по сроку службы'],
  tools: ['Калькулятор подбора', 'Демонстрационный стенд', 'Выставка «ПромТех»'],
  risks: [
    { risk: 'Рост закупочных цен', answer: 'Фиксируем цену на 60 дней', weight: 'high' },
    { risk: 'Уход сильного продавца', answer: 'Замещение, два контакта у каждого клиента', weight: 'middle' },
  ],
}

export const secondStrategy: StrategyBody = {
  ...firstStrategy,
  summary:
    'Продаём насосное оборудование заводам и водоканалам. За год — рост на четверть; половина прироста — с новых клиентов, остальное — сервис для тех, кто уже купил.',
  segments: [
    ...firstStrategy.segments,
    {
      name: 'Сервисные договоры',
      why: 'У двух третей клиентов насосы старше пяти лет',
      offer: 'Обслуживание с запасным насосом на время ремонта',
    },
  ],
  methods: [...firstStrategy.methods, 'Звонок по сроку службы через 4 года после продажи'],
  risks: [
    ...firstStrategy.risks,
    { risk: 'Долгие согласования у водоканалов', answer: 'Заходить за квартал до бюджета', weight: 'middle' },
  ],
}
