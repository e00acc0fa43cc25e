import { expect, test } from 'vitest'
import { can, type DealAction } from './policy.ts'

const roles = ['owner', 'director', 'head', 'seller', 'hr', 'marketing', 'finance', 'auditor', 'admin']
const table: Record<DealAction, string> = {
  //          own dir head sell hr  mark fin aud adm
  read: '      +   +   +    +    -   +    +   +   -',
  create: '    +   +   +    +    -   -    -   -   -',
  edit: '      +   +   +    +    -   -    -   -   -',
  move: '      +   +   +    +    -   -    -   -   -',
  reassign: '  +   +   +    -    -   -    -   -   -',
  split: '     +   +   +    -    -   -    -   -   -',
  trash: '     +   +   +    -    -   -    -   -   -',
  purge: '     +   -   -    -    -   -    -   -   +',
  configure: ' +   +   +    -    -   -    -   -   +',
  export: '    +   +   +    -    -   -    +   +   -',
}

test.each(Object.entries(table) as [DealAction, string][])('who may %s', (action, row) => {
  const allowed = row.trim().split(/\s+/)
  expect(roles.map((role) => (can({ role }, action) ? '+' : '-'))).toEqual(allowed)
})
