import { Button } from '@mantine/core'
import { useState } from 'react'
import { Choice, type Option } from '#web/kit/choice.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useViewer } from '#web/session.tsx'
import { comparisons } from '../calc/question.ts'
import type { Declared } from '../contract.ts'
import { filtersOf, metricsOf, type MetricsSearch } from './filters.ts'
import css from './metrics.module.css'
import { useCatalogue, useMetricsTexts } from './use-metrics.ts'

const CLASSES = ['A', 'B', 'C', 'none']

type Props = { search: MetricsSearch; onChange: (change: Partial<MetricsSearch>) => void }

/** What is counted, by what, of which time, compared with what, of whom. All of it stands in the address. */
export function CutFilters({ search, onChange }: Props) {
  const texts = useMetricsTexts()
  const { today } = useViewer()
  const { catalogue, byKey, dimensions } = useCatalogue()
  const [more, setMore] = useState(false)
  const metrics = metricsOf(search)
  const { period, ...filters } = filtersOf(search, today)
  const named = (list: readonly { id: string; name: string }[] = []): Option[] =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  const encoded = (list: readonly { id: string; name: string }[] = []) =>
    list.map(({ id, name }) => ({ value: encodeURIComponent(id), label: name }))
  const lists = catalogue?.filters
  const main = [
    ['department', texts.filters.departments, named(lists?.departments)],
    ['seller', texts.filters.sellers, named(lists?.sellers)],
    ['pipeline', texts.filters.pipelines, named(lists?.pipelines)],
    ['source', texts.filters.sources, named(lists?.sources)],
  ] as const
  const others = [
    ['client', texts.filters.clientKinds, named(lists?.clientKinds)],
    ['industry', texts.filters.industries, encoded(lists?.industries)],
    ['region', texts.filters.regions, encoded(lists?.regions)],
    ['campaign', texts.filters.campaigns, encoded(lists?.campaigns)],
    ['size', texts.filters.dealSizes, named(lists?.dealSizes)],
    [
      'class',
      texts.filters.segments,
      CLASSES.map((id) => ({ value: id, label: id === 'none' ? texts.filters.noSegment : id })),
    ],
  ] as const
  const isMore = more || others.some(([name]) => search[name]) || search.field !== undefined
  const filter = ([name, label, options]: (typeof main)[number] | (typeof others)[number]) =>
    options.length > 0 && (
      <FilterChoice
        key={name}
        label={label}
        options={options}
        values={search[name]}
        onChange={(values) => onChange({ [name]: values })}
      />
    )
  return (
    <div className={css.filters} data-no-print>
      <div className={css.question}>
        <PeriodPicker value={period} today={today} onChange={(value) => onChange({ period: value })} />
        <FilterChoice
          label={texts.choose.metrics}
          options={(catalogue?.metrics ?? []).map(({ key, label, meaning }) => ({
            value: key,
            label,
            detail: meaning,
          }))}
          values={[...metrics]}
          onChange={(values) => onChange({ metrics: values?.slice(0, 12) as MetricsSearch['metrics'] })}
        />
        <Labelled label={texts.choose.rows}>
          <Choice
            aria-label={texts.choose.rows}
            options={cutOptions(metrics, byKey, dimensions, search.columns)}
            value={search.rows}
            onChange={(value) => onChange({ rows: value ?? 'seller' })}
          />
        </Labelled>
        <Labelled label={texts.choose.columns}>
          <Choice
            aria-label={texts.choose.columns}
            placeholder={texts.choose.noColumns}
            options={cutOptions(metrics, byKey, dimensions, search.rows)}
            value={search.columns ?? null}
            onChange={(value) => onChange({ columns: value ?? undefined })}
            clearable
          />
        </Labelled>
        <Labelled label={texts.compare.label}>
          <Choice
            aria-label={texts.compare.label}
            options={(['none', ...comparisons] as const).map((value) => ({ value, label: texts.compare[value] }))}
            value={search.compare}
            onChange={(value) => onChange({ compare: (value ?? 'none') as MetricsSearch['compare'] })}
          />
        </Labelled>
      </div>
      <FilterBar onReset={Object.keys(filters).length > 0 ? () => onChange(noFilters) : undefined}>
        {main.map(filter)}
        {isMore && others.map(filter)}
        {isMore &&
          lists?.fields.map((field) => (
            <FilterChoice
              key={field.id}
              label={field.name}
              options={field.options.map((one) => ({ value: `${field.id}:${one.id}`, label: one.name }))}
              values={search.field?.filter((value) => value.startsWith(field.id))}
              onChange={(values) => {
                const rest = search.field?.filter((value) => !value.startsWith(field.id)) ?? []
                const next = [...rest, ...(values ?? [])]
                onChange({ field: next.length > 0 ? next : undefined })
              }}
            />
          ))}
        <Button variant="subtle" onClick={() => setMore(!isMore)}>
          {isMore ? texts.filters.less : texts.filters.more}
        </Button>
      </FilterBar>
    </div>
  )
}

const noFilters: Partial<MetricsSearch> = {
  seller: undefined,
  department: undefined,
  pipeline: undefined,
  source: undefined,
  campaign: undefined,
  industry: undefined,
  region: undefined,
  client: undefined,
  size: undefined,
  class: undefined,
  field: undefined,
}

/** Cuts that every chosen metric can have; the others stand below, closed. */
function cutOptions(
  metrics: readonly string[],
  byKey: ReadonlyMap<string, Declared>,
  dimensions: ReadonlyMap<string, string>,
  taken: string | undefined,
): Option[] {
  const may = (dimension: string) =>
    metrics.every((metric) =>
      byKey.get(metric)?.dimensions.includes(dimension.startsWith('field:') ? 'field' : dimension),
    )
  return [...dimensions]
    .filter(([id]) => id !== taken && id !== 'company')
    .map(([id, name]) => ({ value: id, label: name, disabled: !may(id) }))
    .toSorted((a, b) => Number(a.disabled) - Number(b.disabled))
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <label className={css.labelled}>
      <span>{label}</span>
      {children}
    </label>
  )
}
