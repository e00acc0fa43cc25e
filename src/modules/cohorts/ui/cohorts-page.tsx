import { SegmentedControl } from '@mantine/core'
import IconTriangle from '@tabler/icons-react/dist/esm/icons/IconTriangle.mjs'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureLink, FigurePanel, type Figure } from '#web/kit/figure.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonBlock, SkeletonText } from '#web/kit/skeletons.tsx'
import { type Cell, useBehind } from './behind.tsx'
import { messageAge, type Shown, Triangle } from './triangle.tsx'
import { type Buyers, cohortsSearch, inputOf, type Leads, useBuyers, useCohortsTexts, useLeads } from './use-cohorts.ts'

const shownOf = {
  leads: ['conversion', 'won', 'money'],
  buyers: ['retention', 'revenue', 'cumulative'],
} as const
const lengths = [6, 12, 18, 24, 36]

/** How leads ripen and clients come back, month by month. */
export function CohortsPage() {
  const texts = useCohortsTexts()
  const format = useFormat()
  const [search, change] = useSearchState(cohortsSearch)
  const input = useMemo(() => inputOf(search), [search])
  const { of, cut } = search
  const leads = useLeads(input, of === 'leads')
  const buyers = useBuyers(input, of === 'buyers')
  const query = of === 'leads' ? leads : buyers
  const choices = useQuery({
    queryKey: ['funnel', 'choices'],
    queryFn: () => api.funnel.choices({}),
    staleTime: 60_000,
  })
  const behind = useBehind(input)
  const [opened, setOpened] = useState<Cell>()
  const shown: readonly Shown[] = shownOf[of]
  const show = shown.find((one) => one === search.show) ?? shown[0] ?? 'conversion'
  const words: Record<Shown, string> = { ...texts.filters.leads, ...texts.filters.buyers }
  const isNarrowed = Boolean(search.source ?? search.seller ?? search.department)
  const size = of === 'leads' ? leads.data?.total.leads : buyers.data?.total.clients
  const options = (named: readonly { id: string; name: string }[] = []) =>
    named.map(({ id, name }) => ({ value: id, label: name }))
  const open = (line: { key: string | null }, age: number) => {
    const key = line.key ? { key: line.key } : {}
    setOpened({ of, age, ...(cut === 'month' ? line.key && { month: line.key } : { line: { line: cut, ...key } }) })
  }
  const leadMessage = ({ total }: Leads) => {
    const age = messageAge(total.cells)
    return show === 'conversion'
      ? texts.message.conversion(age, format.share(total.cells[age]?.conversion.share))
      : texts.message[show === 'won' ? 'won' : 'money']
  }
  const buyerMessage = ({ total }: Buyers) =>
    show === 'retention'
      ? texts.message.retention(format.share(total.cells[1]?.retention.share))
      : texts.message[show === 'revenue' ? 'revenue' : 'cumulative']
  return (
    <Page
      title={texts.title}
      scope={texts.scope[of]}
      actions={<PageViews page="cohorts" />}
      filters={
        <FilterBar
          onReset={
            isNarrowed ? () => change({ source: undefined, seller: undefined, department: undefined }) : undefined
          }
        >
          <SegmentedControl
            aria-label={texts.filters.of}
            data={(['leads', 'buyers'] as const).map((value) => ({ value, label: texts.filters.kinds[value] }))}
            value={of}
            onChange={(value) => change({ of: value, show: undefined })}
          />
          <SegmentedControl
            aria-label={texts.filters.show}
            data={shown.map((value) => ({ value, label: words[value] }))}
            value={show}
            onChange={(value) => change({ show: value })}
          />
          <Choice
            aria-label={texts.filters.cut}
            options={(['month', 'source', 'seller', 'department'] as const).map((value) => ({
              value,
              label: texts.filters.cuts[value],
            }))}
            value={cut}
            onChange={(value) => change({ cut: cohortsSearch.shape.cut.parse(value ?? 'month') })}
          />
          <Choice
            aria-label={texts.filters.cuts.month}
            options={lengths.map((n) => ({ value: String(n), label: texts.filters.months(n) }))}
            value={String(search.months)}
            onChange={(value) => change({ months: Number(value ?? 12) })}
          />
          {choices.data && choices.data.sources.length > 0 && (
            <FilterChoice
              label={texts.filters.source}
              options={options(choices.data.sources)}
              values={search.source}
              onChange={(source) => change({ source })}
            />
          )}
          {choices.data && choices.data.people.length > 1 && (
            <FilterChoice
              label={texts.filters.seller}
              options={options(choices.data.people)}
              values={search.seller}
              onChange={(seller) => change({ seller })}
            />
          )}
          {choices.data && choices.data.departments.length > 1 && (
            <FilterChoice
              label={texts.filters.department}
              options={options(choices.data.departments)}
              values={search.department}
              onChange={(department) => change({ department })}
            />
          )}
        </FilterBar>
      }
    >
      {query.error && !query.data ? (
        <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
      ) : !query.data ? (
        <>
          <SkeletonText lines={3} />
          <SkeletonBlock height={420} />
        </>
      ) : size === 0 && !isNarrowed ? (
        <EmptyState
          icon={IconTriangle}
          title={texts.empty.title}
          text={texts.empty.text}
          steps={texts.empty.steps}
          action={<ImportButton>{texts.empty.action}</ImportButton>}
        />
      ) : (
        <>
          {of === 'leads' && leads.data && <LeadFigures data={leads.data} behind={behind} />}
          {of === 'buyers' && buyers.data && <BuyerFigures data={buyers.data} behind={behind} />}
          <Section>
            {of === 'leads' && leads.data && (
              <Triangle cohorts={{ of, data: leads.data }} show={show} title={leadMessage(leads.data)} onCell={open} />
            )}
            {of === 'buyers' && buyers.data && (
              <Triangle
                cohorts={{ of, data: buyers.data }}
                show={show}
                title={buyerMessage(buyers.data)}
                onCell={open}
              />
            )}
          </Section>
        </>
      )}
      {opened && <CellPanel figure={behind(opened)} onClose={() => setOpened(undefined)} />}
    </Page>
  )
}

