import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filled, PLACES, placeText, unknownPlaces } from './fill.ts'

test('places get their values in either language and any case', () => {
  const values = { clientName: 'Ольга', deal: 'Насосы', amount: '1 200 000 ₽' }
  expect(filled('Здравствуйте, {Имя}! По сделке «{сделка}» на {amount}.', values)).toEqual({
    text: 'Здравствуйте, Ольга! По сделке «Насосы» на 1 200 000 ₽.',
    missing: [],
  })
})

test('a place without a value stays in sight and is named', () => {
  expect(filled('{имя}, {компания}', { company: 'Прогресс', clientName: null })).toEqual({
    text: '{имя}, Прогресс',
    missing: ['clientName'],
  })
})

test('a slip in braces is found before it reaches a client', () => {
  expect(unknownPlaces('{имя} {фамилия} {our  company} {}')).toEqual(['фамилия'])
})

test('what is offered as a place is one', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PLACES), fc.constantFrom('ru' as const, 'en' as const), (place, language) => {
      expect(unknownPlaces(placeText(place, language))).toEqual([])
      expect(filled(placeText(place, language), { [place]: 'x' })).toEqual({ text: 'x', missing: [] })
    }),
  )
})
