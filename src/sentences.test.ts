import { expect, test } from 'vitest'
import { allErrors } from './sentences.ts'

/** The sentence of a refusal: as it stands, or as it is said of nothing in particular. */
function sentenceOf(words: unknown): string {
  if (typeof words !== 'function') return String(words)
  return String((words as (data: object) => unknown)({ by: null, title: '', name: '', version: 1, cells: [] }))
}

test('who is refused because another was faster is not sent to open or reload what stands anew before him', () => {
  const changed = allErrors.flatMap(({ ru, en }) =>
    [...Object.entries(ru), ...Object.entries(en)].filter(([code]) => code.endsWith('_CHANGED')),
  )
  expect(changed.length).toBeGreaterThan(40)
  const sending = changed.filter(
    ([code, words]) =>
      code !== 'IMPORT_CHANGED' && /Откройте|Обновите|[Oo]pen (it|them)|[Rr]eload|[Rr]efresh/.test(sentenceOf(words)),
  )
  expect(sending.map(([code, words]) => [code, sentenceOf(words)])).toEqual([])
})
