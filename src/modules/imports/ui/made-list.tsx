import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import css from './imports.module.css'
import { type ImportResult, useImportTexts } from './use-imports.ts'

const SHOWN = 10

/** What comes into being besides the rows themselves. */
export function MadeList({ result, title }: { result: ImportResult; title: string }) {
  const texts = useImportTexts()
  const format = useFormat()
  const kinds = Object.entries(result.made).flatMap(([kind, made]) => {
    const count = typeof made === 'number' ? made : made.length
    return count > 0
      ? [{ kind: kind as keyof typeof texts.check.madeKinds, count, names: typeof made === 'number' ? [] : made }]
      : []
  })
  const { unmatchedProducts } = result
  if (kinds.length === 0 && unmatchedProducts.length === 0) return null
  return (
    <Section title={title}>
      <ul className={css.made}>
        {kinds.map(({ kind, count, names }) => (
          <li key={kind}>
            <strong>{`${texts.check.madeKinds[kind]}: ${format.number(count)}`}</strong>
            {names.length > 0 && (
              <span>{` ${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? '…' : ''}`}</span>
            )}
          </li>
        ))}
        {unmatchedProducts.length > 0 && (
          <li>
            <strong>{`${texts.check.unmatched}: ${format.number(unmatchedProducts.length)}`}</strong>
            <span>
              {` ${unmatchedProducts
                .slice(0, SHOWN)
                .map(({ name, lines }) => `${name} (${format.number(lines)})`)
                .join(', ')}`}
            </span>
          </li>
        )}
      </ul>
    </Section>
  )
}
