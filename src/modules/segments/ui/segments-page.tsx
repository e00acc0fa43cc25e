import { Button } from '@mantine/core'
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonBlock, SkeletonFigures } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { ClientList } from './client-list.tsx'
import { CrossSell } from './cross-sell.tsx'
import { SegmentFigures } from './figures.tsx'
import { ClassMatrix } from './matrix.tsx'
import { MigrationMatrix } from './migration.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { segmentsSearch, useSegmentsTexts, useSummary } from './use-segments.ts'

/** Classes of clients, who has gone silent, what hangs on whom, what is bought together. */
export function SegmentsPage() {
  const texts = useSegmentsTexts()
  const format = useFormat()
  const errorText = useErrorText()
  const client = useQueryClient()
  const [search, change] = useSearchState(segmentsSearch)
  const { data, error, refetch } = useSummary()
  const [isSettings, setSettings] = useState(false)
  const compute = useMutation({
    mutationFn: () => api.segments.compute({}),
    onSuccess: async ({ clients, changed }) => {
      say(texts.computed(format.counted(clients, texts.clientForms), format.counted(changed, texts.clientGenitive)))
      await client.invalidateQueries({ queryKey: ['segments'] })
    },
    onError: (thrown) => say(errorText(thrown), 'bad'),
  })
  const button = data?.may.compute && (
    <Button variant="default" loading={compute.isPending} onClick={() => compute.mutate()}>
      {texts.actions.compute}
    </Button>
  )
  return (
    <Page
      title={texts.title}
      scope={
        data && [texts.scope[data.scope], data.asOf ? texts.asOf(format.dayFull(data.asOf)) : texts.never].join(' · ')
      }
      actions={
        <>
          <PageViews page="segments" />
          {data?.may.configure && (
            <Button variant="default" onClick={() => setSettings(true)}>
              {texts.actions.settings}
            </Button>
          )}
          {data && data.clients > 0 && button}
        </>
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <>
          <SkeletonFigures count={6} />
          <SkeletonBlock height={320} />
        </>
      ) : data.clients === 0 ? (
        <EmptyState
          icon={IconUsersGroup}
          title={texts.empty.title}
          text={texts.empty.text}
          steps={texts.empty.steps}
          action={
            <>
              <ImportButton>{texts.empty.action}</ImportButton>
              {button}
            </>
          }
        />
      ) : (
        <>
          <SegmentFigures data={data} />
          <ClassMatrix data={data} onChoose={change} />
          <ClientList search={search} onChange={change} />
          {data.asOf && <MigrationMatrix search={search} asOf={data.asOf} onChange={change} />}
          <CrossSell search={search} onChange={change} />
        </>
      )}
      {isSettings && data && <SettingsPanel settings={data.settings} onClose={() => setSettings(false)} />}
    </Page>
  )
}
