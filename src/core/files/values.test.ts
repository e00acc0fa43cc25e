import { describe, expect, test } from 'vitest'
import {
  companyNameKey,
  isEmptyMark,
  normalizeEmail,
  normalizeInn,
  normalizeName,
  normalizePhone,
  parseEmails,
  parseId,
  parsePhones,
  tidyCell,
} from './values.ts'

describe('phones', () => {
  test.each([
    ['8 (916) 123-45-67', '9161234567', '+79161234567'],
    ["'+79161234567", '9161234567', '+79161234567'],
    ['79161234567.0', '9161234567', '+79161234567'],
    ['9161234567', '9161234567', '+79161234567'],
    ['моб. 8 916 123 45 67', '9161234567', '+79161234567'],
    ['8-800-555-35-35', '8005553535', '+78005553535'],
    ['+380 67 566 00 01', '0675660001', '+380675660001'],
    ['675660001', '675660001', null],
  ])('%s', (text, key, e164) => {
    expect(normalizePhone(text)).toEqual({ ok: true, value: { key, e164 } })
  })

  test('several in one cell, with extensions, without repeats', () => {
    expect(parsePhones('8 (916) 123-45-67, +7 495 111-22-33 доб. 15; 89161234567')).toEqual([
      { key: '9161234567', e164: '+79161234567' },
      { key: '4951112233', e164: '+74951112233', extension: '15' },
    ])
    expect(parsePhones('+79161234567 +79161234568').map(({ key }) => key)).toEqual(['9161234567', '9161234568'])
    expect(parsePhones('8 916 123 45 67\n8 916 123 45 68')).toHaveLength(2)
    expect(parsePhones('89161234567 89161234568')).toHaveLength(2)
  })

  test('what is no phone', () => {
    for (const text of ['Иван', '12', '7.91612E+10', 'ул. Ленина 5', '0000000000', '27680693 сделка']) {
      expect(normalizePhone(text)).toEqual({ ok: false, reason: 'NOT_A_PHONE' })
    }
    expect(normalizePhone(' ')).toEqual({ ok: false, reason: 'EMPTY' })
  })
})

test('e-mail addresses', () => {
  expect(normalizeEmail(' A.B@Mail.RU ')).toEqual({ ok: true, value: 'a.b@mail.ru' })
  expect(parseEmails('Анна <anna@romashka.ru>; x@y.com, anna@romashka.ru')).toEqual(['anna@romashka.ru', 'x@y.com'])
  expect(normalizeEmail('почта@пример.рф')).toMatchObject({ ok: true })
  for (const text of ['x@y', '@b.ru', 'a@b..ru', 'anna', 'a..b@c.ru'])
    expect(normalizeEmail(text)).toMatchObject({ reason: 'NOT_AN_EMAIL' })
})

test('ИНН by its check digits, with a zero that a spreadsheet dropped', () => {
  expect(normalizeInn('7707083893')).toEqual({ ok: true, value: { inn: '7707083893', zeroRestored: false } })
  expect(normalizeInn('500100732259')).toMatchObject({ ok: true })
  expect(normalizeInn("'7707083893.0")).toMatchObject({ ok: true })
  expect(normalizeInn('ИНН 7707083893')).toMatchObject({ ok: true })
  // Республика Адыгея, region 01.
  expect(normalizeInn('105043820')).toEqual({ ok: true, value: { inn: '0105043820', zeroRestored: true } })
  expect(normalizeInn('7707083894')).toMatchObject({ reason: 'INN_CHECKSUM' })
  expect(normalizeInn('12345')).toMatchObject({ reason: 'NOT_AN_INN' })
  expect(normalizeInn('0000000000')).toMatchObject({ ok: false })
})

test('names compare without case, ё, spaces and quotes', () => {
  expect(normalizeName(' Пётр  ИВАНОВ ')).toBe(normalizeName('петр иванов'))
  expect(normalizeName('«Газпром – нефть»')).toBe(normalizeName('"газпром-нефть"'))
  expect(normalizeName('GTX Pro')).not.toBe(normalizeName('GTXPro'))
})

test('companies compare without their legal form', () => {
  const romashka = [
    'ООО «Ромашка»',
    'Ромашка, ООО',
    'О.О.О. "Ромашка"',
    'ромашка',
    'Общество с ограниченной ответственностью «Ромашка»',
    'ООО"Ромашка"',
  ]
  expect(new Set(romashka.map(companyNameKey))).toEqual(new Set(['ромашка']))
  expect(companyNameKey('Acme, Inc.')).toBe('acme')
  expect(companyNameKey('Acme Corporation')).toBe('acme')
  expect(companyNameKey('ИП Иванов И. И.')).toBe(companyNameKey('Индивидуальный предприниматель Иванов И.И.'))
  expect(companyNameKey('ПАО «Газпром-нефть»')).toBe(companyNameKey('Газпром нефть'))
  expect(companyNameKey('mail.ru')).toBe('mail.ru')
  expect(companyNameKey('ООО')).toBe('ооо')
})

test('ids that went through a spreadsheet are flagged', () => {
  expect(parseId('12345.0')).toEqual({ id: '12345', damage: 'FLOAT_TAIL' })
  expect(parseId('5805028000056864695.0')).toEqual({ id: '5805028000056864695', damage: 'DIGITS_LOST' })
  expect(parseId('1.23457E+12')).toEqual({ id: '1234570000000', damage: 'DIGITS_LOST' })
  expect(parseId('1,23457E+12')).toMatchObject({ damage: 'DIGITS_LOST' })
  for (const id of ['1C1I7A6R', '1E5', '00123', '5420aad7-fec3']) expect(parseId(id)).toEqual({ id, damage: null })
})

test('marks of an empty cell', () => {
  for (const text of [
    '',
    ' ',
    'не закрыта',
    'Select',
    '-',
    '—',
    'н/д',
    'NULL',
    '#N/A',
    '#Н/Д',
    'NaN',
    '\\N',
    'нет данных',
  ])
    expect(isEmptyMark(text)).toBe(true)
  for (const text of ['0', 'нет', 'none', 'Selecta', '-5', 'Н']) expect(isEmptyMark(text)).toBe(false)
})

test('a tidy cell has no odd spaces, invisible marks or apostrophe of text', () => {
  expect(tidyCell('\ufeff\u00a0a\u202f\u2009b\u200b ')).toBe('a b')
  expect(tidyCell("'+7916")).toBe('+7916')
  expect(tidyCell("O'Neil")).toBe("O'Neil")
})
