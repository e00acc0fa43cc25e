import { Button, SegmentedControl, Switch, Tooltip } from '@mantine/core'
import IconSpeakerphone from '@tabler/icons-react/dist/esm/icons/IconSpeakerphone.mjs'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { addDays, type Day } from '#core/calendar/day.ts'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useViewer } from '#web/session.tsx'
import { Campaigns } from './campaigns.tsx'
import { useSourceColumns } from './columns.tsx'
import { SourcesHeadline, SourcesNotes } from './headline.tsx'
import { PaybackChart } from './payback-chart.tsx'
import css from './sources.module.css'
import { StageCosts } from './stage-costs.tsx'
import { TermsPanel } from './terms-panel.tsx'
import { inputOf, sourcesSearch, useSourcesTable, useSourcesTexts } from './use-sources.ts'

/** Which source brings clients, what they cost and when they pay for themselves. */
export function SourcesPage() {
  const texts = useSourcesTexts()
  const format = useFormat()
  const go = useGo()
  const { today } = useViewer()
  const [search, change] = useSearchState(sourcesSearch)
  const input = useMemo(() => inputOf(search, today), [search, today])
  const { cut } = search
  const { data: table, error, refetch } = useSourcesTable(input, cut)
  const choices = useQuery({
    queryKey: ['funnel', 'choices'],
    queryFn: () => api.funnel.choices({}),
    staleTime: 60_000,
  })
  const columns = useSourceColumns(table, input, cut)
  const [isTerms, setTerms] = useState(false)
  const chosen = table?.rows.find(({ key }) => key !== null && key === search.source)
  const chosenName = chosen?.name ?? texts.payback.all
  const isEmpty =
    table && table.total.leads === 0 && table.total.salesMinor === 0 && !table.total.spendMinor && !search.period
  const lagText =
    table?.cycleDays === null || table?.cycleDays === undefined
      ? texts.filters.lagUnknown
      : texts.filters.lagHint(format.counted(Math.round(table.cycleDays), texts.days))
  const pipelines = choices.data?.pipelines ?? []
  return (
    <Page
      title={texts.title}
      scope={table && [format.period(input.period), texts.scope[table.scope]].join(' · ')}
      actions={
        <>
          <PageViews page="sources" />
          {table?.sees.configure && (
            <Button variant="default" onClick={() => setTerms(true)}>
              {texts.actions.terms}
            </Button>
          )}
          {table?.sees.spend && (
            <Button variant="default" onClick={() => go({ to: '/sources/spend' })}>
              {texts.actions.spend}
            </Button>
          )}
        </>
      }
      filters={
        <FilterBar>
          <PeriodPicker
            value={input.period}
            today={today}
            kinds={['month', 'quarter', 'year']}
            onChange={(period) => change({ period })}
          />
          {pipelines.length > 1 && (
            <Choice
              aria-label={texts.filters.pipeline}
              options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
              value={table?.pipelineId ?? null}
              onChange={(pipeline) => change({ pipeline: pipeline ?? undefined })}
            />
          )}
          <SegmentedControl
            aria-label={texts.filters.cut}
            data={(['source', 'month'] as const).map((value) => ({ value, label: texts.filters.cuts[value] }))}
            value={cut}
            onChange={(value) => change({ cut: value })}
          />
          {table?.sees.spend && (
            <Tooltip label={lagText} multiline w={320}>
              <Switch
                label={texts.filters.lag}
                checked={search.lag ?? false}
                onChange={(event) => change({ lag: event.currentTarget.checked || undefined })}
              />
            </Tooltip>
          )}
        </FilterBar>
      }
    >
      {error && !table ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : isEmpty ? (
        <EmptyState
          icon={IconSpeakerphone}
          title={texts.empty.title}
          text={texts.empty.text}
          steps={texts.empty.steps}
          action={<ImportButton>{texts.empty.action}</ImportButton>}
        />
      ) : (
        <>
          <SourcesHeadline table={table} input={input} cut={cut} />
          <Section
            title={texts.filters.cuts[cut]}
            hint={
              search.lag && table
                ? texts.spendOf(
                    format.dayFull(table.spendPeriod.start),
                    format.dayFull(addDays(table.spendPeriod.end as Day, -1)),
                  )
                : undefined
            }
            flush
          >
            <DataTable
              id={`sources.${cut}`}
              label={texts.title}
              columns={columns}
              rows={table?.rows}
              rowKey={(line) => line.key ?? 'none'}
              {...(cut === 'source' && {
                onOpen: (line: { key: string | null }) => change({ source: line.key ?? undefined }),
              })}
              height="auto"
              card={(line) => (
                <TwoLines
                  first={
                    <span className={css.line}>
                      <span>
                        {cut === 'month' && line.key ? format.period(line.key) : (line.name ?? texts.noSource)}
                      </span>
                      <b>{format.moneyCompact(line.salesMinor)}</b>
                    </span>
                  }
                  second={[
                    `${texts.columns.leads} ${format.number(line.leads)}`,
                    `${texts.columns.spend} ${format.moneyCompact(line.spendMinor)}`,
                    `${texts.columns.cacPaid} ${format.moneyCompact(line.cacPaidMinor)}`,
                  ].join(' · ')}
                />
              )}
            />
          </Section>
          {table && <SourcesNotes table={table} onTerms={() => setTerms(true)} />}
          {cut === 'source' && chosen?.key && (
            <Campaigns
              input={input}
              sourceId={chosen.key}
              name={chosen.name ?? texts.noSource}
              onClose={() => change({ source: undefined })}
            />
          )}
          {table && table.stages.length > 0 && <StageCosts table={table} input={input} cut={cut} />}
          <PaybackChart input={input} sourceId={chosen?.key ?? undefined} name={chosenName} />
        </>
      )}
      {isTerms && table && <TermsPanel terms={table.settings} onClose={() => setTerms(false)} />}
    </Page>
  )
}
