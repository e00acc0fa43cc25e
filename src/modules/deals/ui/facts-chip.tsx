import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import css from './settings.module.css'
import { useDealsTexts } from './use-deals.ts'

const LOOK_EVERY_MS = 3_000

/** Says that the figures of the funnel are being counted anew: until then pages show the old ones. */
export function FactsChip() {
  const { settings: texts } = useDealsTexts()
  const { data } = useQuery({
    queryKey: ['deals', 'factsState'],
    queryFn: () => api.deals.factsState({}),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (state.data?.isRebuilding ? LOOK_EVERY_MS : false),
  })
  if (!data?.isRebuilding) return null
  return (
    <span className={css.counting} role="status" title={texts.rebuilding}>
      <Loader size={14} aria-hidden />
      {texts.counting}
    </span>
  )
}
