import { expect, test } from 'vitest'
import { parseLeniently } from '#web/kit/search-text.ts'
import { dealsSearch, filterInput, isFiltered, statusOf } from './filters.ts'

const read = (raw: object) => parseLeniently(dealsSearch, { ...raw })

test('without anything in the address open deals are asked for', () => {
  expect(filterInput(read({}))).toEqual({ outcomes: ['open'] })
  expect(read({}).sort).toBeUndefined()
})

test('a filter of closed deals opens the list to all', () => {
  expect(filterInput(read({ closed: '2026-11' }))).toEqual({ closed: '2026-11' })
  expect(statusOf(read({ closed: '2026-11', status: 'won' }))).toBe('won')
})

test('what the address may not hold is left out', () => {
  const search = read({ min: 'много', created: '2026-13', sort: '-salary', owner: 'кто-то', q: 'насос' })
  expect(filterInput(search)).toEqual({ outcomes: ['open'], text: 'насос' })
  expect(search.sort).toBeUndefined()
})

test('order, state and the open card are no filters', () => {
  expect(isFiltered(read({ sort: 'title', status: 'all' }))).toBe(false)
  expect(isFiltered(read({ q: 'насос' }))).toBe(true)
})
