import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonBlock, SkeletonFigures } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { asItIs, decompose, type WhatIf } from '../calc/decompose.ts'
import { Chain, WithoutBase } from './chain.tsx'
import { ContactsNeeded } from './contacts-needed.tsx'
import css from './decomposition.module.css'
import { FilterLine } from './filter-line.tsx'
import { decompositionSearch, decompositionTarget, inputOf } from './filters.ts'
import { Headline } from './headline.tsx'
import { IssuePanel } from './issue-panel.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { StillPossible } from './still-possible.tsx'
import { type SellerAnswer, useDecompositionTexts, useSeller } from './use-decomposition.ts'
import { WhatIfSliders } from './what-if.tsx'

/** One seller's plan taken apart, with sliders. */
export function SellerView({ personId }: { personId: string }) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const go = useGo()
  const { today, role } = useViewer()
  const [search, change] = useSearchState(decompositionSearch)
  const input = useMemo(() => inputOf(search, today), [search, today])
  const { data, error, refetch } = useSeller(personId, input)
  const [whatIf, setWhatIf] = useState<WhatIf>(asItIs)
  const [issuing, setIssuing] = useState(false)
  const [settingUp, setSettingUp] = useState(false)
  const counted = data && (data.countedAt ? texts.countedAt(format.dateTime(data.countedAt)) : texts.notCounted)

  return (
    <Page
      title={texts.title}
      scope={[data?.row.name, format.period(input.period), counted].filter(Boolean).join(' · ')}
      filters={<FilterLine search={search} period={input.period} onChange={change} />}
      actions={
        <>
          {role !== 'seller' && (
            <Button variant="subtle" onClick={() => go(decompositionTarget(undefined, search))}>
              {texts.back}
            </Button>
          )}
          {data?.may.configure && (
            <Button variant="default" onClick={() => setSettingUp(true)}>
              {texts.hours}
            </Button>
          )}
          {data?.may.issue && data.row.need && <Button onClick={() => setIssuing(true)}>{texts.issue}</Button>}
        </>
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <>
          <SkeletonFigures count={5} />
          <SkeletonBlock height={320} />
        </>
      ) : (
        <Taken answer={data} input={input} whatIf={whatIf} onWhatIf={setWhatIf} />
      )}
      {issuing && <IssuePanel people={[personId]} input={input} whatIf={whatIf} onClose={() => setIssuing(false)} />}
      {settingUp && data && <SettingsPanel settings={data.settings} onClose={() => setSettingUp(false)} />}
    </Page>
  )
}

type Props = {
  answer: SellerAnswer
  input: ReturnType<typeof inputOf>
  whatIf: WhatIf
  onWhatIf: (next: WhatIf) => void
}

function Taken({ answer, input, whatIf, onWhatIf }: Props) {
  const texts = useDecompositionTexts()
  const { row, profile, ahead } = answer
  const days = input.basis === 'whole' ? row.days.total : ahead.days.length
  // The same function as on the server: the sliders ask nobody.
  const need = useMemo(
    () => (profile && row.targetMinor !== null && days > 0 ? decompose(profile, row.targetMinor, days, whatIf) : null),
    [profile, row.targetMinor, days, whatIf],
  )
  if (!need || !profile || need.pipelines.length === 0)
    return (
      <>
        <p className={css.none}>
          {row.planMinor === null ? texts.message.noPlan : days === 0 ? texts.still.over : texts.why.noHistory}
        </p>
        {need && <WithoutBase need={need} />}
      </>
    )
  return (
    <>
      <Headline answer={answer} need={need} days={days} />
      <div className={css.columns}>
        <div className={css.main}>
          <Chain profile={profile} need={need} days={days} months={input.months} personId={row.personId} />
          <ContactsNeeded need={need} settings={answer.settings} norms={row.norms} />
        </div>
        <div className={css.aside}>
          <WhatIfSliders whatIf={whatIf} need={need} onChange={onWhatIf} />
          <StillPossible answer={answer} profile={profile} />
        </div>
      </div>
    </>
  )
}
