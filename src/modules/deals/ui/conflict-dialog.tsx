import { Button, Modal } from '@mantine/core'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import css from './deals.module.css'
import type { DealEdit, FieldConflict } from './use-deal-edit.ts'
import { useDealsTexts, useReference } from './use-deals.ts'

/** Two people changed one card: shows what is there now beside what was to be written. */
export function ConflictDialog({ edit }: { edit: DealEdit }) {
  const texts = useDealsTexts()
  const words = texts.conflict
  return (
    <Modal
      opened={edit.conflict !== undefined}
      onClose={edit.keepCurrent}
      title={<strong>{words.title}</strong>}
      size={560}
      transitionProps={{ duration: 100 }}
    >
      {edit.conflict && (
        <div className={css.dialog}>
          <p>{words.text}</p>
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

function Comparison({ conflict: { field, mine, current } }: { conflict: FieldConflict }) {
  const texts = useDealsTexts()
  const format = useFormat()
  const { language } = useLanguage()
  const { data: reference } = useReference()
  const known = new Map(
    [...(reference?.owners ?? []), ...(reference?.sources ?? [])].map(({ id, name }) => [id, name] as const),
  )
  const money = (minor: number) => formats(language).moneyExact(minor, (mine.currency ?? current.currency) as Currency)
  const now: Record<string, string | null | undefined> = {
    title: current.title,
    amountMinor: formats(language).moneyExact(current.amountMinor, current.currency as Currency),
    currency: current.currency,
    ownerId: current.owner?.name,
    companyId: current.company?.name,
    sourceId: current.source?.name,
    expectedCloseOn: current.expectedCloseOn && format.dayFull(current.expectedCloseOn),
    comment: current.comment,
  }
  const wanted = mine[field]
  const written =
    wanted === null || wanted === undefined
      ? null
      : field === 'amountMinor'
        ? money(Number(wanted))
        : field === 'expectedCloseOn'
          ? format.dayFull(String(wanted))
          : (known.get(String(wanted)) ?? String(wanted))
  return (
    <table className={css.comparison}>
      <thead>
        <tr>
          <th>{texts.conflict.field}</th>
          <th>{texts.conflict.current}</th>
          <th>{texts.conflict.mine}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{texts.history.fields[field] ?? field}</th>
          <td>{now[field] ?? texts.card.noValue}</td>
          <td>{written ?? texts.card.noValue}</td>
        </tr>
      </tbody>
    </table>
  )
}
