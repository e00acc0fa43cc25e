import IconSparkles from '@tabler/icons-react/dist/esm/icons/IconSparkles.mjs'
import { useMemo } from 'react'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { cleanShare } from '../calc/summary.ts'
import type { RuleCode } from '../contract.ts'
import { dealsInput, hygieneTarget } from './filters.ts'
import css from './hygiene.module.css'
import { useReasonsText } from './score.tsx'
import { type Summary, type SummaryLine, useHygieneTexts, useSummary } from './use-hygiene.ts'

/** Whose deals are not in order and why: count and money, each figure opens its deals. */
export function HygienePage() {
  const texts = useHygieneTexts()
  const format = useFormat()
  const { data, error, refetch } = useSummary()
  const columns = useSummaryColumns(data)
  const total = data?.total
  return (
    <Page
      title={texts.title}
      scope={total && texts.scope(texts.open(total.open.n), format.moneyCompact(total.open.sumMinor))}
      layout="fill"
      actions={total && total.open.n > total.clean.n && <Link {...hygieneTarget()}>{texts.deals.title}</Link>}
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <DataTable
          id="hygiene.summary"
          label={texts.title}
          columns={columns}
          rows={data?.rows}
          rowKey={(row) => row.owner?.id ?? 'nobody'}
          empty={
            <EmptyState
              icon={IconSparkles}
              title={texts.empty.title}
              text={texts.empty.text}
              steps={texts.empty.steps}
              action={<ImportButton>{texts.empty.action}</ImportButton>}
            />
          }
          card={(row) => <PhoneLine row={row} rules={data?.rules ?? []} />}
        />
      )}
    </Page>
  )
}

function useSummaryColumns(data: Summary | undefined): Column<SummaryLine>[] {
  const texts = useHygieneTexts()
  const words = texts.columns
  return useMemo(() => {
    const { total, rules = [] } = data ?? {}
    const figure = (row: SummaryLine | undefined, code: RuleCode) => row?.byReason.find((one) => one.code === code)
    const reason = (code: RuleCode): Column<SummaryLine> => ({
      id: code,
      header: texts.short[code],
      hint: texts.rules[code],
      align: 'end',
      width: 112,
      least: 94,
      sortDownFirst: true,
      value: (row) => figure(row, code)?.sumMinor,
      cell: (row) => <Figure row={row} code={code} />,
      footer: total && <Figure row={total} code={code} isTotal />,
    })
    return [
      {
        id: 'owner',
        header: words.owner,
        always: true,
        width: 180,
        least: 124,
        value: (row) => row.owner?.name,
        cell: (row) => row.owner?.name ?? texts.nobody,
        footer: texts.total,
      },
      {
        id: 'open',
        header: words.open,
        align: 'end',
        width: 90,
        sortDownFirst: true,
        value: (row) => row.open.sumMinor,
        cell: ({ open }) => <CountAndMoney n={open.n} sumMinor={open.sumMinor} />,
        footer: total && <CountAndMoney n={total.open.n} sumMinor={total.open.sumMinor} />,
      },
      {
        id: 'clean',
        header: words.clean,
        hint: words.cleanHint,
        align: 'end',
        width: 84,
        value: cleanShare,
        cell: (row) => <ShareCell share={cleanShare(row)} digits={0} />,
        footer: total && <ShareCell share={cleanShare(total)} digits={0} />,
      },
      // A rule that nobody breaks takes no room.
      ...rules.filter((code) => (figure(total, code)?.n ?? 0) > 0).map(reason),
    ]
  }, [data, texts, words])
}

function CountAndMoney({ n, sumMinor }: { n: number; sumMinor: number }) {
  const format = useFormat()
  return <TwoLines first={format.number(n)} second={<MoneyCell minor={sumMinor} short />} />
}

/** A figure of the table: its deals open beside it. */
function Figure({ row, code, isTotal = false }: { row: SummaryLine; code: RuleCode; isTotal?: boolean }) {
  const texts = useHygieneTexts()
  const format = useFormat()
  const reasonsText = useReasonsText()
  const found = row.byReason.find((one) => one.code === code)
  if (!found || found.n === 0) return null
  const search = isTotal ? { code } : row.owner ? { code, owner: row.owner.id } : { code, nobody: '1' as const }
  const load = async () => {
    const { rows } = await api.hygiene.deals({ ...dealsInput(search), limit: 10 })
    return {
      title: texts.rules[code],
      value: `${texts.open(found.n)}, ${format.money(found.sumMinor)}`,
      formula: texts.figure.formula,
      period: texts.figure.scope,
      scope: isTotal ? texts.total : (row.owner?.name ?? texts.nobody),
      records: rows.map((deal) => ({
        id: deal.dealId,
        label: deal.title,
        detail: reasonsText(deal),
        value: format.moneyCompact(deal.amountMinor),
        target: { to: `/deals/${deal.dealId}` },
      })),
      list: hygieneTarget(search),
    }
  }
  return (
    <FigureLink figure={{ key: ['hygiene', 'figure', search], title: texts.rules[code], load }}>
      <CountAndMoney n={found.n} sumMinor={found.sumMinor} />
    </FigureLink>
  )
}

function PhoneLine({ row, rules }: { row: SummaryLine; rules: readonly RuleCode[] }) {
  const texts = useHygieneTexts()
  const format = useFormat()
  const found = row.byReason.filter(({ code, n }) => n > 0 && rules.includes(code))
  return (
    <span className={css.phone}>
      <span className={css.phoneHead}>
        <b>{row.owner?.name ?? texts.nobody}</b>
        <span>
          {format.share(cleanShare(row), { digits: 0 })} {texts.clean}
        </span>
      </span>
      <span className={css.chips}>
        {found.map(({ code, n }) => (
          <Link key={code} {...hygieneTarget({ code, ...(row.owner ? { owner: row.owner.id } : { nobody: '1' }) })}>
            {texts.short[code]} {n}
          </Link>
        ))}
      </span>
    </span>
  )
}
