import { describe, expect, test } from 'vitest'
import type { ColumnFound } from './found.ts'
import { guessColumns, guessKind } from './guess.ts'
import { guessPreset, withPreset } from './presets.ts'
import { guessStage } from './stage-words.ts'
import { headerKey, TARGETS } from './targets.ts'

const column = (name: string, index: number, type: ColumnFound['type'] = 'text'): ColumnFound => ({
  index,
  name,
  label: name,
  type,
  share: 1,
  filledShare: 1,
  distinct: 10,
  distinctCapped: false,
  min: null,
  max: null,
  values: [],
  dateOrder: null,
  numberStyle: { style: 'auto', ambiguous: false, mixed: false },
})

const typed = (headers: string): ColumnFound[] =>
  headers.split(';').map((text, index) => {
    const [name = '', type] = text.split(':')
    return column(name, index, type as ColumnFound['type'] | undefined)
  })

const mapped = (headers: string) => {
  const columns = typed(headers)
  const kind = guessKind(columns)
  const preset = guessPreset(columns)
  const guesses = withPreset(guessColumns(kind, columns), preset, columns)
  return {
    kind,
    preset: preset.id,
    targets: Object.fromEntries(guesses.map(({ column: at, target }) => [columns[at]?.name, target])),
  }
}

describe('exports of known programs', () => {
  test('amoCRM, with a currency in the budget and headers that repeat', () => {
    const { kind, preset, targets } = mapped(
      'ID:id;Название сделки;Бюджет ₸:number;Ответственный:choice;Дата создания сделки:date;Кем создана сделка;Дата закрытия:date;Этап сделки:choice;Воронка:choice;Полное имя контакта;Компания;Мобильный телефон:phone;Причина отказа:choice;utm_source',
    )
    expect({ kind, preset }).toEqual({ kind: 'deals', preset: 'amocrm' })
    expect(targets).toEqual({
      ID: 'externalId', 'Название сделки': 'title', 'Бюджет ₸': 'amount', Ответственный: 'owner', 'Дата создания сделки': 'createdAt', 'Дата закрытия': 'closedAt',
      'Этап сделки': 'stage', Воронка: 'pipeline', 'Полное имя контакта': 'contact', Компания: 'company', 'Мобильный телефон': 'contactPhone',
      'Причина отказа': 'lossReason', utm_source: 'source',
    }) // prettier-ignore
  })

  test('Bitrix24: «Дата начала» is no creation, rows are lines of deals', () => {
    const columns = typed(
      'ID:id;Название сделки;Тип:choice;Стадия сделки:choice;Воронка:choice;Сумма:money;Валюта:choice;Компания;Контакт;Ответственный;Дата начала:date;Предполагаемая дата закрытия:date;Источник:choice;Дата создания:date;Товар;Цена:money;Количество:number',
    )
    const preset = guessPreset(columns)
    expect(preset).toMatchObject({ id: 'bitrix24', repeated: 'lines-sum' })
    const targets = withPreset(guessColumns('deals', columns), preset, columns).map(
      ({ column: at, target }) => `${columns[at]?.name} ${target}`,
    )
    expect(targets).toContain('Дата создания createdAt')
    expect(targets).toContain('Предполагаемая дата закрытия expectedCloseOn')
    expect(targets.some((one) => one.startsWith('Дата начала'))).toBe(false)
  })

  test.each([
    ['sales_agent;manager:choice;regional_office:choice', 'people'],
    ['ФИО;Руководитель:choice;Отдел:choice;Дата приёма:date', 'people'],
    ['product;series;sales_price:number', 'products'],
    ['Номенклатура;Группа:choice;Цена:money', 'products'],
    ['account;sector:choice;year_established:number;revenue:number;office_location:choice', 'companies'],
    ['Компания;ИНН:inn;Телефон:phone;Отрасль:choice', 'companies'],
    ['mql_id:id;first_contact_date:date;landing_page_id:choice;origin:choice', 'deals'],
  ])('%s is a list of %s', (headers, kind) => {
    expect(guessKind(typed(headers))).toBe(kind)
  })
})

test('what a column holds speaks where its header does not', () => {
  const columns = [
    column('A', 0, 'date'),
    column('B', 1, 'money'),
    { ...column('C', 2, 'choice'), values: ['Новая', 'Переговоры', 'Отказ'].map((text) => ({ text, count: 1 })) },
    column('D', 3, 'email'),
  ]
  expect(guessColumns('deals', columns)).toMatchObject([
    { target: 'createdAt', sure: false },
    { target: 'amount', sure: false },
    { target: 'stage', sure: false },
    { target: 'contactEmail', sure: false },
  ])
})

test('each target that takes one column gets one, and no column goes two ways', () => {
  const headers = Object.values(TARGETS.deals).flatMap(({ headers: all }) => all.slice(0, 3))
  const guesses = guessColumns(
    'deals',
    headers.map((name, index) => column(name, index, 'empty')),
  )
  const single = guesses.filter(({ target }) => !TARGETS.deals[target]?.many).map(({ target }) => target)
  expect(new Set(single).size).toBe(single.length)
  expect(new Set(guesses.map(({ column: at }) => at)).size).toBe(guesses.length)
})

test.each([
  ['Бюджет ', 'бюджет'],
  ['Сумма, руб.', 'сумма'],
  ['«Дата приёма»', 'дата приема'],
  ['Close_Date', 'close date'],
])('%j is compared as %j', (header, key) => {
  expect(headerKey(header)).toBe(key)
})

test.each([
  ['Успешно реализовано', 'won'],
  ['Закрыто и не реализовано', 'lost'],
  ['Payment Done', 'won'],
  ['Waiting For Payment', 'open'],
  ['Ожидание оплаты', 'open'],
  ['Предоплата получена', 'open'],
  ['Счёт оплачен', 'won'],
  ['Сделка успешна', 'won'],
  ['Closed Lost', 'lost'],
  ['Принимают решение', 'open'],
  ['КП отправлено', 'open'],
  ['Загадочный этап', null],
  ['Скупка', null],
])('a stage called %j means %j', (name, meaning) => {
  expect(guessStage(name).meaning).toBe(meaning)
})

test('the usual stages come in their usual order', () => {
  const stages = ['Договор', 'КП отправлено', 'Новая заявка', 'Встреча', 'Отказ', 'Успешно', 'Квалификация']
  expect(stages.toSorted((a, b) => guessStage(a).place - guessStage(b).place)).toEqual([
    'Новая заявка',
    'Квалификация',
    'Встреча',
    'КП отправлено',
    'Договор',
    'Успешно',
    'Отказ',
  ])
})
