import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Every name of a deed that some module writes into the log: the quoted name after the actor of `audit(tx, actor, …)`. */
function writtenActions(): string[] {
  const files = globSync('modules/**/*.ts', { cwd: root, exclude: (name) => name.endsWith('.test.ts') })
  const found = files.flatMap((name) =>
    [...readFileSync(path.join(root, name), 'utf8').matchAll(/\baudit\(\s*tx,[^'`]*?'([a-z_]+\.[a-z_]+)'/g)].map(
      ([, action = '']) => action,
    ),
  )
  return [...new Set(found)].toSorted()
}

it('the audit page has words for every deed that is written down, in both languages', () => {
  const actions = writtenActions()
  expect(actions.length).toBeGreaterThan(25)
  for (const texts of [ru, en])
    expect(actions.filter((action) => !Object.keys(texts.audit.actions).includes(action))).toEqual([])
})
