import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import css from './losses.module.css'
import { type Competitors, useLossesTexts, type useOpened } from './use-losses.ts'

type Row = Competitors['rows'][number]

/** Won and lost against each competitor, with the interval of the rate. */
export function AgainstCompetitors({
  query,
  open,
}: {
  query: UseQueryResult<Competitors>
  open: ReturnType<typeof useOpened>
}) {
  const texts = useLossesTexts()
  const format = useFormat()
  const words = texts.competitors
  const { data } = query
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'name', header: words.name, always: true, width: 112, cell: (row) => row.name },
      ...(['won', 'lost'] as const).map((outcome): Column<Row> => ({
        id: outcome,
        header: words[outcome],
        align: 'end',
        width: 88,
        cell: (row) => (
          <FigureLink
            figure={open(`${row.name}: ${words[outcome]}`, format.number(row[outcome].n), {
              competitor: row.id,
              outcome,
            })}
          >
            <TwoLines
              first={<NumberCell value={row[outcome].n} />}
              second={format.moneyCompact(row[outcome].amountMinor)}
            />
          </FigureLink>
        ),
      })),
      {
        id: 'rate',
        header: words.rate,
        align: 'end',
        width: 124,
        cell: (row) => (
          <span
            className={row.winRate.small ? css.quiet : undefined}
            title={row.winRate.small ? texts.small(format.number(row.winRate.n)) : undefined}
          >
            <ShareCell
              share={row.winRate.share}
              low={row.winRate.low ?? undefined}
              high={row.winRate.high ?? undefined}
              why={texts.noBase}
            />
          </span>
        ),
      },
    ],
    [words, texts, format, open],
  )
  return (
    <Section title={words.title} hint={words.hint} flush>
      <DataTable
        id="losses.competitors"
        label={words.title}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.id}
        error={query.error}
        onRepeat={() => void query.refetch()}
        empty={`${words.empty}. ${words.howTo}`}
        card={(row) => (
          <TwoLines
            first={row.name}
            end={format.share(row.winRate.share)}
            second={`${words.won} ${format.number(row.won.n)} · ${words.lost} ${format.number(row.lost.n)}`}
          />
        )}
        height="auto"
        skeletonRows={4}
      />
      {data && data.rows.length > 0 && (
        <p className={css.note}>
          {words.unknownOf(format.number(data.unknown.won.n + data.unknown.lost.n))} {words.howTo}
        </p>
      )}
    </Section>
  )
}
