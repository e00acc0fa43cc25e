import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ActionLine, ActionLines, Note } from '#web/kit/action-lines.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { Absences } from './absences.tsx'
import { HandoverJournal } from './journal.tsx'
import { useHandoverTexts, useHoldingsLine } from './use-handover.ts'

/** What is left on people who are gone, who is away, what was handed over. */
export function HandoverPage() {
  const texts = useHandoverTexts()
  const go = useGo()
  const viewer = useViewer()
  return (
    <Page
      title={texts.title}
      actions={can(viewer, 'handOver') && <Button onClick={() => go({ to: '/handover/new' })}>{texts.hand}</Button>}
    >
      <LeftBehind />
      <Absences />
      <HandoverJournal />
    </Page>
  )
}

function LeftBehind() {
  const texts = useHandoverTexts()
  const format = useFormat()
  const go = useGo()
  const viewer = useViewer()
  const line = useHoldingsLine()
  const [all, setAll] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['handover', 'leftBehind'],
    queryFn: () => api.handover.leftBehind({}),
  })
  const shown = all ? data : data?.slice(0, 5)
  return (
    <Section title={texts.behind} hint={texts.behindHint}>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !shown ? (
        <SkeletonText lines={3} />
      ) : shown.length === 0 ? (
        <Note>{texts.nothingBehind}</Note>
      ) : (
        <ActionLines>
          {shown.map(({ person, leftOn, disabled, holdings }) => (
            <ActionLine
              key={person.id}
              actions={
                can(viewer, 'handOver') && (
                  <Button variant="default" onClick={() => go({ to: '/handover/new', search: { person: person.id } })}>
                    {texts.hand}
                  </Button>
                )
              }
            >
              <TwoLines
                first={person.name}
                second={[leftOn ? texts.left(format.dayFull(leftOn)) : disabled && texts.disabled, line(holdings)]
                  .filter(Boolean)
                  .join(' · ')}
              />
            </ActionLine>
          ))}
        </ActionLines>
      )}
      {data && data.length > 5 && !all && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {texts.showAll(data.length)}
        </Button>
      )}
    </Section>
  )
}
