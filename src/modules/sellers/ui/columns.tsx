import { useMemo } from 'react'
import { type Format, useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, None, NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import type { SellersTexts } from '../texts.ru.ts'
import { BehindLink, type PageFilters } from './behind.tsx'
import css from './sellers.module.css'
import { type SellerRow, useSellersTexts } from './use-sellers.ts'

const LEAST_WON = 5

type Numeric = 'created' | 'won' | 'lost'

/** Columns of sellers or of departments; with `total` the line of sums stands below. */
export function useColumns(
  kind: 'people' | 'departments',
  filters: PageFilters,
  total?: SellerRow,
  places?: ReadonlyMap<string, number>,
  /** Where all are of one department, none is named. */
  withDepartment = false,
): Column<SellerRow>[] {
  const texts = useSellersTexts()
  const format = useFormat()
  return useMemo(() => {
    const { columns: words, hints } = texts
    const cells = cellsOf(texts, format, filters)
    const foot = (id: keyof typeof cells) => (total ? { footer: cells[id](total) } : {})
    const figure = (
      id: keyof typeof cells,
      value: (row: SellerRow) => number | null | undefined,
      width: number,
      spare?: number,
    ): Column<SellerRow> => ({
      id,
      header: words[id],
      hint: hints[id],
      align: 'end',
      width,
      ...(spare !== undefined && { spare }),
      sortDownFirst: true,
      value,
      cell: cells[id],
      ...foot(id),
    })
    return [
      {
        id: 'name',
        header: kind === 'people' ? words.name : words.department,
        always: true,
        width: kind === 'people' ? 160 : 190,
        least: 140,
        value: (row) => row.name,
        cell: (row) => <Name row={row} kind={kind} period={filters.input.period} />,
        ...(total && { footer: texts.total }),
      },
      ...(withDepartment
        ? [
            {
              id: 'department',
              header: words.departmentName,
              width: 146,
              least: 120,
              spare: 2,
              value: (row: SellerRow) => row.departmentName,
              cell: (row: SellerRow) => row.departmentName,
            },
          ]
        : []),
      figure('sales', (row) => row.salesMinor, 88),
      figure('won', (row) => row.won, 72),
      figure('lost', (row) => row.lost, 80),
      // Few closed deals take no part in the order: null stands last, whichever way it goes.
      figure('winRate', (row) => (row.winRate.small ? null : row.winRate.share), 170),
      ...(places
        ? [
            {
              id: 'place',
              header: words.place,
              hint: hints.place,
              align: 'end' as const,
              width: 58,
              value: (row: SellerRow) => places.get(row.subjectId) ?? null,
              cell: (row: SellerRow) => {
                const place = places.get(row.subjectId)
                return place === undefined ? <None why={texts.noPlace} /> : format.number(place)
              },
            },
          ]
        : []),
      // Fewer than five sales make no average that could be compared.
      figure('averageCheck', (row) => (row.won < LEAST_WON ? null : row.averageCheckMinor), 86),
      figure('checkMedian', (row) => row.medians?.checkMinor, 86, 1),
      figure('cycle', (row) => row.medians?.cycleSeconds, 62),
      figure('created', (row) => row.created, 70),
      figure('open', (row) => row.open.n, 76),
      {
        id: 'openMoney',
        header: words.openMoney,
        align: 'end',
        width: 120,
        hidden: true,
        sortDownFirst: true,
        value: (row) => row.open.amountMinor,
        cell: (row) => <MoneyCell minor={row.open.amountMinor} short />,
        ...(total && { footer: <MoneyCell minor={total.open.amountMinor} short /> }),
      },
    ]
  }, [texts, format, filters, kind, total, places, withDepartment])
}

function cellsOf(texts: SellersTexts, format: Format, filters: PageFilters) {
  const { columns: words, why } = texts
  const link = (row: SellerRow, of: keyof SellersTexts['figure']['formulas'], content: React.ReactNode) => (
    <BehindLink {...filters} row={row} of={of} title={words[of]}>
      {content}
    </BehindLink>
  )
  const count = (of: Numeric) => (row: SellerRow) => link(row, of, <NumberCell value={row[of]} />)
  return {
    created: count('created'),
    won: count('won'),
    lost: count('lost'),
    sales: (row: SellerRow) => link(row, 'sales', <MoneyCell minor={row.salesMinor} short />),
    open: (row: SellerRow) => link(row, 'open', <NumberCell value={row.open.n} />),
    winRate: ({ winRate, ...row }: SellerRow) =>
      winRate.share === null ? (
        <None why={why.noClosed} />
      ) : (
        <span
          className={winRate.small ? css.quiet : undefined}
          title={winRate.small ? texts.small(format.number(winRate.n)) : undefined}
        >
          {link(
            { ...row, winRate },
            'winRate',
            <ShareCell
              share={winRate.share}
              n={winRate.n}
              low={winRate.low ?? undefined}
              high={winRate.high ?? undefined}
            />,
          )}
        </span>
      ),
    averageCheck: (row: SellerRow) =>
      row.averageCheckMinor === null ? (
        <None why={why.noWon} />
      ) : (
        <span className={row.won < LEAST_WON ? css.quiet : undefined}>
          {link(row, 'averageCheck', <MoneyCell minor={row.averageCheckMinor} short />)}
        </span>
      ),
    checkMedian: (row: SellerRow) =>
      row.medians ? (
        quiet(row, link(row, 'checkMedian', <MoneyCell minor={row.medians.checkMinor} short />))
      ) : (
        <None why={why.noWon} />
      ),
    cycle: (row: SellerRow) =>
      row.medians ? (
        quiet(row, link(row, 'cycle', format.duration(row.medians.cycleSeconds)))
      ) : (
        <None why={why.noWon} />
      ),
  }

  function quiet({ medians }: SellerRow, content: React.ReactNode) {
    const missing = medians?.withoutAmount ? texts.withoutAmount(format.number(medians.withoutAmount)) : undefined
    const few = medians?.small ? texts.small(format.number(medians.n)) : undefined
    return (
      <span
        className={medians?.small ? css.quiet : undefined}
        title={[few, missing].filter(Boolean).join('. ') || undefined}
      >
        {content}
      </span>
    )
  }
}

/** A department stands in by its depth; a person who has left or is new says so. */
function Name({ row, kind, period }: { row: SellerRow; kind: 'people' | 'departments'; period: string }) {
  const texts = useSellersTexts()
  const format = useFormat()
  if (kind === 'departments')
    return <span style={{ paddingLeft: `calc(var(--s4) * ${Math.max(0, row.depth - 1)})` }}>{row.name}</span>
  const name =
    row.level === 'person' ? (
      <Link to={`/sellers/${row.subjectId}`} search={{ period }} className={css.name}>
        {row.name}
      </Link>
    ) : (
      row.name
    )
  if (row.leftOn) return <TwoLines first={name} second={texts.left(format.dayFull(row.leftOn))} />
  return name
}
