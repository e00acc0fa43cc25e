import { useMemo } from 'react'
import { useLanguage } from '#web/i18n/language.tsx'
import { CardPartCell, useCardParts } from '#web/kit/card-parts.tsx'
import { MoneyCell } from '#web/kit/cells.tsx'
import { StageBadge } from '#web/kit/stage-badge.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import { FieldText, type FieldsAnswer, shownFields } from '#modules/fields/ui/api.tsx'
import { customFieldId } from '../calc/list-fields.ts'
import css from './list.module.css'
import { NextStepText } from './next-step.tsx'
import { type Deal, useDealsTexts } from './use-deals.ts'

/** Whether the planned day of closing has passed while the deal is still open. */
export function isOverdue({ stage, expectedCloseOn }: Deal, today: string): boolean {
  return stage.meaning === 'open' && expectedCloseOn !== null && expectedCloseOn < today
}

/** Seconds since a moment. */
export const secondsSince = (moment: string) => Math.max(0, Math.round((Date.now() - Date.parse(moment)) / 1000))

/** A day in full; one that has passed while the deal is open is marked by a sign as well. */
export function DealDay({ day, overdue }: { day: string; overdue: boolean }) {
  const texts = useDealsTexts()
  const format = useFormat()
  return (
    <time
      dateTime={day}
      className={overdue ? css.overdue : undefined}
      title={overdue ? texts.boardWords.overdue : format.weekdayLong(day)}
    >
      {overdue && OVERDUE}
      {format.dayFull(day)}
    </time>
  )
}

const OVERDUE = '▲ '

/** Columns of the list of deals; with them the company's own fields. `edits`: how cells are edited, by column. */
export function useDealColumns(
  own: FieldsAnswer | undefined,
  edits: Partial<Record<string, Column<Deal>['edit']>>,
): Column<Deal>[] {
  const texts = useDealsTexts()
  const words = texts.columns
  const format = useFormat()
  const { today, role } = useViewer()
  const { language } = useLanguage()
  const parts = useCardParts('deal', 'cell')
  return useMemo(() => {
    const moment = (at: string | null) =>
      at && (
        <time dateTime={at} title={format.dateTime(at)}>
          {format.dateTime(at).split(',')[0]}
        </time>
      )
    const columns: Column<Deal>[] = [
      {
        id: 'title',
        header: words.title,
        cell: (deal) => deal.title,
        always: true,
        width: 260,
        least: 210,
        sortable: true,
      },
      {
        id: 'amount',
        header: words.amount,
        hint: words.amountHint,
        cell: (deal) => <MoneyCell minor={deal.baseMinor} />,
        align: 'end',
        width: 100,
        sortable: true,
        sortDownFirst: true,
      },
      {
        id: 'stage',
        header: words.stage,
        cell: ({ stage }) => <StageBadge name={stage.name} color={stage.color} meaning={stage.meaning} />,
        width: 138,
        least: 132,
        sortable: true,
      },
      {
        id: 'stageAge',
        header: words.stageAge,
        hint: words.stageAgeHint,
        cell: (deal) => <span className={css.age}>{format.duration(secondsSince(deal.stageEnteredAt))}</span>,
        align: 'end',
        width: 80,
        sortable: true,
        sortDownFirst: true,
      },
      {
        id: 'nextStep',
        header: words.nextStep,
        cell: (deal) => <NextStepText step={deal.nextStep ?? null} isOpen={deal.stage.meaning === 'open'} />,
        width: 170,
        least: 130,
      },
      {
        id: 'expected',
        header: words.expected,
        hint: words.expectedHint,
        cell: (deal) => deal.expectedCloseOn && <DealDay day={deal.expectedCloseOn} overdue={isOverdue(deal, today)} />,
        width: 102,
        sortable: true,
      },
      {
        id: 'owner',
        header: words.owner,
        cell: (deal) => (deal.owner ? deal.owner.name : <span className={css.quiet}>{texts.nobody}</span>),
        width: 166,
        least: 160,
        sortable: true,
        // A seller's list is of his own deals.
        ...(role === 'seller' && { hidden: true }),
      },
      { id: 'company', header: words.company, cell: (deal) => deal.company?.name, width: 190, least: 176, spare: 2 },
      {
        id: 'created',
        header: words.created,
        cell: (deal) => moment(deal.createdAt),
        width: 100,
        sortable: true,
        sortDownFirst: true,
        hidden: true,
      },
      {
        id: 'source',
        header: words.source,
        cell: (deal) => deal.source?.name,
        width: 150,
        sortable: true,
        hidden: true,
      },
      {
        id: 'closed',
        header: words.closed,
        cell: (deal) => moment(deal.closedAt),
        width: 100,
        sortable: true,
        sortDownFirst: true,
        hidden: true,
      },
      {
        id: 'updated',
        header: words.updated,
        cell: (deal) => moment(deal.updatedAt),
        width: 100,
        sortable: true,
        sortDownFirst: true,
        hidden: true,
      },
      { id: 'lossReason', header: words.lossReason, cell: (deal) => deal.lossReason?.name, width: 170, hidden: true },
    ]
    const added = shownFields(own).map((field): Column<Deal> => ({
      id: customFieldId(field.id),
      header: field.name,
      ...(field.hint && { hint: field.hint }),
      cell: (deal) => <FieldText field={field} value={deal.custom[field.id]} people={own?.people} short />,
      align: field.kind === 'number' || field.kind === 'money' ? 'end' : 'start',
      width: 150,
      hidden: true,
    }))
    const ofOthers = parts.map((part): Column<Deal> => ({
      id: part.id,
      header: part.label[language],
      ...(part.hint && { hint: part.hint[language] }),
      cell: (deal) => <CardPartCell part={part} id={deal.id} />,
      width: part.width ?? 140,
      spare: 1,
    }))
    const steps = columns.findIndex(({ id }) => id === 'nextStep') + 1
    return [...columns.slice(0, steps), ...ofOthers, ...columns.slice(steps), ...added].map((column) => {
      const edit = edits[column.id]
      return edit ? { ...column, edit } : column
    })
  }, [words, texts, format, today, role, own, edits, language, parts])
}
