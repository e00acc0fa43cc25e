import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { Button } from '@mantine/core'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { SkeletonBlock, SkeletonFigures, SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { FirstSteps } from './first-steps.tsx'
import { HeadHome } from './head-home.tsx'
import css from './home.module.css'
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
        <HomeSkeleton />
      )}
    </Page>
  )
}

/** The page as it will stand, before it is known whose it is. */
function HomeSkeleton() {
  const texts = useHomeTexts()
  const { role } = useViewer()
  return (
    <>
      <div className={css.band}>
        <SkeletonBlock height={28} />
        <SkeletonFigures count={7} lines={2} />
      </div>
      <div className={css.columns} data-wide>
        <Section title={role === 'seller' ? texts.attention.mine : texts.attention.title}>
          <SkeletonText lines={12} />
        </Section>
        <Section title={texts.today.title}>
          <SkeletonText lines={5} />
        </Section>
      </div>
    </>
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
