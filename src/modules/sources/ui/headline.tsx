import { useFormat } from '#web/i18n/use-format.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonFigures } from '#web/kit/skeletons.tsx'
import { marginParts } from './margin.tsx'
import css from './sources.module.css'
import { type SourcesInput, type SourcesTable, useSourcesTexts } from './use-sources.ts'
import { Reckoned, Records } from './figures.tsx'

/** The figures of all sources together. */
export function SourcesHeadline({
  table,
  input,
  cut,
}: {
  table: SourcesTable | undefined
  input: SourcesInput
  cut: 'source' | 'month'
}) {
  const texts = useSourcesTexts()
  const format = useFormat()
  const { columns: words, hints } = texts
  if (!table)
    return (
      <Section title={format.period(input.period)}>
        <SkeletonFigures count={6} lines={2} />
      </Section>
    )
  const { total } = table
  const of = { line: null, cut, input, table }
  const reckoned = (title: string, formula: string, value: string) => (
    <Reckoned
      title={title}
      formula={formula}
      value={value}
      parts={[
        { label: words.spend, value: format.money(total.spendMinor) },
        { label: words.costs, value: format.money(total.costsMinor) },
        { label: words.newClients, value: format.number(total.newClients) },
        { label: words.monthly, value: format.money(total.monthlyRevenueMinor) },
        ...marginParts(total, texts, format),
      ]}
      scope={texts.scope[table.scope]}
      period={format.period(input.period)}
    />
  )
  return (
    <Section title={format.period(input.period)}>
      <FigureRow
        figures={[
          {
            id: 'leads',
            label: words.leads,
            value: (
              <Records of={of} figure="leads" title={words.leads}>
                {format.number(total.leads)}
              </Records>
            ),
            detail: `${words.conversion} ${format.share(total.conversion.share)}`,
          },
          {
            id: 'sales',
            label: words.sales,
            value: (
              <Records of={of} figure="sales" title={words.sales}>
                {format.moneyCompact(total.salesMinor)}
              </Records>
            ),
            detail: `${words.newClients}: ${format.number(total.newClients)}`,
          },
          {
            id: 'spend',
            label: words.spend,
            value: table.sees.spend ? (
              <Records of={of} figure="spend" title={words.spend}>
                {format.moneyCompact(total.spendMinor)}
              </Records>
            ) : (
              format.noData
            ),
            detail: table.sees.spend
              ? `${words.leadCost} ${format.moneyCompact(total.leadCostMinor)}`
              : texts.why.hidden,
          },
          {
            id: 'cac',
            label: words.cacPaid,
            value: reckoned(words.cacPaid, hints.cacPaid, format.moneyCompact(total.cacPaidMinor)),
            detail: `${words.cacLoaded} ${format.moneyCompact(total.cacLoadedMinor)}`,
          },
          {
            id: 'payback',
            label: words.payback,
            value: reckoned(
              words.payback,
              hints.payback,
              total.paybackMonths === null
                ? format.noData
                : texts.months(format.number(total.paybackMonths, { digits: 1 })),
            ),
            detail: `${words.roi} ${format.share(total.roi, { digits: 0, signed: true })}`,
          },
          {
            id: 'ltv',
            label: words.ltv,
            value: reckoned(words.ltv, hints.ltv, format.moneyCompact(total.ltvByChurnMinor)),
            detail: `${words.ltvYears} ${format.moneyCompact(total.ltvByYearsMinor)}`,
          },
        ]}
      />
    </Section>
  )
}

/** What stands between the reader and true figures, in words. */
export function SourcesNotes({ table, onTerms }: { table: SourcesTable; onTerms: () => void }) {
  const texts = useSourcesTexts()
  const words = texts.notes
  const format = useFormat()
  const isMargin = table.sees.configure && table.total.margin === null
  const hasNotes = isMargin || table.withoutSpend.length > 0 || table.withoutLeads.length > 0 || table.scope === 'team'
  if (!hasNotes) return null
  return (
    <Section title={words.title}>
      <ul className={css.notes}>
        {table.withoutLeads.map(({ name, spendMinor }) => (
          <li key={name}>
            {words.withoutLeads(name, format.moneyCompact(spendMinor))}{' '}
            <Link to="/sources/spend">{texts.actions.spend}</Link>
          </li>
        ))}
        {table.withoutSpend.length > 0 && (
          <li>
            {words.withoutSpend(table.withoutSpend.join(', '))} <Link to="/sources/spend">{words.record}</Link>
          </li>
        )}
        {isMargin && (
          <li>
            {words.noMargin}{' '}
            <button type="button" className={css.link} onClick={onTerms}>
              {words.setMargin}
            </button>
          </li>
        )}
        {table.scope === 'team' && table.sees.spend && <li>{words.team}</li>}
      </ul>
    </Section>
  )
}
