import { Button } from '@mantine/core'
import IconTargetOff from '@tabler/icons-react/dist/esm/icons/IconTargetOff.mjs'
import { useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DateCell, MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link, useSearchState, useGo } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { type CaseRow, caseMetrics, caseStates, type Verdict, verdicts } from '../contract.ts'
import { can } from '../policy.ts'
import css from './cases.module.css'
import { caseInput, casesSearch, casesTarget, caseTarget } from './filters.ts'
import { StateMark } from './marks.tsx'
import { useCaseChanged, useCaseCounts, useCasesTexts, useCaseTitle } from './use-cases.ts'

/** All deviations: what is open, what is done about it, what is due for a verdict. */
export function CasesPage() {
  const texts = useCasesTexts()
  const format = useFormat()
  const [search, change] = useSearchState(casesSearch)
  const input = caseInput(search)
  const list = useCursorList(['cases', 'list', input], (cursor) =>
    api.cases.list({ ...input, limit: 100, ...(cursor && { cursor }) }),
  )
  const { data: counts } = useCaseCounts()
  const columns = useColumns()
  const go = useGo()
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const reset = () => change({ state: undefined, metric: undefined, verdict: undefined, due: undefined })
  const options = <T extends string>(keys: readonly T[], names: Record<T, string>) =>
    keys.map((value) => ({ value, label: names[value] }))
  return (
    <Page
      layout="fill"
      title={texts.title}
      scope={
        counts &&
        counts.open + counts.acting > 0 &&
        texts.scope(counts.open + counts.acting, format.moneyCompact(-counts.gapMinor))
      }
      actions={<PageActions />}
      filters={
        <FilterBar end={counts && <VerdictLinks counts={counts.verdicts} />} onReset={isFiltered ? reset : undefined}>
          <FilterChoice
            label={texts.filters.state}
            options={options(caseStates, texts.states)}
            values={search.state}
            onChange={(values) => change({ state: values as typeof search.state })}
          />
          <FilterChoice
            label={texts.filters.metric}
            options={options(caseMetrics, texts.metrics)}
            values={search.metric}
            onChange={(values) => change({ metric: values as typeof search.metric })}
          />
          <FilterChoice
            label={texts.filters.verdict}
            options={options(verdicts, texts.verdicts)}
            values={search.verdict}
            onChange={(values) => change({ verdict: values as typeof search.verdict })}
          />
          {counts && counts.due > 0 && (
            <Button
              variant={search.due ? 'light' : 'subtle'}
              aria-pressed={search.due === '1'}
              onClick={() => change({ due: search.due ? undefined : '1' })}
            >
              {texts.filters.due}: {counts.due}
            </Button>
          )}
        </FilterBar>
      }
    >
      <DataTable
        id="cases.list"
        label={texts.title}
        columns={columns}
        {...list}
        rowKey={(row) => row.id}
        rowTarget={(row) => caseTarget(row.id)}
        empty={
          isFiltered ? (
            <NothingFound title={texts.emptyFiltered} onReset={reset} />
          ) : counts && counts.verdicts.length > 0 ? (
            <EmptyState icon={IconTargetOff} title={texts.allClosed.title} text={texts.allClosed.text} />
          ) : (
            <EmptyState
              icon={IconTargetOff}
              title={texts.empty.title}
              text={texts.empty.text}
              steps={texts.empty.steps}
              action={<Button onClick={() => go({ to: '/plan' })}>{texts.empty.action}</Button>}
            />
          )
        }
        card={(row) => <PhoneCard row={row} />}
      />
    </Page>
  )
}

/** How the closed ones ended; each opens its list. */
function VerdictLinks({ counts }: { counts: readonly { verdict: Verdict; n: number }[] }) {
  const texts = useCasesTexts()
  if (counts.length === 0) return null
  return (
    <span className={css.ended}>
      {texts.states.closed}:
      {counts.map(({ verdict, n }) => (
        <Link key={verdict} {...casesTarget({ state: ['closed'], verdict: [verdict] })}>
          {texts.verdicts[verdict]} {n}
        </Link>
      ))}
    </span>
  )
}

function useColumns(): Column<CaseRow>[] {
  const texts = useCasesTexts()
  const title = useCaseTitle()
  const format = useFormat()
  return useMemo(() => {
    const words = texts.columns
    return [
      {
        id: 'what',
        header: words.what,
        always: true,
        width: 280,
        least: 262,
        cell: (row) => (
          <TwoLines
            first={title(row)}
            second={[
              format.period(row.period),
              row.openedBy?.name ?? texts.byRule,
              row.comments > 0 && texts.comments(row.comments),
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        ),
      },
      {
        id: 'gap',
        header: words.gap,
        align: 'end',
        width: 100,
        value: (row) => row.gapMinor,
        cell: (row) => <MoneyCell minor={row.gapMinor} short signed />,
      },
      {
        id: 'state',
        header: words.state,
        width: 158,
        cell: (row) => <StateMark state={row.state} verdict={row.verdict} isDue={row.isDue} />,
      },
      {
        id: 'action',
        header: words.action,
        width: 162,
        least: 130,
        cell: (row) => row.action ?? <span className={css.quiet}>{texts.noAction}</span>,
      },
      {
        id: 'review',
        header: words.review,
        width: 88,
        value: (row) => row.reviewOn,
        cell: (row) => (row.reviewOn ? <DateCell day={row.reviewOn} tone={row.isDue ? 'behind' : undefined} /> : null),
      },
      { id: 'owner', header: words.owner, width: 142, value: (row) => row.owner.name, cell: (row) => row.owner.name },
      {
        id: 'opened',
        header: words.opened,
        width: 100,
        spare: 1,
        value: (row) => row.openedOn,
        cell: (row) => <DateCell day={row.openedOn} />,
      },
    ]
  }, [texts, title, format])
}

function PageActions() {
  const texts = useCasesTexts()
  const viewer = useViewer()
  const errorText = useErrorText()
  const changed = useCaseChanged()
  const [busy, setBusy] = useState(false)
  const scan = async () => {
    setBusy(true)
    try {
      const { opened, known } = await api.cases.scan({})
      say(texts.scanned(opened, known))
      changed()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Link to="/settings/cases">{texts.rules}</Link>
      {can({ role: viewer.role, scope: 'people', readOnly: false }, 'open') && (
        <Button variant="default" loading={busy} onClick={() => void scan()}>
          {texts.scan}
        </Button>
      )}
    </>
  )
}

function PhoneCard({ row }: { row: CaseRow }) {
  const texts = useCasesTexts()
  const title = useCaseTitle()
  const format = useFormat()
  return (
    <span className={css.phone}>
      <TwoLines
        first={title(row)}
        second={`${format.moneyCompact(row.gapMinor, { signed: true })} · ${row.action ?? texts.noAction}`}
      />
      <StateMark state={row.state} verdict={row.verdict} isDue={row.isDue} />
    </span>
  )
}
