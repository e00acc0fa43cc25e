import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { Narrowing } from './filters.ts'
import css from './losses.module.css'
import { useLossesTexts, type useOpened, type View } from './use-losses.ts'

type Row = View['reasons'][number]

interface Props {
  id: string
  words: { title: string; name: string; without: string }
  rows: Row[] | undefined
  /** The part of a row in the list behind it; 'none' for those without. */
  narrow: (value: string) => Narrowing
  open: ReturnType<typeof useOpened>
}

/** Losses by one thing: how many, how much, which share of the money. */
export function CutTable({ id, words, rows, narrow, open }: Props) {
  const texts = useLossesTexts()
  const format = useFormat()
  const columns = useMemo((): Column<Row>[] => {
    const nameOf = (row: Row) => row.name ?? words.without
    return [
      { id: 'name', header: words.name, always: true, width: 150, cell: nameOf },
      {
        id: 'n',
        header: texts.columns.n,
        align: 'end',
        width: 64,
        cell: (row) => (
          <FigureLink figure={open(nameOf(row), format.number(row.n), narrow(row.id ?? 'none'))}>
            <NumberCell value={row.n} />
          </FigureLink>
        ),
      },
      {
        id: 'money',
        header: texts.columns.money,
        align: 'end',
        width: 98,
        cell: (row) => <MoneyCell minor={row.amountMinor} short />,
      },
      {
        id: 'share',
        header: texts.columns.share,
        align: 'end',
        width: 106,
        cell: (row) => (
          <span className={css.bar}>
            <i style={{ width: `${(row.share ?? 0) * 40}px` }} />
            {format.share(row.share)}
          </span>
        ),
      },
    ]
  }, [words, texts, format, narrow, open])
  return (
    <Section title={words.title} flush>
      <DataTable
        id={`losses.${id}`}
        label={words.title}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id ?? 'none'}
        rowTone={(row) => (row.id === null ? 'quiet' : undefined)}
        empty={<p className={css.note}>{texts.message.none}</p>}
        card={(row) => (
          <TwoLines
            first={row.name ?? words.without}
            end={format.number(row.n)}
            second={`${format.moneyCompact(row.amountMinor)} · ${format.share(row.share)}`}
          />
        )}
        height="auto"
        skeletonRows={5}
      />
    </Section>
  )
}
