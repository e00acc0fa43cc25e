import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { FieldValue } from '#modules/fields/contract.ts'
import { FieldText, useFields } from '#modules/fields/ui/api.tsx'
import { useLanguage } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import css from './deals.module.css'
import { fieldValueOf, ownFieldId, wantedValueOf } from './field-values.ts'
import type { DealEdit, FieldConflict } from './use-deal-edit.ts'
import { type Card, useDealsTexts, useReference } from './use-deals.ts'

/** Two people changed one field: shows what it was, what is there now, by whom and since when, and what was to be written. */
export function ConflictDialog({ edit }: { edit: DealEdit }) {
  const texts = useDealsTexts()
  const words = texts.conflict
  return (
    <Modal
      opened={edit.conflict !== undefined}
      onClose={edit.keepCurrent}
      title={<strong>{words.title}</strong>}
      size={640}
      transitionProps={{ duration: 100 }}
    >
      {edit.conflict && (
        <div className={css.dialog}>
          <p>
            <WhoAndWhen conflict={edit.conflict} />
          </p>
          <Comparison conflict={edit.conflict} />
          <div className={css.buttons}>
            <Button variant="default" onClick={edit.keepCurrent} data-autofocus>
              {words.keepCurrent}
            </Button>
            <Button onClick={edit.putMine}>{words.putMine}</Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

function WhoAndWhen({ conflict: { by, at } }: { conflict: FieldConflict }) {
  const { conflict: words } = useDealsTexts()
  const format = useFormat()
  return (
    <>
      {by && at ? words.changedBy(by, format.dateTime(at)) : null} {words.text}
    </>
  )
}

function Comparison({ conflict: { field, mine, base, current } }: { conflict: FieldConflict }) {
  const texts = useDealsTexts()
  const { data: fields } = useFields('deal')
  const said = useSaid()
  const own = fields?.fields.find(({ id }) => id === ownFieldId(field))
  return (
    <table className={css.comparison}>
      <thead>
        <tr>
          <th>{texts.conflict.field}</th>
          {base && <th>{texts.conflict.base}</th>}
          <th>{texts.conflict.current}</th>
          <th>{texts.conflict.mine}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{own?.name ?? texts.history.fields[field] ?? field}</th>
          {base && <td>{said(field, fieldValueOf(base, field), base) ?? texts.card.noValue}</td>}
          <td>{said(field, fieldValueOf(current, field), current) ?? texts.card.noValue}</td>
          <td>{said(field, wantedValueOf(mine, field), current) ?? texts.card.noValue}</td>
        </tr>
      </tbody>
    </table>
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
