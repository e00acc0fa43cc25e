import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, None, NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import css from './process.module.css'
import { type ProcessMap, useProcessTexts, type useOpened } from './use-process.ts'

type Row = ProcessMap['variants'][number]

interface Props {
  data: ProcessMap | undefined
  nameOf: (place: string) => string
  open: ReturnType<typeof useOpened>
}

/** The ways that deals take, most frequent first; each opens its deals. */
export function VariantsTable({ data, nameOf, open }: Props) {
  const texts = useProcessTexts()
  const format = useFormat()
  const words = texts.variants
  const columns = useMemo((): Column<Row>[] => {
    const wayOf = (row: Row) => (row.places.length === 0 ? words.empty : row.places.map(nameOf).join(' → '))
    return [
      {
        id: 'way',
        header: words.way,
        always: true,
        width: 360,
        cell: (row) => <span title={wayOf(row)}>{wayOf(row)}</span>,
      },
      {
        id: 'n',
        header: words.n,
        align: 'end',
        width: 76,
        cell: (row) => (
          <FigureLink
            figure={open(words.way, `${texts.deals.way}: ${wayOf(row)}`, format.number(row.n), { variant: row.id })}
          >
            <NumberCell value={row.n} />
          </FigureLink>
        ),
      },
      { id: 'share', header: words.share, align: 'end', width: 72, cell: (row) => format.share(row.share) },
      {
        id: 'money',
        header: words.money,
        align: 'end',
        width: 100,
        cell: (row) => <MoneyCell minor={row.amountMinor} short />,
      },
      {
        id: 'rate',
        header: words.winRate,
        align: 'end',
        width: 176,
        cell: ({ winRate: rate }) => (
          <span
            className={rate.small ? css.quiet : undefined}
            title={rate.small ? texts.small(format.number(rate.n)) : undefined}
          >
            <ShareCell
              share={rate.share}
              n={rate.n}
              low={rate.low ?? undefined}
              high={rate.high ?? undefined}
              why={texts.noBase}
            />
          </span>
        ),
      },
      {
        id: 'time',
        header: words.time,
        align: 'end',
        width: 150,
        cell: (row) => (row.medianSeconds === null ? <None why={texts.noTime} /> : format.duration(row.medianSeconds)),
      },
    ]
  }, [words, texts, format, nameOf, open])
  const hint =
    data && data.variantsInAll > data.variants.length
      ? `${words.hint}; ${words.all(format.number(data.variants.length), format.number(data.variantsInAll))}`
      : words.hint
  return (
    <Section title={words.title} hint={hint} flush>
      <DataTable
        id="process.variants"
        label={words.title}
        columns={columns}
        rows={data?.variants}
        rowKey={(row) => row.id}
        card={(row) => (
          <TwoLines
            first={row.places.length === 0 ? words.empty : row.places.map(nameOf).join(' → ')}
            end={format.number(row.n)}
            second={`${format.share(row.share)} · ${words.winRate} ${format.share(row.winRate.share)}`}
          />
        )}
        height="auto"
        skeletonRows={6}
      />
    </Section>
  )
}
