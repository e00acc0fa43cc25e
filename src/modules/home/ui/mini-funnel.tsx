import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import {
  dealsIn,
  funnelTarget,
  inputOf,
  stepsOf,
  useFunnelTexts,
  useView,
  type ViewName,
} from '#modules/funnel/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FunnelBars } from '#web/kit/funnel-bars.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link, useGo } from '#web/kit/routing.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import css from './home.module.css'
import { useHomeTexts } from './use-home.ts'

const views: readonly ViewName[] = ['cohort', 'happened', 'now']

/** The funnel in small, one view at a time. */
export function MiniFunnel({ period }: { period: string }) {
  const { funnel: words } = useHomeTexts()
  const texts = useFunnelTexts()
  const format = useFormat()
  const go = useGo()
  const { today } = useViewer()
  const [name, setName] = useState<ViewName>('happened')
  const input = useMemo(() => inputOf({ period }, today), [period, today])
  const { data, error, refetch } = useView(input)
  const steps = data && stepsOf(name, data, texts, (minor) => format.moneyCompact(minor))
  return (
    <Section
      title={words.title}
      hint={texts.viewHints[name]}
      actions={<Link {...funnelTarget({ period })}>{words.open}</Link>}
    >
      <div className={css.funnel}>
        <SegmentedControl
          data-no-print
          fullWidth
          aria-label={words.choose}
          value={name}
          onChange={(value) => setName(views.find((view) => view === value) ?? 'happened')}
          data={views.map((view) => ({ value: view, label: texts.views[view] }))}
        />
        {error && !data ? (
          <ErrorState error={error} onRepeat={() => void refetch()} />
        ) : !steps ? (
          <SkeletonBlock height={260} />
        ) : data && steps.every((step) => step.count === 0) ? (
          <p className={css.quiet}>{dealsIn(name, data) > 0 ? words.noMoves : words.none}</p>
        ) : (
          <FunnelBars label={words.title} steps={steps} onStep={() => go(funnelTarget({ period }))} />
        )}
      </div>
    </Section>
  )
}
