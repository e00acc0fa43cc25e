import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Section } from '#web/kit/page.tsx'
import css from './imports.module.css'
import type { MatchProps } from './pipelines-table.tsx'
import { useImportTexts } from './use-imports.ts'

const NAME = 'name'
const SHOWN = 30

/** Products of the file that are in no list: one click says which product is meant. */
export function ProductsTable({ mapping, matching, onChange }: MatchProps) {
  const texts = useImportTexts()
  const list = useQuery({ queryKey: ['products', 'list'], queryFn: () => api.products.list({}) })
  const options = (list.data?.products ?? [])
    .filter(({ archived }) => !archived)
    .map(({ id, name }) => ({ value: id, label: name }))
  const unmatched = matching.products.filter(
    ({ productId, value }) => productId === null || mapping.products.some((one) => one.value === value),
  )
  if (list.data && options.length === 0) {
    return (
      <Section title={texts.match.products}>
        <p className={css.note}>{texts.match.productsNone}</p>
      </Section>
    )
  }
  const set = (value: string, productId: string | null) => {
    const others = mapping.products.filter((one) => one.value !== value)
    onChange({ products: productId === null ? others : [...others, { value, productId }] })
  }
  return (
    <Section
      title={texts.match.products}
      hint={`${texts.match.productsUnmatched(unmatched.length)}. ${texts.match.productsHint}`}
      flush
    >
      <table className={css.table}>
        <tbody>
          {unmatched.slice(0, SHOWN).map(({ value, rows, likelyId, likelyName }) => {
            const chosen = mapping.products.find((one) => one.value === value)?.productId ?? null
            return (
              <tr key={value}>
                <td>{value}</td>
                <td className={css.count}>{texts.rows(rows)}</td>
                <td>
                  <div className={css.target}>
                    <Select
                      aria-label={`${texts.match.to}: ${value}`}
                      data={[{ value: NAME, label: texts.match.keepName }, ...options]}
                      value={chosen ?? NAME}
                      searchable
                      allowDeselect={false}
                      onChange={(id) => set(value, id === NAME ? null : id)}
                    />
                    {likelyId && likelyName && chosen === null && (
                      <Button variant="default" onClick={() => set(value, likelyId)}>
                        {texts.match.isProduct(likelyName)}
                      </Button>
                    )}
                  </div>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}
