import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DateCell, MoneyCell, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { abcClasses, states, xyzClasses } from '../contract.ts'
import css from './segments.module.css'
import { type Client, type SegmentsSearch, useSegmentsTexts } from './use-segments.ts'

type Props = { search: SegmentsSearch; onChange: (patch: Partial<SegmentsSearch>) => void }

/** Clients of the chosen classes. */
export function ClientList({ search, onChange }: Props) {
  const texts = useSegmentsTexts()
  const words = texts.list
  const format = useFormat()
  const { abc, xyz, state, sort } = search
  const input = { sort, ...(abc && { abc }), ...(xyz && { xyz }), ...(state && { state }) }
  const list = useCursorList(['segments', 'clients', input], (cursor) => api.segments.clients({ ...input, cursor }))
  const columns = useMemo((): Column<Client>[] => {
    const days = (n: number) => format.counted(n, texts.dayForms)
    return [
      { id: 'name', header: words.client, always: true, width: 216, least: 180, cell: (row) => row.name },
      {
        id: 'classes',
        header: words.classes,
        width: 68,
        cell: (row) => <b>{`${row.abc}${row.xyz ?? ''}`}</b>,
      },
      {
        id: 'rfm',
        header: words.rfm,
        hint: words.rfmHint,
        width: 56,
        spare: 1,
        cell: (row) => `${row.recency}${row.frequency}${row.monetary}`,
      },
      {
        id: 'state',
        header: words.state,
        width: 118,
        cell: (row) => (
          <span data-state={row.state} className={css.state}>
            {texts.states[row.state]}
          </span>
        ),
      },
      {
        id: 'money',
        header: words.money,
        width: 94,
        align: 'end',
        cell: (row) => <MoneyCell minor={row.recentMinor} short />,
      },
      { id: 'orders', header: words.orders, width: 76, align: 'end', cell: (row) => <NumberCell value={row.orders} /> },
      {
        id: 'last',
        header: words.last,
        width: 106,
        align: 'end',
        cell: (row) => <DateCell day={row.lastOn} as="numeric" />,
      },
      { id: 'silence', header: words.silence, width: 86, align: 'end', cell: (row) => days(row.silentDays) },
      {
        id: 'rhythm',
        header: words.rhythm,
        hint: words.rhythmHint,
        width: 126,
        spare: 2,
        align: 'end',
        cell: (row) => (row.intervalDays === null ? null : words.every(days(Math.round(row.intervalDays)))),
      },
      {
        id: 'owner',
        header: words.owner,
        width: 150,
        least: 116,
        cell: (row) => row.owner?.name ?? words.nobody,
      },
    ]
  }, [texts, words, format])
  const choice = <Value extends string>(
    label: string,
    value: Value | undefined,
    options: readonly { value: Value; label: string }[],
    change: (value: Value | undefined) => void,
  ) => (
    <Choice
      aria-label={label}
      placeholder={`${label}: ${texts.filters.any}`}
      clearable
      options={options}
      value={value ?? null}
      onChange={(chosen) => change(options.find((one) => one.value === chosen)?.value)}
    />
  )
  return (
    <Section
      title={words.title}
      flush
      actions={
        <div className={css.filters}>
          {choice(
            texts.filters.abc,
            abc,
            abcClasses.map((value) => ({ value, label: value })),
            (value) => onChange({ abc: value }),
          )}
          {choice(
            texts.filters.xyz,
            xyz,
            [...xyzClasses, 'none' as const].map((value) => ({
              value,
              label: value === 'none' ? texts.filters.none : value,
            })),
            (value) => onChange({ xyz: value }),
          )}
          {choice(
            texts.filters.state,
            state,
            states.map((value) => ({ value, label: texts.states[value] })),
            (value) => onChange({ state: value }),
          )}
          <Choice
            aria-label={texts.filters.sort}
            options={(['money', 'silence'] as const).map((value) => ({ value, label: texts.filters.sorts[value] }))}
            value={sort}
            onChange={(value) => onChange({ sort: value === 'silence' ? 'silence' : 'money' })}
          />
        </div>
      }
    >
      <DataTable
        id="segments.clients"
        label={words.title}
        columns={columns}
        {...list}
        rowKey={(row) => row.id}
        rowTarget={(row) => ({ to: row.hasCard ? `/clients/${row.id}` : '/clients' })}
        rowTone={(row) => (row.state === 'silent' ? 'behind' : row.state === 'lost' ? 'quiet' : undefined)}
        height={520}
        empty={<p className={css.quiet}>{words.empty}</p>}
        card={(row) => (
          <TwoLines
            first={
              <>
                <b>{`${row.abc}${row.xyz ?? ''}`}</b> {row.name}
              </>
            }
            end={format.moneyCompact(row.recentMinor)}
            second={`${texts.states[row.state]} · ${format.counted(row.silentDays, texts.dayForms)}`}
          />
        )}
      />
    </Section>
  )
}
