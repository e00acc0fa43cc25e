import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './lines.module.css'
import { type DealLines, useProductsTexts } from './use-products.ts'

/** Whether the deal's amount is the sum of its lines; one click makes it so. */
export function SumOfDeal({ data }: { data: DealLines }) {
  const { lines: texts } = useProductsTexts()
  const { language } = useLanguage()
  const format = formats(language)
  const errorText = useErrorText()
  const client = useQueryClient()
  const { dealId, totals, amountMinor } = data
  const take = useMutation({
    mutationFn: () =>
      sendInTurn(`deal:${dealId}`, data.dealVersion, (version) =>
        api.deals.edit({ id: dealId, version, changes: { amountMinor: totals.totalMinor } }),
      ),
    onSuccess: () => say(texts.taken),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['products', 'dealLines', { dealId }] }),
        client.invalidateQueries({ queryKey: ['deals'] }),
      ]),
  })
  const difference = amountMinor - totals.totalMinor
  if (data.lines.length === 0) return null
  if (difference === 0) return <p className={css.quiet}>{texts.agrees}</p>
  return (
    <div className={css.difference}>
      <span>{texts.differs(format.moneyExact(Math.abs(difference), data.currency as Currency))}</span>
      {data.may.edit && (
        <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
          {texts.take}
        </Button>
      )}
      {take.error && (
        <p className={css.problem} role="alert">
          {errorText(take.error)}
        </p>
      )}
    </div>
  )
}
