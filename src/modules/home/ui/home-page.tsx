import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { Button } from '@mantine/core'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { SkeletonBlock, SkeletonFigures } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { FirstSteps } from './first-steps.tsx'
import { HeadHome } from './head-home.tsx'
import { SellerHome } from './seller-home.tsx'
import { useHomeTexts, useStart } from './use-home.ts'

/** The bridge: what the signed-in person needs first thing in the morning, by role. */
export function HomePage() {
  const texts = useHomeTexts()
  const { role, name } = useViewer()
  const { data: start, error, refetch } = useStart()
  if (role === 'hr') return <NoDeals role={role} to="/people" />
  if (start?.hasDeals) return role === 'seller' ? <SellerHome /> : <HeadHome />
  if (start && role === 'seller') return <NoDeals role={role} to="/deals" />
  if (start && role === 'admin' && start.hasSellers) return <NoDeals role={role} to="/people" />
  return (
    <Page title={texts.title} scope={texts.greeting(name)}>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : start ? (
        <FirstSteps start={start} />
      ) : (
        <>
          <SkeletonFigures count={6} />
          <SkeletonBlock height={320} />
        </>
      )}
    </Page>
  )
}

function NoDeals({ role, to }: { role: 'hr' | 'admin' | 'seller'; to: string }) {
  const texts = useHomeTexts()
  const { name } = useViewer()
  const go = useGo()
  const words = texts.noDeals[role]
  return (
    <Page title={texts.title} scope={texts.greeting(name)}>
      <EmptyState
        icon={IconUsersGroup}
        title={words.title}
        text={words.text}
        action={<Button onClick={() => go({ to })}>{words.action}</Button>}
      />
    </Page>
  )
}
