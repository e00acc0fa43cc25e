import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formats } from '#core/i18n/format.ts'
import { FieldText, useFields } from '#modules/fields/ui/api.tsx'
import type { Currency } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ChangedValues } from '#web/kit/changed-values.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { StageBadge } from '#web/kit/stage-badge.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import css from './deals.module.css'
import { type Card, type History, useDealsTexts } from './use-deals.ts'
import { usePatch } from './use-patch.ts'

export function useHistory(id: string) {
  return useQuery({ queryKey: ['deals', 'history', { id }], queryFn: () => api.deals.history({ id }) })
}

type Entry = History['entries'][number]

/** What happened to the deal, newest first: who, when, from where, and which move can still be taken back. */
export function DealHistory({ card }: { card: Card }) {
  const history = useHistory(card.id)
  if (history.error) return <ErrorState error={history.error} onRepeat={() => void history.refetch()} />
  if (!history.data) return <SkeletonText lines={6} />
  const { entries } = history.data
  const last = entries.find(({ kind, voided }) => (kind === 'moved' || kind === 'created') && !voided)
  return (
    <ol className={css.history}>
      {entries.map((entry) => (
        <HistoryLine
          key={`${entry.kind}${entry.seq ?? entry.recordedAt}`}
          entry={entry}
          card={card}
          undoable={card.may.move && entry === last && entry.kind === 'moved'}
        />
      ))}
    </ol>
  )
}

function HistoryLine({ entry, card, undoable }: { entry: Entry; card: Card; undoable: boolean }) {
  const texts = useDealsTexts()
  const words = texts.history
  const format = useFormat()
  const patch = usePatch()
  const errorText = useErrorText()
  const undo = async () => {
    if (entry.seq === null) return
    try {
      patch.row(await api.deals.undoMove({ id: card.id, seq: entry.seq }))
      patch.settle(card.id)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const isLate = Date.parse(entry.recordedAt) - Date.parse(entry.at) > 3_600_000
  return (
    <li data-voided={entry.voided || undefined}>
      <div className={css.historyHead}>
        <strong>{words[entry.kind]}</strong>
        {entry.voided && <span className={css.tag}>{words.voided}</span>}
        <span className={css.quiet}>
          {entry.by?.name ?? words.nobody}
          {entry.source !== 'ui' && `, ${words.sources[entry.source] ?? entry.source}`}
        </span>
        <time className={css.quiet} dateTime={entry.at}>
          {entry.certain ? format.dateTime(entry.at) : words.uncertain}
        </time>
      </div>
      {entry.kind !== 'edited' && (
        <div className={css.historyMove}>
          {entry.from && <StageBadge name={entry.from.name} color={entry.from.color} meaning={entry.from.meaning} />}
          {entry.from && <span aria-hidden>→</span>}
          {entry.to ? (
            <StageBadge name={entry.to.name} color={entry.to.color} meaning={entry.to.meaning} />
          ) : (
            <span className={css.quiet}>{words.unknownStage}</span>
          )}
        </div>
      )}
      {entry.changes.length > 0 && <ChangedFields changes={entry.changes} currency={card.currency} />}
      {isLate && <div className={css.quiet}>{words.recorded(format.dateTime(entry.recordedAt))}</div>}
      {undoable && (
        <Button variant="subtle" size="compact-sm" onClick={() => void undo()}>
          {words.undo}
        </Button>
      )}
    </li>
  )
}

function ChangedFields({ changes, currency }: { changes: Entry['changes']; currency: string }) {
  const texts = useDealsTexts()
  const words = texts.history
  const format = useFormat()
  const { language } = useLanguage()
  const viewer = useViewer()
  // In the company's own currency both amounts are one.
  const told = changes.filter(({ field }) => field !== 'baseMinor' || currency !== viewer.currency)
  const { data: own } = useFields('deal')
  const said = (field: string, value: string | number | boolean | null, name: string | null) => {
    const definition = own?.fields.find(({ id }) => id === field)
    const isPlain = name === null && definition && value !== null && typeof value !== 'boolean'
    return isPlain ? (
      <FieldText field={definition} value={value} people={own?.people} short />
    ) : (
      shown(field, value, name)
    )
  }
  const shown = (field: string, value: string | number | boolean | null, name: string | null): string => {
    if (name !== null) return name
    if (value === null || value === '') return words.empty
    if (typeof value === 'boolean') return value ? words.yes : words.no
    if (field === 'createdAt') return format.dateTime(Number(value))
    if (field === 'expectedCloseOn') return format.dayFull(String(value))
    if (field === 'amountMinor') return formats(language).moneyExact(Number(value), currency as Currency)
    if (field === 'baseMinor') return format.moneyExact(Number(value))
    if (typeof value === 'number') return format.number(value)
    return value
  }
  return (
    <ChangedValues
      values={told.map(({ field, label, from, to, fromName, toName }) => ({
        key: field,
        label: label ?? words.fields[field] ?? field,
        from: said(field, from, fromName),
        to: said(field, to, toName),
      }))}
    />
  )
}
