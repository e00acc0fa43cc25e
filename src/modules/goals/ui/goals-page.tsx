import { Button, Tabs } from '@mantine/core'
import { useCallback, useState } from 'react'
import { periodAround, periodKey } from '#core/calendar/period.ts'
import type { Day } from '#core/calendar/day.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import css from './goals.module.css'
import { GoalForm } from './goal-form.tsx'
import { GoalPanel } from './goal-panel.tsx'
import { GoalTree } from './goal-tree.tsx'
import { StrategyTab } from './strategy-tab.tsx'
import { goalsSearch, type GoalRow, isBehind, useGoals, useGoalsTexts } from './use-goals.ts'

export type Editing = { goal?: GoalRow; below?: GoalRow }

/** The tree of goals of a period, and the strategy that they come from. */
export function GoalsPage() {
  const texts = useGoalsTexts()
  const viewer = useViewer()
  const [search, change] = useSearchState(goalsSearch)
  const [editing, setEditing] = useState<Editing>()
  const add = useCallback((below?: GoalRow) => setEditing(below ? { below } : {}), [])
  const period = search.period ?? periodKey(periodAround(viewer.today as Day, 'quarter'))
  const mayRead = can({ role: viewer.role }, 'read')
  const tab = mayRead ? search.tab : 'strategy'
  return (
    <Page
      title={texts.title}
      scope={tab === 'goals' ? <Scope period={period} /> : undefined}
      actions={tab === 'goals' && <AddGoal period={period} onAdd={() => setEditing({})} />}
      filters={
        <div className={css.top}>
          <Tabs value={tab} onChange={(next) => change({ tab: (next ?? 'goals') as typeof tab })}>
            <Tabs.List>
              {mayRead && <Tabs.Tab value="goals">{texts.tabs.goals}</Tabs.Tab>}
              <Tabs.Tab value="strategy">{texts.tabs.strategy}</Tabs.Tab>
            </Tabs.List>
          </Tabs>
          {tab === 'goals' && (
            <FilterBar>
              <PeriodPicker
                value={period}
                today={viewer.today}
                kinds={['month', 'quarter', 'year']}
                onChange={(next) => change({ period: next })}
              />
            </FilterBar>
          )}
        </div>
      }
    >
      {tab === 'goals' ? (
        <GoalTree period={period} onOpen={(goal) => change({ goal: goal.id })} onAdd={add} />
      ) : (
        <StrategyTab version={search.version} onVersion={(version) => change({ version })} />
      )}
      {search.goal && (
        <GoalPanel
          id={search.goal}
          onClose={() => change({ goal: undefined })}
          onEdit={(goal) => setEditing({ goal })}
          onOpen={(id) => change({ goal: id })}
        />
      )}
      {editing && <GoalForm editing={editing} period={period} onClose={() => setEditing(undefined)} />}
    </Page>
  )
}

function Scope({ period }: { period: string }) {
  const texts = useGoalsTexts()
  const format = useFormat()
  const { data } = useGoals(period)
  const open = data?.goals.filter(({ state }) => state === 'open') ?? []
  const message = open.length > 0 && texts.message(open.filter(isBehind).length, open.length)
  return [format.period(period), message].filter(Boolean).join(' · ')
}

function AddGoal({ period, onAdd }: { period: string; onAdd: () => void }) {
  const texts = useGoalsTexts()
  const { data } = useGoals(period)
  if (!data || data.may.levels.length === 0) return null
  return <Button onClick={onAdd}>{texts.add}</Button>
}
