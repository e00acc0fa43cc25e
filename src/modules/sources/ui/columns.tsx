import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, None, NumberCell } from '#web/kit/cells.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { type Opens, Reckoned, Records } from './figures.tsx'
import { MarginCell, marginParts } from './margin.tsx'
import { RateCell } from './rate-cell.tsx'
import { type SourceLine, type SourcesInput, type SourcesTable, useSourcesTexts } from './use-sources.ts'

type MoneyKey =
  | 'leadCostMinor'
  | 'cacPaidMinor'
  | 'cacLoadedMinor'
  | 'averageCheckMinor'
  | 'monthlyRevenueMinor'
  | 'ltvByChurnMinor'
  | 'ltvByYearsMinor'

const coming = ['leads', 'conversion', 'sales', 'newClients', 'spend', 'cacPaid', 'cacLoaded', 'margin', 'roi'] as const

/** What stands in the head of the table while its figures are on their way. */
const namesOnly = (headers: readonly string[]): Column<SourceLine>[] =>
  headers.map((header, place) => ({
    id: header,
    header,
    width: place === 0 ? 176 : 91,
    ...(place > 0 && { align: 'end' as const }),
    cell: () => null,
  }))

/** Columns of the table of sources or months; the sum stands below, reckoned from the sums. */
export function useSourceColumns(
  table: SourcesTable | undefined,
  input: SourcesInput,
  cut: 'source' | 'month',
): Column<SourceLine>[] {
  const texts = useSourcesTexts()
  const format = useFormat()
  return useMemo(() => {
    const { columns: words, hints, why } = texts
    if (!table) return namesOnly([cut === 'month' ? words.month : words.name, ...coming.map((id) => words[id])])
    const { total, sees } = table
    const nameOf = (line: SourceLine) =>
      line === total
        ? texts.total
        : cut === 'month' && line.key
          ? format.period(line.key)
          : (line.name ?? texts.noSource)
    const of = (line: SourceLine) => ({ line: line === total ? null : line, cut, input, table })
    const whyNot = (line: SourceLine, needsMargin: boolean) =>
      !sees.spend
        ? why.hidden
        : needsMargin && line.margin === null
          ? why.noMargin
          : !line.spendMinor
            ? why.noSpend
            : why.noClients
    const column = (
      id: string,
      header: string,
      width: number,
      value: (line: SourceLine) => number | null,
      cell: (line: SourceLine) => React.ReactNode,
      more: Partial<Column<SourceLine>> = {},
    ): Column<SourceLine> => ({
      id,
      header,
      width,
      align: 'end',
      sortDownFirst: true,
      value,
      cell,
      footer: cell(total),
      ...more,
    })
    const records = (figure: Opens, title: string, line: SourceLine, children: React.ReactNode) => (
      <Records of={of(line)} figure={figure} title={title}>
        {children}
      </Records>
    )
    const partsOf = (line: SourceLine) => [
      { label: words.spend, value: format.money(line.spendMinor) },
      { label: words.costs, value: format.money(line.costsMinor) },
      { label: words.leads, value: format.number(line.leads) },
      { label: words.newClients, value: format.number(line.newClients) },
      { label: words.sales, value: format.money(line.salesMinor) },
      { label: words.monthly, value: format.money(line.monthlyRevenueMinor) },
      ...marginParts(line, texts, format),
    ]
    const reckoned = (title: string, formula: string, line: SourceLine, value: React.ReactNode) => (
      <Reckoned
        title={`${title}: ${nameOf(line)}`}
        formula={formula}
        value={value}
        parts={partsOf(line)}
        scope={texts.scope[table.scope]}
        period={format.period(input.period)}
      />
    )
    const money = (
      id: string,
      header: string,
      key: MoneyKey,
      formula: string,
      needsMargin = false,
      more: Partial<Column<SourceLine>> = {},
    ) =>
      column(
        id,
        header,
        91,
        (line) => line[key],
        (line) =>
          line[key] === null ? (
            <None why={key === 'ltvByChurnMinor' && line.margin !== null ? why.noChurn : whyNot(line, needsMargin)} />
          ) : (
            reckoned(header, formula, line, <MoneyCell minor={line[key]} short />)
          ),
        { hint: formula, ...more },
      )
    return [
      {
        id: 'name',
        header: cut === 'month' ? words.month : words.name,
        always: true,
        width: 176,
        value: (line) => (cut === 'month' ? line.key : line.name),
        cell: nameOf,
        footer: texts.total,
      },
      column(
        'leads',
        words.leads,
        58,
        (line) => line.leads,
        (line) => records('leads', words.leads, line, <NumberCell value={line.leads} />),
        { hint: hints.leads },
      ),
      column(
        'conversion',
        words.conversion,
        116,
        (line) => (line.conversion.small ? null : line.conversion.share),
        (line) =>
          line.conversion.share === null ? (
            <None />
          ) : (
            records('won', words.conversion, line, <RateCell rate={line.conversion} sample={false} />)
          ),
        { hint: hints.conversion },
      ),
      column(
        'sales',
        words.sales,
        86,
        (line) => line.salesMinor,
        (line) => records('sales', words.sales, line, <MoneyCell minor={line.salesMinor} short />),
        { hint: hints.sales },
      ),
      column(
        'newClients',
        words.newClients,
        70,
        (line) => line.newClients,
        (line) => records('clients', words.newClients, line, <NumberCell value={line.newClients} />),
        { hint: hints.newClients },
      ),
      column(
        'spend',
        words.spend,
        86,
        (line) => line.spendMinor,
        (line) =>
          line.spendMinor === null ? (
            <None why={sees.spend ? why.noSpend : why.hidden} />
          ) : (
            records('spend', words.spend, line, <MoneyCell minor={line.spendMinor} short />)
          ),
      ),
      // Stands above for all and below by stage: the table has no room for it at 1440.
      money('leadCost', words.leadCost, 'leadCostMinor', hints.leadCost, false, { hidden: true }),
      money('cacPaid', words.cacPaid, 'cacPaidMinor', hints.cacPaid),
      money('cacLoaded', words.cacLoaded, 'cacLoadedMinor', hints.cacLoaded),
      column(
        'margin',
        words.margin,
        104,
        (line) => line.margin,
        (line) =>
          line.margin === null ? (
            <None why={why.noMargin} />
          ) : (
            reckoned(words.margin, hints.margin, line, <MarginCell line={line} />)
          ),
        { hint: hints.margin, spare: 1 },
      ),
      column(
        'roi',
        words.roi,
        76,
        (line) => line.roi,
        (line) =>
          line.roi === null ? (
            <None why={whyNot(line, true)} />
          ) : (
            reckoned(words.roi, hints.roi, line, format.share(line.roi, { digits: 0, signed: true }))
          ),
        { hint: hints.roi },
      ),
      column(
        'payback',
        words.payback,
        100,
        (line) => line.paybackMonths,
        (line) =>
          line.paybackMonths === null ? (
            <None why={whyNot(line, true)} />
          ) : (
            reckoned(words.payback, hints.payback, line, texts.months(format.number(line.paybackMonths, { digits: 1 })))
          ),
        { hint: hints.payback, sortDownFirst: false },
      ),
      money('ltv', words.ltv, 'ltvByChurnMinor', hints.ltv, true, { spare: 2, width: 98 }),
      money('ltvYears', words.ltvYears, 'ltvByYearsMinor', hints.ltvYears, true, { hidden: true }),
      money('check', words.check, 'averageCheckMinor', words.check, false, { hidden: true }),
      money('monthly', words.monthly, 'monthlyRevenueMinor', hints.monthly, false, { hidden: true }),
      column(
        'costs',
        words.costs,
        104,
        (line) => line.costsMinor,
        (line) => <MoneyCell minor={line.costsMinor} short />,
        {
          hint: hints.costs,
          hidden: true,
        },
      ),
    ]
  }, [table, input, cut, texts, format])
}
