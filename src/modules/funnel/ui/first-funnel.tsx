import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { toApiError } from '#web/api-error.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import type { FunnelInput } from './filters.ts'
import { useFunnelTexts, useView } from './use-funnel.ts'

/** Whether nothing has come into the funnel yet; not said of filters that leave nothing. */
export function useIsFirst(input: FunnelInput, scope: string): boolean {
  const texts = useFunnelTexts()
  const { data: view, error } = useView(input)
  const isEmpty = view?.snapshot.all.n === 0 && scope !== texts.scope.chosen
  return isEmpty || (error !== null && toApiError(error).code === 'NO_PIPELINE')
}

/** What any page of the funnel shows before the first deal. */
export function FirstFunnel() {
  const { empty: words } = useFunnelTexts()
  return (
    <EmptyState
      icon={IconFilter}
      title={words.title}
      text={words.text}
      steps={words.steps}
      action={<ImportButton>{words.action}</ImportButton>}
    />
  )
}
