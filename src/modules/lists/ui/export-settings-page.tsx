import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useListsTexts } from './use-lists-texts.ts'

/** Who may take lists out of the product as files. */
export function ExportSettingsPage() {
  const texts = useListsTexts().settings
  const client = useQueryClient()
  const errorText = useErrorText()
  const key = ['lists', 'settings']
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.lists.settings({}) })
  const put = async (sellersExport: boolean) => {
    client.setQueryData(key, { sellersExport })
    try {
      await api.lists.setSettings({ sellersExport })
      say(texts.saved)
    } catch (thrown) {
      client.setQueryData(key, data)
      say(errorText(thrown), 'bad')
    }
  }
  return (
    <Page title={texts.title} width="narrow">
      <Section hint={texts.text}>
        {error ? (
          <ErrorState error={error} onRepeat={() => void refetch()} />
        ) : data ? (
          <Switch
            label={texts.sellers}
            description={texts.sellersHint}
            checked={data.sellersExport}
            onChange={(event) => void put(event.currentTarget.checked)}
          />
        ) : (
          <SkeletonText lines={2} />
        )}
      </Section>
    </Page>
  )
}
