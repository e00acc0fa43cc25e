import { formats } from '#core/i18n/format.ts'

const percent = (bp: number) => formats('ru').share(bp / 10_000, { digits: bp % 100 === 0 ? 0 : 2 })

interface DiscountData {
  deal: string
  by: string
  discountBp: number
  note: string | null
}

export const ru = {
  errors: {
    AMOUNT_TOO_LARGE: 'Слишком большая сумма: проверьте количество и цену.',
    PRODUCT_EXISTS: 'Такой товар уже есть в прайс-листе.',
    PRODUCT_CODE_TAKEN: ({ name }: { name: string }): string => `Этот артикул уже у товара «${name}».`,
    PRODUCT_CHANGED:
      'Товар уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    PRICE_HAS_HELD: 'Эта цена уже действовала: по ней могли продать. Задайте новую цену с нужного дня.',
    LIMITS_UPSIDE_DOWN: 'Предел руководителя не может быть меньше, чем у подчинённых: проверьте порядок.',
    LINES_CHANGED:
      'Позиции этой сделки уже изменил кто-то другой. Ничего не перезаписано: посмотрите новые и внесите правку в них.',
    PRODUCTS_MISSING: ({ names }: { names: string }): string => `Этих товаров больше нет в прайс-листе: ${names}.`,
    DISCOUNT_OVER_LIMIT: ({
      limitBp,
      discountBp,
      names,
    }: {
      limitBp: number
      discountBp: number
      names: string
    }): string =>
      `Скидка ${percent(discountBp)} больше вашего предела ${percent(limitBp)} (${names}). Уменьшите её или запросите согласование.`,
    DISCOUNT_DECIDED: 'По этой скидке уже есть решение, или запрос отозван. Обновите карточку.',
    DISCOUNT_ABOVE_YOURS: ({ limitBp }: { limitBp: number }): string =>
      `Вы можете согласовать до ${percent(limitBp)} и не можете согласовать свою скидку: решает руководитель выше.`,
  },
  notices: {
    DISCOUNT_ASKED: ({ deal, by, discountBp, note }: DiscountData) => ({
      title: `Согласуйте скидку ${percent(discountBp)}: ${deal}`,
      body: `Просит ${by}${note ? `. ${note}` : ''}`,
    }),
    DISCOUNT_ALLOWED: ({ deal, by, discountBp, note }: DiscountData) => ({
      title: `Скидка ${percent(discountBp)} согласована: ${deal}`,
      body: `${by}${note ? `. ${note}` : ''}`,
    }),
    DISCOUNT_REFUSED: ({ deal, by, discountBp, note }: DiscountData) => ({
      title: `В скидке ${percent(discountBp)} отказано: ${deal}`,
      body: `${by}${note ? `. ${note}` : ''}`,
    }),
  },
  noticeNames: {
    DISCOUNT_ASKED: 'Просят согласовать скидку',
    DISCOUNT_ALLOWED: 'Скидка согласована',
    DISCOUNT_REFUSED: 'В скидке отказано',
  },
  file: {
    title: 'Прайс-лист',
    noVat: 'без НДС',
    columns: {
      name: 'Название',
      code: 'Артикул',
      group: 'Группа',
      unit: 'Ед.',
      price: 'Цена',
      cost: 'Себестоимость',
      vat: 'НДС',
      aliases: 'Пишут ещё так',
      next: 'Следующая цена',
      nextOn: 'С какого дня',
      archived: 'В архиве',
      id: 'ID',
    },
  },
}

export type ProductsTexts = typeof ru
