import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import type { CardPartProps } from '#web/kit/routing.tsx'
import { useLanguage } from '#web/i18n/language.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import css from './lines.module.css'
import { type DealLines, useProductsTexts } from './use-products.ts'

interface Props {
  dealId: string
  currency: string
  request: NonNullable<DealLines['request']>
}

/** Above everything on the card of a deal while a discount waits for an answer; else nothing. */
export function DealDiscount({ id }: CardPartProps) {
  const { data } = useQuery({
    queryKey: ['products', 'dealLines', { dealId: id }],
    queryFn: () => api.products.dealLines({ dealId: id }),
  })
  return data?.request ? <DiscountRequest dealId={id} currency={data.currency} request={data.request} /> : null
}

/** A discount that waits: who asks, how much, what the deal would come to, and the answer of whoever may give it. */
function DiscountRequest({ dealId, currency, request }: Props) {
  const { lines: texts } = useProductsTexts()
  const { language } = useLanguage()
  const format = formats(language)
  const errorText = useErrorText()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const answered = (text: string) => (fresh: DealLines) => {
    void putAnswer(client, ['products', 'dealLines', { dealId }], fresh)
    void client.invalidateQueries({ queryKey: ['products', 'lineHistory', { dealId }] })
    say(text)
  }
  const decide = useMutation({
    mutationFn: (allow: boolean) =>
      api.products.decideDiscount({ dealId, id: request.id, allow, ...(note && { note }) }),
    onSuccess: (fresh, allow) => answered(allow ? texts.allowed : texts.refused)(fresh),
  })
  const withdraw = useMutation({
    mutationFn: () => api.products.withdrawDiscount({ dealId, id: request.id }),
    onSuccess: answered(texts.withdrawn),
  })
  const error = decide.error ?? withdraw.error
  const discount = format.share(request.discountBp / 10_000, { digits: request.discountBp % 100 === 0 ? 0 : 2 })
  return (
    <section className={css.request} aria-label={texts.request(discount, request.askedBy?.name ?? '')}>
      <p>
        <strong>{texts.request(discount, request.askedBy?.name ?? texts.someone)}</strong>
        <br />
        {texts.requestTotal(format.moneyExact(request.totals.totalMinor, currency as Currency))}
      </p>
      {request.note && <blockquote>{request.note}</blockquote>}
      <ul className={css.requestLines}>
        {request.lines.map((line) => (
          <li key={line.lineNo}>
            {line.productName} — {format.number(line.quantity, { digits: 0 })} {line.unit},{' '}
            {format.moneyExact(line.totalMinor, currency as Currency)}
          </li>
        ))}
      </ul>
      {request.may.decide && (
        <div className={css.decision}>
          <TextInput
            aria-label={texts.decisionNote}
            placeholder={texts.decisionNote}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button variant="default" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
            {texts.refuse}
          </Button>
          <Button loading={decide.isPending} onClick={() => decide.mutate(true)}>
            {texts.allow}
          </Button>
        </div>
      )}
      {request.may.withdraw && (
        <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {texts.withdraw}
        </Button>
      )}
      {error && (
        <p className={css.problem} role="alert">
          {errorText(error)}
        </p>
      )}
    </section>
  )
}
