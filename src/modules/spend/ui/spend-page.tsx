import { Button } from '@mantine/core'
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs'
import { useState } from 'react'
import { z } from 'zod'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { CostsGrid } from './costs-grid.tsx'
import { RecordSpend } from './record-spend.tsx'
import { SpendGrid } from './spend-grid.tsx'
import css from './spend.module.css'
import { useCostsYear, useSpendTexts, useSpendYear } from './use-spend.ts'

const yearSearch = z.object({ year: z.coerce.number().int().min(2000).max(2099).optional() })

/** What is paid for winning clients: advertising by source, campaign and month, and the other costs. */
export function SpendPage() {
  const texts = useSpendTexts()
  const format = useFormat()
  const go = useGo()
  const { today } = useViewer()
  const [search, change] = useSearchState(yearSearch)
  const year = search.year ?? Number(today.slice(0, 4))
  const spend = useSpendYear(year)
  const costs = useCostsYear(year)
  const [isRecording, setRecording] = useState(false)
  const { data } = spend
  const total = (data?.rows ?? []).reduce(
    (sum, { months }) => sum + Object.values(months).reduce((all, { amountMinor }) => all + amountMinor, 0),
    0,
  )
  const mayWrite = data?.may.write ?? false
  return (
    <Page
      title={texts.title}
      scope={data && texts.scope(year, format.moneyCompact(total))}
      actions={
        <>
          <Button variant="default" onClick={() => go({ to: '/sources' })}>
            {texts.back}
          </Button>
          {mayWrite && (
            <>
              <Button variant="default" onClick={() => go({ to: '/imports' })}>
                {texts.import}
              </Button>
              <Button disabled={data?.sources.length === 0} onClick={() => setRecording(true)}>
                {texts.add}
              </Button>
            </>
          )}
        </>
      }
      filters={
        <FilterBar>
          <PeriodPicker
            value={String(year)}
            today={today}
            kinds={['year']}
            onChange={(key) => change({ year: Number(key.slice(0, 4)) })}
          />
        </FilterBar>
      }
    >
      {data && !mayWrite && <p className={css.note}>{texts.readOnly}</p>}
      {spend.error && !data ? (
        <ErrorState error={spend.error} onRepeat={() => void spend.refetch()} />
      ) : !data ? (
        <SkeletonBlock height={420} />
      ) : data.sources.length === 0 ? (
        <EmptyState
          icon={IconCoins}
          title={texts.empty.title}
          text={texts.empty.text}
          steps={texts.empty.steps}
          action={mayWrite && <Button onClick={() => go({ to: '/imports' })}>{texts.import}</Button>}
        />
      ) : (
        <Section title={texts.grid.title} hint={texts.grid.hint} flush>
          <SpendGrid year={year} data={data} />
        </Section>
      )}
      {costs.data && (
        <Section title={texts.costs.title} hint={texts.costs.hint} flush>
          <CostsGrid year={year} data={costs.data} />
        </Section>
      )}
      {isRecording && data && <RecordSpend sources={data.sources} onClose={() => setRecording(false)} />}
    </Page>
  )
}
