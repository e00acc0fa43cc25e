import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedValues, checkedValue, isShownIn, linkOf, missingAt } from './checked-value.ts'
import { convertedValue, optionsFor, readValue, writtenValue } from './conversion.ts'
import { type FieldKind, fieldKinds } from '../contract.ts'

const options = [
  { id: '00000000-0000-4000-8000-000000000001', name: 'Нефтегаз', archived: false },
  { id: '00000000-0000-4000-8000-000000000002', name: 'Пищевая', archived: false },
  { id: '00000000-0000-4000-8000-000000000003', name: 'Энергетика', archived: true },
] as const
const [oil, food, energy] = options.map(({ id }) => id) as [string, string, string]
const petrov = '00000000-0000-4000-8000-00000000000a'
const names = { currency: 'RUB' as const, people: new Map([[petrov, 'Пётр Петров']]) }
const of = (kind: FieldKind) => ({ kind, options: kind.startsWith('choice') ? [...options] : [] })
const value = (kind: FieldKind, given: unknown, present?: unknown) => {
  const checked = checkedValue(of(kind), given, present)
  return checked.ok ? checked.value : checked.problem
}
const read = (kind: FieldKind, text: string) => {
  const checked = readValue(of(kind), text, names)
  return checked.ok ? checked.value : checked.problem
}
const converted = (from: FieldKind, to: FieldKind, given: unknown) => {
  const checked = convertedValue(
    { ...of(from), options: [...options] },
    { ...of(to), options: [...options] },
    given,
    names,
  )
  return checked.ok ? checked.value : checked.problem
}

describe('a value', () => {
  test('is kept in one form, or is told what is wrong with it', () => {
    expect(value('text', '  Шеф-монтаж  ')).toBe('Шеф-монтаж')
    expect(value('text', 12)).toBe('not_text')
    expect(value('text', 'а'.repeat(5001))).toBe('too_long')
    expect(value('number', 12.5)).toBe(12.5)
    expect(value('number', '12')).toBe('not_number')
    expect(value('number', Number.NaN)).toBe('not_number')
    expect(value('money', 150_000)).toBe(150_000)
    expect(value('money', 0.5)).toBe('not_money')
    expect(value('date', '2026-02-28')).toBe('2026-02-28')
    expect(value('date', '2026-02-30')).toBe('not_date')
    expect(value('date', '0021-02-03')).toBe('not_date')
    expect(value('person', petrov)).toBe(petrov)
    expect(value('person', 'Петров')).toBe('not_person')
  })

  test.each(fieldKinds)('of %s that says nothing is none', (kind) => {
    for (const nothing of [null, undefined, '', []]) expect(value(kind, nothing)).toBeNull()
  })

  test('of a choice is an option that is in use, or one that the record has already', () => {
    expect(value('choice', food)).toBe(food)
    expect(value('choice', 'Пищевая')).toBe('not_option')
    expect(value('choice', energy)).toBe('archived')
    expect(value('choice', energy, energy)).toBe(energy)
    expect(value('choices', [food, oil, food])).toEqual([oil, food])
    expect(value('choices', [oil, energy], [energy])).toEqual([oil, energy])
    expect(value('choices', [oil, petrov])).toBe('not_option')
  })

  test('of a link opens in a browser and does no harm', () => {
    expect(linkOf('example.ru/tender?id=5')).toBe('https://example.ru/tender?id=5')
    expect(linkOf(' http://example.ru ')).toBe('http://example.ru/')
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.ru', 'просто текст', 'localhost', ''])
      expect(linkOf(bad)).toBeNull()
  })
})

describe('what somebody wrote', () => {
  test('is read as a Russian would mean it', () => {
    expect(read('number', '1 234,5')).toBe(1234.5)
    expect(read('number', '15 %')).toBe('not_number')
    expect(read('money', '1,5')).toBe(150)
    expect(read('money', '12 000 ₽')).toBe(1_200_000)
    expect(read('money', '$ 100')).toBe('not_money')
    expect(read('date', '21.11.2026')).toBe('2026-11-21')
    expect(read('date', '46347')).toBe('not_date')
    expect(read('choice', ' пищевая')).toBe(food)
    expect(read('choice', 'Лесная')).toBe('not_option')
    expect(read('choices', 'Нефтегаз; пищевая')).toEqual([oil, food])
    expect(read('person', 'петр петров')).toBe(petrov)
    expect(read('person', 'Сидоров')).toBe('not_person')
  })
})

describe('a change of the kind', () => {
  test('carries over what means the same and refuses the rest', () => {
    expect(converted('text', 'number', '12,5')).toBe(12.5)
    expect(converted('text', 'number', 'много')).toBe('not_number')
    expect(converted('number', 'text', 12.5)).toBe('12,5')
    expect(converted('number', 'money', 99.5)).toBe(9_950)
    expect(converted('money', 'number', 9_950)).toBe(99.5)
    expect(converted('date', 'text', '2026-11-21')).toBe('21.11.2026')
    expect(converted('text', 'date', '21.11.2026')).toBe('2026-11-21')
    expect(converted('choice', 'choices', food)).toEqual([food])
    expect(converted('choices', 'choice', [food])).toBe(food)
    expect(converted('choices', 'choice', [oil, food])).toBe('not_option')
    expect(converted('choice', 'text', food)).toBe('Пищевая')
    expect(converted('person', 'text', petrov)).toBe('Пётр Петров')
    expect(converted('link', 'text', 'https://example.ru/')).toBe('https://example.ru/')
    expect(converted('date', 'number', '2026-11-21')).toBe('not_number')
  })

  test('to text and back gives the same number, sum or day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (minor) => {
        const text = writtenValue(of('money'), minor, names)
        expect(readValue(of('money'), text, names)).toEqual({ ok: true, value: minor })
      }),
    )
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1971-01-01'), max: new Date('2099-12-30'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10)
          expect(converted('text', 'date', converted('date', 'text', day))).toBe(day)
        },
      ),
    )
  })

  test('makes options of texts, each once, and none when they are too many', () => {
    expect(optionsFor(of('choice'), ['Лес', 'лес ', 'Нефтегаз', 'Суда', ''])).toEqual(['Лес', 'Суда'])
    expect(
      optionsFor(
        of('choice'),
        Array.from({ length: 101 }, (_, index) => `№ ${index}`),
      ),
    ).toEqual([])
  })
})

test('a stage asks for the fields that are empty and for no other', () => {
  const fields = [
    { id: 'a', requiredStageIds: ['won', 'contract'] },
    { id: 'b', requiredStageIds: ['contract'] },
    { id: 'c', requiredStageIds: [] },
  ]
  expect(missingAt(fields, { a: 0 }, 'contract').map(({ id }) => id)).toEqual(['b'])
  expect(missingAt(fields, { a: [], b: 'да' }, 'contract').map(({ id }) => id)).toEqual(['a'])
  expect(missingAt(fields, {}, 'meeting')).toEqual([])
})

test('a field of one pipeline is not shown in another', () => {
  expect(isShownIn({ pipelineIds: null, archived: false }, 'x')).toBe(true)
  expect(isShownIn({ pipelineIds: ['y'], archived: false }, 'x')).toBe(false)
  expect(isShownIn({ pipelineIds: null, archived: true }, 'x')).toBe(false)
})

test('changes touch what they name and leave the rest, a column of a file too', () => {
  expect(changedValues({ a: 1, Отрасль: 'Лес' }, { a: null, b: 'да' })).toEqual({ b: 'да', Отрасль: 'Лес' })
})
