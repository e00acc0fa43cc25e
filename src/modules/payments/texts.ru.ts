import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'

const format = formats('ru')
const days = (n: number) => format.counted(n, { one: 'день', few: 'дня', many: 'дней' })
const invoices = (n: number) =>
  format.counted(n, { one: 'счёт просрочен', few: 'счёта просрочены', many: 'счетов просрочено' })
const money = (minor: number, currency = 'RUB') => format.moneyExact(minor, currency as Currency)

const fields: Record<string, string> = {
  kpp: 'КПП',
  ogrn: 'ОГРН',
  bik: 'БИК',
  account: 'Расчётный счёт',
  bankAccount: 'Корреспондентский счёт',
}

interface OverdueData {
  number: string
  company: string | null
  owedMinor: number
  currency: string
  days: number
}

export const ru = {
  errors: {
    REQUISITE_WRONG: ({ field, digits }: { field: string; digits: string }): string =>
      `${fields[field] ?? field}: в этом реквизите ${digits} знаков. Проверьте, нет ли лишних или пропущенных.`,
    FIRM_CHANGED:
      'Реквизиты уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    CONTRACT_NEEDS_CLIENT: 'Договор заключают по сделке или с компанией: выберите одно из них.',
    VALID_BEFORE_SIGNED: 'Договор не может закончиться раньше, чем подписан.',
    CONTRACT_CHANGED:
      'Договор уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    NO_OWN_FIRM:
      'Сначала заполните реквизиты своей организации: без них счёт не оплатят. Настройки → Реквизиты и счета.',
    DEAL_WITHOUT_LINES: 'В сделке нет позиций: добавьте товары на вкладке «Товары», по ним выставится счёт.',
    DUE_BEFORE_ISSUED: 'Срок оплаты не может быть раньше даты счёта.',
    INVOICE_NUMBER_TAKEN: ({ number }: { number: string }): string =>
      `Счёт № ${number} уже есть. Оставьте номер пустым — возьмём следующий.`,
    INVOICE_CHANGED:
      'Счёт уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    INVOICE_IS_PAID: 'По этому счёту есть оплата. Сначала перенесите её на другой счёт или запишите возврат.',
    INVOICE_IS_CANCELLED: ({ number }: { number: string }): string =>
      `Счёт № ${number} отменён: оплату на него не отнести.`,
    PART_TOO_LARGE: ({ number, owedMinor }: { number: string; owedMinor: number }): string =>
      `По счёту № ${number} осталось ${money(owedMinor)}: остальное отнесите на другой счёт или в аванс.`,
    RETURN_TOO_LARGE: ({ number, paidMinor }: { number: string; paidMinor: number }): string =>
      `По счёту № ${number} оплачено ${money(paidMinor)}: вернуть больше нельзя.`,
    CURRENCY_DIFFERS: ({ number }: { number: string }): string => `Счёт № ${number} выставлен в другой валюте.`,
    PART_WITHOUT_CLIENT: 'Укажите счёт, сделку или компанию: за что эти деньги.',
    PAID_IN_FUTURE: 'Дата оплаты в будущем. Записать можно только то, что уже пришло.',
    PAYMENT_CHANGED:
      'Этот платёж уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    PARTS_DO_NOT_SUM: ({ amountMinor, sumMinor }: { amountMinor: number; sumMinor: number }): string =>
      `Платёж на ${money(amountMinor)}, а части вместе дают ${money(sumMinor)}. Они должны сойтись.`,
    AMOUNT_IS_ZERO: 'Сумма не может быть нулевой.',
    PAYMENT_IS_VOID: 'Этот платёж аннулирован.',
  },
  notices: {
    INVOICE_OVERDUE: ({ number, company, owedMinor, currency, days: late }: OverdueData) => ({
      title: `Счёт № ${number} просрочен на ${days(late)}`,
      body: [company, `ждём ${money(owedMinor, currency)}`].filter(Boolean).join(', '),
    }),
    INVOICES_OVERDUE: ({ count, days: late }: { count: number; days: number }) => ({
      title: `${invoices(count)}, самый старый — на ${days(late)}`,
    }),
  },
  noticeNames: { INVOICE_OVERDUE: 'Счёт просрочен', INVOICES_OVERDUE: 'Несколько счетов просрочено' },
  files: {
    invoices: 'Счета',
    payments: 'Оплаты',
    columns: {
      number: 'Счёт',
      state: 'Состояние',
      due: 'Оплатить до',
      client: 'Клиент',
      owed: 'Осталось',
      total: 'Сумма',
      paid: 'Оплачено',
      currency: 'Валюта',
      owner: 'Ответственный',
      deal: 'Сделка',
      issued: 'Выставлен',
      firm: 'От кого',
      day: 'День',
      amount: 'Сумма',
      payer: 'Плательщик',
      payerInn: 'ИНН плательщика',
      for: 'За что',
      document: 'Документ',
      note: 'Назначение',
      voided: 'Аннулирована',
      id: 'ID',
    },
    states: {
      waiting: 'Ждёт оплаты',
      partly: 'Оплачен частично',
      overdue: 'Просрочен',
      paid: 'Оплачен',
      cancelled: 'Отменён',
    },
  },
}

export type PaymentsTexts = typeof ru
