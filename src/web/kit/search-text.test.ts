import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listParam } from './search-params.ts'
import { parseLeniently, parseSearch, stringifySearch, withoutDefaults } from './search-text.ts'

const schema = z.object({
  q: z.string().optional(),
  stage: listParam(z.string()),
  view: z.enum(['list', 'board']).default('list'),
  limit: z.coerce.number().int().max(100).optional(),
})

describe('filters in the address', () => {
  it('are readable and come back as they were', () => {
    const text = stringifySearch({ q: 'насос, 12%', stage: ['a', 'b'], owner: undefined, empty: [] })
    expect(text).toContain('stage=a,b')
    expect(parseLeniently(schema, parseSearch(text))).toEqual({ q: 'насос, 12%', stage: ['a', 'b'], view: 'list' })
  })
  it('hold a comma within one of several values', () => {
    const stage = ['опт, розница', 'a\\b', 'c']
    expect(parseLeniently(schema, parseSearch(stringifySearch({ stage })))).toMatchObject({ stage })
  })
  it('drop what the page does not understand and keep the rest', () => {
    expect(parseLeniently(schema, parseSearch('?view=tree&limit=10000&q=x'))).toEqual({ q: 'x', view: 'list' })
  })
  it('leave the defaults out', () => {
    expect(withoutDefaults(schema, { view: 'list', q: 'x' })).toEqual({ q: 'x' })
    expect(withoutDefaults(schema, { view: 'board' })).toEqual({ view: 'board' })
  })
})