type Behind = ReturnType<typeof useBehind>

function LeadFigures({ data, behind }: { data: Leads; behind: Behind }) {
  const texts = useCohortsTexts()
  const format = useFormat()
  const { total } = data
  const words = texts.figures
  return (
    <Section title={`${format.period(data.from)} — ${format.period(data.until)}`}>
      <FigureRow
        figures={[
          {
            id: 'leads',
            label: words.leads,
            value: <FigureLink figure={behind({ of: 'leads' })}>{format.number(total.leads)}</FigureLink>,
          },
          {
            id: 'open',
            label: words.open,
            value: <FigureLink figure={behind({ of: 'leads', open: true })}>{format.number(total.open)}</FigureLink>,
            detail: words.unripe(format.share(total.unripe)),
          },
          {
            id: 'conversion',
            label: words.conversion,
            value: (
              <FigureLink figure={behind({ of: 'leads', won: true })}>
                {format.share(total.conversion.share)}
              </FigureLink>
            ),
            detail: `${format.share(total.conversion.low)} – ${format.share(total.conversion.high)}`,
          },
          { id: 'money', label: words.money, value: format.moneyCompact(total.wonMinor) },
        ]}
      />
    </Section>
  )
}

function BuyerFigures({ data, behind }: { data: Buyers; behind: Behind }) {
  const texts = useCohortsTexts()
  const format = useFormat()
  const { total } = data
  const words = texts.figures
  const next = total.cells.find(({ age }) => age === 1)
  const last = total.clients === 0 ? null : Math.round(total.revenueMinor / total.clients)
  return (
    <Section title={`${format.period(data.from)} — ${format.period(data.until)}`}>
      <FigureRow
        figures={[
          {
            id: 'clients',
            label: words.clients,
            value: <FigureLink figure={behind({ of: 'buyers' })}>{format.number(total.clients)}</FigureLink>,
          },
          {
            id: 'repeat',
            label: words.repeat,
            value: (
              <FigureLink figure={behind({ of: 'buyers', age: 1 })}>{format.share(next?.retention.share)}</FigureLink>
            ),
            detail: next ? `n = ${format.number(next.retention.n)}` : undefined,
          },
          { id: 'revenue', label: words.revenue, value: format.moneyCompact(total.revenueMinor) },
          { id: 'perClient', label: words.perClient, value: format.moneyCompact(last) },
        ]}
      />
    </Section>
  )
}

function CellPanel({ figure, onClose }: { figure: ReturnType<Behind>; onClose: () => void }) {
  const { data, error, refetch } = useQuery<Figure>({ queryKey: figure.key, queryFn: figure.load })
  return (
    <SidePanel opened onClose={onClose} title={figure.title}>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : data ? (
        <FigurePanel figure={data} />
      ) : (
        <SkeletonText lines={8} />
      )}
    </SidePanel>
  )
}
