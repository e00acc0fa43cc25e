import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { FieldRow } from '#web/kit/form.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import css from './products.module.css'
import { type Product, useProductsTexts } from './use-products.ts'

const SINCE_EVER = '2000-01-01'

/** What a product has cost and will cost; a new price holds from the day that is named. */
export function PriceHistory({ product, mayEdit }: { product: Product; mayEdit: boolean }) {
  const { prices: texts } = useProductsTexts()
  const format = useFormat()
  const viewer = useViewer()
  const errorText = useErrorText()
  const client = useQueryClient()
  const [fromOn, setFromOn] = useState<string>(viewer.today)
  const [priceMinor, setPriceMinor] = useState<number | null>(null)
  const queryKey = ['products', 'prices', { id: product.id }]
  const list = useQuery({ queryKey, queryFn: () => api.products.prices({ id: product.id }) })
  const onSuccess = () => {
    setPriceMinor(null)
    void client.invalidateQueries({ queryKey: ['products'] })
  }
  const set = useMutation({
    mutationFn: (minor: number) => api.products.setPrice({ id: product.id, fromOn, priceMinor: minor }),
    onSuccess: () => {
      onSuccess()
      say(texts.done)
    },
  })
  const drop = useMutation({
    mutationFn: (day: string) => api.products.dropPrice({ id: product.id, fromOn: day }),
    onSuccess,
  })
  const now = list.data?.prices.find((one) => one.fromOn <= viewer.today)
  return (
    <section aria-label={texts.title}>
      <h3 className={css.subhead}>{texts.title}</h3>
      {mayEdit && (
        <FieldRow>
          <MoneyField label={texts.new} value={priceMinor} onChange={setPriceMinor} />
          <TextInput
            type="date"
            label={texts.from}
            value={fromOn}
            onChange={(event) => setFromOn(event.currentTarget.value)}
          />
          <Button
            className={css.besideFields ?? ''}
            disabled={priceMinor === null || Number.isNaN(priceMinor) || fromOn === ''}
            loading={set.isPending}
            onClick={() => priceMinor !== null && set.mutate(priceMinor)}
          >
            {texts.set}
          </Button>
        </FieldRow>
      )}
      {(set.error ?? drop.error) && (
        <p className={css.problem} role="alert">
          {errorText(set.error ?? drop.error)}
        </p>
      )}
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRepeat={() => void list.refetch()} />
      ) : !list.data ? (
        <SkeletonText lines={3} />
      ) : list.data.prices.length === 0 ? (
        <p className={css.quiet}>{texts.none}</p>
      ) : (
        <table className={css.prices}>
          <tbody>
            {list.data.prices.map((price) => (
              <tr key={price.fromOn} data-now={price === now || undefined}>
                <td>{price.fromOn === SINCE_EVER ? texts.ever : format.dayFull(price.fromOn)}</td>
                <td>{format.moneyExact(price.priceMinor)}</td>
                <td>
                  {price === now && <span className={css.quiet}>{texts.now}</span>}
                  {price.fromOn > viewer.today && mayEdit && (
                    <Button variant="subtle" size="compact-sm" onClick={() => drop.mutate(price.fromOn)}>
                      {texts.drop}
                    </Button>
                  )}
                </td>
                <td className={css.quiet}>
                  {price.setBy && texts.by(price.setBy.name, format.dayFull(format.dayOf(price.setAt)))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
