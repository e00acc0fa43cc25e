import { Button, Tabs } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { kinds, type NormKind } from '../contract.ts'
import { can } from '../policy.ts'
import { BoardTab } from './board-tab.tsx'
import { ExcusePanel } from './excuse-panel.tsx'
import { ExcusesTab } from './excuses-tab.tsx'
import css from './norms.module.css'
import { MyNorms } from './my-norms.tsx'
import { OutcomeTab } from './outcome-tab.tsx'
import { RulePanel } from './rule-panel.tsx'
import { RulesTab } from './rules-tab.tsx'
import { normsSearch, periodOf, useNormsTexts } from './use-norms.ts'

/** Norms: how they are met, which are issued, whether they matter, what does not count. */
export function NormsPage() {
  const texts = useNormsTexts()
  const format = useFormat()
  const viewer = useViewer()
  const [search, change] = useSearchState(normsSearch)
  const [panel, setPanel] = useState<'rule' | 'excuse'>()
  const period = periodOf(search, viewer.today)
  const { tab } = search
  const mayIssue = can({ role: viewer.role }, 'issue')
  const options = kinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))
  return (
    <Page
      title={texts.title}
      scope={tab === 'rules' ? undefined : format.period(period)}
      actions={
        mayIssue && (
          <>
            <Button variant="default" onClick={() => setPanel('excuse')}>
              {texts.excuse.button}
            </Button>
            <Button onClick={() => setPanel('rule')}>{texts.rules.add}</Button>
          </>
        )
      }
      filters={
        <div className={css.top}>
          <Tabs value={tab} onChange={(next) => change({ tab: (next ?? 'board') as typeof tab })}>
            <Tabs.List>
              {(['board', 'rules', 'outcome', 'excuses'] as const).map((id) => (
                <Tabs.Tab key={id} value={id}>
                  {texts.tabs[id]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          {tab !== 'rules' && (
            <FilterBar>
              <PeriodPicker
                value={period}
                today={viewer.today}
                kinds={tab === 'outcome' ? ['month', 'quarter', 'year', 'range'] : ['week', 'month', 'range']}
                onChange={(next) => change({ period: next })}
              />
              {tab !== 'excuses' && (
                <Choice
                  aria-label={texts.kind}
                  placeholder={texts.allKinds}
                  options={options}
                  value={search.kind ?? (tab === 'outcome' ? 'call' : null)}
                  clearable={tab !== 'outcome'}
                  onChange={(kind) => change({ kind: (kind ?? undefined) as NormKind | undefined })}
                />
              )}
            </FilterBar>
          )}
        </div>
      }
    >
      {tab === 'board' && viewer.role === 'seller' && <MyNorms />}
      {tab === 'board' && <BoardTab period={period} kind={search.kind} />}
      {tab === 'rules' && <RulesTab onAdd={mayIssue ? () => setPanel('rule') : undefined} />}
      {tab === 'outcome' && <OutcomeTab period={period} kind={search.kind ?? 'call'} />}
      {tab === 'excuses' && <ExcusesTab period={period} />}
      {panel === 'rule' && <RulePanel onClose={() => setPanel(undefined)} />}
      {panel === 'excuse' && <ExcusePanel onClose={() => setPanel(undefined)} />}
    </Page>
  )
}
