import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const source = path.resolve(import.meta.dirname, '..')

/** What one file asks of a sheet of styles by name. */
function asked(file: string): { sheet: string; names: string[] }[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)].map(([, as, from = '']) => ({
    sheet: from.startsWith('#') ? path.join(source, from.slice(1)) : path.resolve(path.dirname(file), from),
    names: [...text.matchAll(new RegExp(`\\b${as}\\.(?!module\\b)(\\w+)`, 'g'))].flatMap(([, name]) => name ?? []),
  }))
}

it('every class that a piece of UI asks for is in its sheet of styles', () => {
  const missing = globSync(`${source}/**/*.tsx`).flatMap((file) =>
    asked(file).flatMap(({ sheet, names }) => {
      const written = new Set([...readFileSync(sheet, 'utf8').matchAll(/\.([a-zA-Z_][\w-]*)/g)].map(([, name]) => name))
      return names.filter((name) => !written.has(name)).map((name) => `${path.relative(source, file)}: ${name}`)
    }),
  )
  expect(missing).toEqual([])
})
