import { describe, expect, it } from 'vitest'
import { violations } from './check-structure.ts'

const migration = ['db/migrations/0001_x.sql', 'create table deals (\n);\ncreate table funnel_goals (\n);'] as const

function complaints(files: Record<string, string>): string[] {
  return violations(new Map([migration, ...Object.entries(files)]))
}

describe('the structure', () => {
  it('knows every file of a module', () => {
    expect(
      complaints({
        'src/modules/deals/contract.ts': '',
        'src/modules/deals/data/stage-log.ts': '',
        'src/modules/deals/ui/board/column.tsx': '',
        'src/modules/deals/service.test.ts': '',
      }),
    ).toEqual([])
    expect(complaints({ 'src/modules/deals/controller.ts': '' })).toHaveLength(1)
    expect(complaints({ 'src/modules/deals/types/deal.ts': '' })).toHaveLength(1)
  })

  it('refuses names that say nothing', () => {
    expect(complaints({ 'src/core/db/utils.ts': '' })).toHaveLength(1)
    expect(complaints({ 'src/modules/deals/data/deal-helpers.ts': '' })).toHaveLength(1)
    expect(complaints({ 'src/core/db/database.ts': '' })).toEqual([])
  })

  it('lets a module take only what its neighbour opens', () => {
    const name = 'src/modules/deals/service.ts'
    expect(complaints({ [name]: `import { a } from '#modules/org/api.ts'` })).toEqual([])
    expect(complaints({ [name]: `import { a } from '#modules/deals/data/moves.ts'` })).toEqual([])
    expect(complaints({ [name]: `import { a } from '#modules/org/data/people.ts'` })).toHaveLength(1)
  })

  it('keeps facts from knowing answers', () => {
    expect(complaints({ 'src/modules/deals/service.ts': `import { a } from '#modules/funnel/api.ts'` })).toHaveLength(1)
    expect(complaints({ 'src/modules/funnel/service.ts': `import { a } from '#modules/deals/api.ts'` })).toEqual([])
  })

  it('lets answers read views of facts and tables of their own', () => {
    const name = 'src/modules/funnel/data.ts'
    expect(complaints({ [name]: 'select 1 from facts.deals join funnel_goals using (id)' })).toEqual([])
    expect(complaints({ [name]: 'select 1 from deals' })).toHaveLength(1)
    expect(complaints({ [name]: `tx.selectFrom('deals')` })).toHaveLength(1)
    expect(complaints({ 'src/modules/deals/data.ts': 'select 1 from deals' })).toEqual([])
  })

  it('wants both languages', () => {
    const ru = { 'src/modules/deals/texts.ru.ts': '' }
    expect(complaints(ru)).toHaveLength(1)
    expect(complaints({ ...ru, 'src/modules/deals/texts.en.ts': 'export const texts = {} satisfies Texts' })).toEqual(
      [],
    )
    expect(complaints({ ...ru, 'src/modules/deals/texts.en.ts': 'export const texts = {}' })).toHaveLength(1)
  })
})
