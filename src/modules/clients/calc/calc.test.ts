import { describe, expect, test } from 'vitest'
import { changesBetween, shownValue } from './changes.ts'
import { completeness, masterOf } from './completeness.ts'
import { duplicateScore } from './duplicates.ts'
import { kppFits, readEmails, readInn, readKpp, readPhones } from './keys.ts'
import { mergedValues, proposedChoice, undoneValues } from './merge-values.ts'

describe('requisites', () => {
  test('a КПП is nine signs, two of which may be letters; a made-up inspection is none', () => {
    expect(readKpp('КПП 7701 01-001')).toBe('770101001')
    expect(readKpp('7701ab001')).toBe('7701AB001')
    expect(readKpp('')).toBeNull()
    for (const wrong of ['77010100', '7701010011', '000001001', 'A70101001']) expect(readKpp(wrong)).toBeUndefined()
  })

  test('an entrepreneur has no КПП', () => {
    expect(kppFits('500100732259', '770101001')).toBe(false)
    expect(kppFits('7707083893', '770101001')).toBe(true)
    expect(kppFits(null, '770101001')).toBe(true)
  })

  test('an ИНН is checked by its digits', () => {
    expect(readInn('7707 083 893')).toBe('7707083893')
    expect(readInn('7707083894')).toBeUndefined()
    expect(readInn('500100732259')).toBe('500100732259')
  })
})

describe('numbers', () => {
  const phones = (...numbers: string[]) => readPhones(numbers.map((number) => ({ number, note: null })))

  test('two spellings of one number are one, in the order of writing', () => {
    expect(phones('8 (916) 123-45-67', '+7 916 1234567', '+7 495 111-22-33')).toMatchObject({
      ok: true,
      value: [{ phoneKey: '9161234567', number: '8 (916) 123-45-67' }, { phoneKey: '4951112233' }],
    })
  })

  test('the one that is no number is named', () => {
    expect(phones('+7 495 111-22-33', 'позвоните')).toEqual({ ok: false, wrong: 'позвоните' })
    expect(readEmails([{ email: 'нет', note: null }])).toEqual({ ok: false, wrong: 'нет' })
  })
})

describe('how probable it is that two clients are one', () => {
  const nothing = {
    sameInn: false,
    otherInn: false,
    otherKpp: false,
    samePhone: false,
    sameEmail: false,
    nameLikeness: 0,
    sameCompany: false,
  }

  test('one ИНН nearly decides, a branch has another КПП', () => {
    expect(duplicateScore('company', { ...nothing, sameInn: true }).score).toBe(0.9)
    expect(duplicateScore('company', { ...nothing, sameInn: true, otherKpp: true }).score).toBe(0.4)
  })

  test('signs add up, another ИНН speaks against', () => {
    const both = { ...nothing, samePhone: true, nameLikeness: 1 }
    expect(duplicateScore('company', both)).toEqual({ score: 0.89, reasons: ['phone', 'name'] })
    expect(duplicateScore('company', { ...both, otherInn: true }).score).toBeCloseTo(0.27)
  })

  test('a namesake of another company is weak, one of the same company is strong', () => {
    expect(duplicateScore('contact', { ...nothing, nameLikeness: 1 }).score).toBe(0.4)
    expect(duplicateScore('contact', { ...nothing, nameLikeness: 1, sameCompany: true }).score).toBe(0.8)
  })

  test('nothing in common is no pair', () => {
    expect(duplicateScore('contact', nothing)).toEqual({ score: 0, reasons: [] })
  })
})

describe('which of two stays', () => {
  const card = { ownerId: null, phones: 0, emails: 0 }
  const side = { completeness: 0, deals: 0, createdAt: '2026-01-01' }

  test('fields count by their weight, numbers up to three', () => {
    expect(completeness({ ...card, inn: '7707083893', phones: 7, emails: 1 })).toBe(7)
    expect(completeness(card)).toBe(0)
  })

  test('the one with deals, else the fuller, else the older', () => {
    const [deals, full, old] = [
      { ...side, id: 'deals', deals: 1 },
      { ...side, id: 'full', completeness: 9 },
      { ...side, id: 'old', createdAt: '2020-01-01' },
    ]
    expect(masterOf(full, deals).id).toBe('deals')
    expect(masterOf(old, full).id).toBe('full')
    expect(masterOf({ ...side, id: 'new' }, old).id).toBe('old')
  })
})

describe('values of the merged client', () => {
  const phone = (phoneKey: string) => ({ phoneKey, number: phoneKey, note: null })
  const master = { name: 'Вега', inn: null, comment: 'одно', phones: [phone('1')], tags: ['Опт'], custom: { a: 1 } }
  const absorbed = {
    name: 'ООО «Вега»',
    inn: '7707083893',
    comment: 'другое',
    phones: [phone('2'), phone('1')],
    tags: ['опт', 'VIP'],
    custom: { a: 2, b: 3 },
  }

  test('what the master has wins, its gaps are filled, lists are joined, of texts nothing is lost', () => {
    expect(mergedValues(master, absorbed, {})).toEqual({
      name: 'Вега',
      inn: '7707083893',
      comment: 'одно\nдругое',
      phones: [phone('1'), phone('2')],
      tags: ['Опт', 'VIP'],
      custom: { a: 1, b: 3 },
    })
  })

  test('a choice is kept', () => {
    const merged = mergedValues(master, absorbed, { name: 'absorbed', comment: 'absorbed', inn: 'master' })
    expect(merged).toMatchObject({ name: 'ООО «Вега»', comment: 'другое', inn: null })
    expect(proposedChoice('name', 'Вега', 'Другая')).toBe('master')
  })

  test('an undo writes back what nobody has changed since, and names the rest', () => {
    const merged = mergedValues(master, absorbed, {})
    const changes = changesBetween(master, merged)
    expect(undoneValues(changes, merged)).toEqual({
      values: { inn: null, comment: 'одно', phones: [phone('1')], tags: ['Опт'], custom: { a: 1 } },
      kept: [],
    })
    expect(undoneValues(changes, { ...merged, comment: 'третье' }).kept).toEqual(['comment'])
  })
})

describe('changes', () => {
  test('the order of keys is no change, an empty value and none are one', () => {
    expect(changesBetween({ a: { x: 1, y: 2 }, b: null }, { a: { y: 2, x: 1 }, b: null, c: undefined })).toEqual({})
    expect(changesBetween({ tags: ['а'] }, { tags: ['а', 'б'] })).toEqual({ tags: { from: ['а'], to: ['а', 'б'] } })
  })

  test('lists are shown as a line', () => {
    expect(shownValue([{ number: '+7 1' }, { email: 'a@b.ru' }, 'тег'])).toBe('+7 1, a@b.ru, тег')
    expect(shownValue([])).toBeNull()
    expect(shownValue({ mailing: { given: true, on: '2026-11-01', source: null } })).toBe('mailing: + 2026-11-01')
  })
})
