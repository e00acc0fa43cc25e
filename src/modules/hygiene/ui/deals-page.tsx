import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { ruleCodes } from '../contract.ts'
import { dealsInput, dealsSearch, type DealsSearch } from './filters.ts'
import css from './hygiene.module.css'
import { ScoreMark, useReasonsText } from './score.tsx'
import { type BrokenDeal, useHygieneTexts, useSummary } from './use-hygiene.ts'

/** The deals behind a figure, the largest first, each with its score and reasons. */
export function HygieneDealsPage() {
  const texts = useHygieneTexts()
  const words = texts.deals
  const [search, change] = useSearchState(dealsSearch)
  const input = dealsInput(search)
  const { data: summary } = useSummary()
  const reasonsText = useReasonsText()
  const list = useCursorList<BrokenDeal>(['hygiene', 'deals', input], (cursor) =>
    api.hygiene.deals({ ...input, limit: 100, ...(cursor && { cursor }) }),
  )
  const columns = useMemo(
    (): Column<BrokenDeal>[] => [
      { id: 'title', header: words.columns.title, always: true, width: 264, least: 200, cell: (deal) => deal.title },
      {
        id: 'amount',
        header: words.columns.amount,
        align: 'end',
        width: 100,
        cell: (deal) => <MoneyCell minor={deal.amountMinor} />,
      },
      {
        id: 'score',
        header: texts.score,
        hint: texts.scoreHint,
        width: 92,
        cell: ({ score }) => <ScoreMark score={score} />,
      },
      {
        id: 'why',
        header: words.columns.why,
        width: 300,
        least: 200,
        cell: (deal) => <span title={reasonsText(deal)}>{reasonsText(deal)}</span>,
      },
      { id: 'stage', header: words.columns.stage, width: 126, least: 100, cell: (deal) => deal.stageName },
      {
        id: 'owner',
        header: words.columns.owner,
        width: 150,
        least: 146,
        cell: ({ owner }) => owner?.name ?? <span className={css.quiet}>{texts.nobody}</span>,
      },
    ],
    [words, texts, reasonsText],
  )
  const owners = (summary?.rows ?? []).flatMap(({ owner }) => (owner ? [{ value: owner.id, label: owner.name }] : []))
  const isFiltered = Object.values(input).length > 0
  const reset = () => change({ code: undefined, owner: undefined, nobody: undefined })
  return (
    <Page
      title={words.title}
      layout="fill"
      actions={<Link to="/hygiene">{words.back}</Link>}
      filters={
        <FilterBar onReset={isFiltered ? reset : undefined}>
          <FilterChoice
            label={words.code}
            options={ruleCodes.map((value) => ({ value, label: texts.rules[value] }))}
            values={search.code && [search.code]}
            onChange={(values) => change({ code: values?.at(-1) as DealsSearch['code'] })}
          />
          <FilterChoice
            label={words.owner}
            options={owners}
            values={search.owner === undefined ? undefined : [search.owner]}
            onChange={(values) => change({ owner: values?.at(-1), nobody: undefined })}
          />
        </FilterBar>
      }
    >
      <DataTable
        id="hygiene.deals"
        label={words.title}
        columns={columns}
        {...list}
        rowKey={(deal) => deal.dealId}
        rowTarget={(deal) => ({ to: `/deals/${deal.dealId}` })}
        empty={
          isFiltered ? <NothingFound title={words.none} onReset={reset} /> : <p className={css.none}>{words.none}</p>
        }
        card={(deal) => (
          <span className={css.phone}>
            <span className={css.phoneHead}>
              <b>{deal.title}</b>
              <MoneyCell minor={deal.amountMinor} short />
            </span>
            <TwoLines
              first={<ScoreMark score={deal.score} />}
              second={`${deal.owner?.name ?? texts.nobody} · ${reasonsText(deal)}`}
            />
          </span>
        )}
      />
    </Page>
  )
}
