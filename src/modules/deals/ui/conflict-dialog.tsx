import type { ReactNode } from 'react'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { FieldValue } from '#modules/fields/contract.ts'
import { FieldText, ownFieldId, useFields } from '#modules/fields/ui/api.tsx'
import { ConflictDialog } from '#web/field-edit/conflict-dialog.tsx'
import { useLanguage } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { fieldValueOf, wantedValueOf } from './field-values.ts'
import type { DealEdit } from './use-deal-edit.ts'
import { type Card, useDealsTexts, useReference } from './use-deals.ts'

/** Two people changed one field of a deal. */
export function DealConflict({ edit }: { edit: DealEdit }) {
  const texts = useDealsTexts()
  const { data: fields } = useFields('deal')
  const said = useSaid()
  return (
    <ConflictDialog
      title={texts.conflict.title}
      edit={edit}
      label={(field) =>
        fields?.fields.find(({ id }) => id === ownFieldId(field))?.name ?? texts.history.fields[field] ?? field
      }
      shown={(field, card) => said(field, fieldValueOf(card, field), card)}
      wanted={({ field, mine, current }) => said(field, wantedValueOf(mine, field), current)}
    />
  )
}

/** A value of a field in words; names are known from the card it stands on, and from the lists to choose from. */
function useSaid(): (field: string, value: FieldValue | null | undefined, card: Card) => ReactNode {
  const format = useFormat()
  const { language } = useLanguage()
  const { data: reference } = useReference()
  const { data: fields } = useFields('deal')
  return (field, value, card) => {
    if (value === null || value === undefined || value === '') return null
    const own = fields?.fields.find(({ id }) => id === ownFieldId(field))
    if (own) return <FieldText field={own} value={value} people={fields?.people} />
    const text = Array.isArray(value) ? value.join(', ') : String(value)
    if (field === 'amountMinor') return formats(language).moneyExact(Number(value), card.currency as Currency)
    if (field === 'expectedCloseOn') return format.dayFull(text)
    const known = [
      card.owner,
      card.company,
      card.contact,
      card.source,
      ...(reference?.owners ?? []),
      ...(reference?.sources ?? []),
      ...(reference?.lossReasons ?? []),
      ...(reference?.competitors ?? []),
    ]
    return known.find((one) => one?.id === value)?.name ?? text
  }
}
