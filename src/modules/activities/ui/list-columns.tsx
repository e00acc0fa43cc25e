import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import css from './activities.module.css'
import { KindIcon } from './kind-icon.tsx'
import { type ActivityItem, useActivityTexts, useChanged } from './use-activities.ts'

/** Columns of the list of activities. */
export function useActivityColumns(): Column<ActivityItem>[] {
  const texts = useActivityTexts()
  const format = useFormat()
  const changed = useChanged()
  return useMemo(() => {
    const words = texts.list.columns
    return [
      {
        id: 'start',
        header: words.start,
        always: true,
        width: 140,
        least: 140,
        sortable: true,
        sortDownFirst: true,
        cell: (row) => format.dateTime(row.occurredAt),
      },
      {
        id: 'kind',
        header: words.kind,
        width: 138,
        sortable: true,
        cell: ({ kind }) => (
          <span className={css.kindCell}>
            <KindIcon kind={kind} />
            {texts.kinds[kind]}
          </span>
        ),
      },
      {
        id: 'client',
        header: words.client,
        width: 190,
        least: 150,
        sortable: true,
        cell: ({ company, contact }) =>
          company ? <Link to={`/clients/${company.id}`}>{company.name}</Link> : (contact?.name ?? null),
      },
      {
        id: 'title',
        header: words.title,
        width: 190,
        least: 150,
        cell: ({ title }) => title,
        edit: {
          kind: 'text',
          may: ({ may }) => may.edit,
          value: ({ title }) => title ?? '',
          async save({ id, version }, title) {
            try {
              await sendInTurn(`activity:${id}`, version, (present) =>
                api.activities.edit({ id, version: present, changes: { title: title.trim() || null } }),
              )
            } finally {
              changed()
            }
          },
        },
      },
      {
        id: 'deal',
        header: words.deal,
        width: 190,
        least: 140,
        spare: 2,
        cell: ({ deal }) => deal && <Link to={`/deals/${deal.id}`}>{deal.name}</Link>,
      },
      {
        id: 'owner',
        header: words.owner,
        width: 150,
        least: 146,
        sortable: true,
        cell: ({ owner }) => owner?.name,
      },
      { id: 'state', header: words.state, width: 120, cell: ({ state }) => texts.list.states[state] },
      { id: 'outcome', header: words.outcome, width: 160, least: 110, spare: 1, cell: ({ outcome }) => outcome?.name },
      {
        id: 'result',
        header: words.result,
        width: 260,
        least: 220,
        spare: 3,
        cell: ({ result, cancelReason }) => result ?? cancelReason,
      },
      {
        id: 'minutes',
        header: words.minutes,
        width: 90,
        align: 'end',
        hidden: true,
        sortable: true,
        sortDownFirst: true,
        cell: ({ durationS }) => durationS !== null && format.number(Math.round(durationS / 60)),
      },
      {
        id: 'shifts',
        header: words.shifts,
        width: 110,
        align: 'end',
        hidden: true,
        sortable: true,
        sortDownFirst: true,
        cell: ({ shifts }) => shifts > 0 && format.number(shifts),
      },
      {
        id: 'recorded',
        header: words.recorded,
        width: 150,
        hidden: true,
        sortable: true,
        sortDownFirst: true,
        cell: (row) => format.dateTime(row.recordedAt),
      },
    ]
  }, [texts, format, changed])
}
