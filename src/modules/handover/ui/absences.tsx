import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ActionLine, ActionLines, ButtonRow, Note } from '#web/kit/action-lines.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { AbsenceDialog } from './absence-dialog.tsx'
import { type Substitution, useHandoverTexts, useHandoverWork, useSubstitutions } from './use-handover.ts'

/** Who is away now and later, and who stands in. */
export function Absences() {
  const texts = useHandoverTexts()
  const words = texts.absence
  const format = useFormat()
  const viewer = useViewer()
  const work = useHandoverWork()
  const { data, error, refetch } = useSubstitutions()
  const [edited, setEdited] = useState<Substitution | 'new'>()
  const end = async ({ id }: Substitution) => {
    if (await work(() => api.handover.cancelSubstitution({ id }))) say(words.ended)
  }
  return (
    <Section title={texts.absences} hint={texts.absencesHint}>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={3} />
      ) : data.length === 0 ? (
        <Note>{texts.noAbsences}</Note>
      ) : (
        <ActionLines>
          {data.map((one) => (
            <ActionLine
              key={one.id}
              actions={
                one.may.edit && (
                  <>
                    <Button variant="default" onClick={() => setEdited(one)}>
                      {words.change}
                    </Button>
                    <Button variant="default" onClick={() => void end(one)}>
                      {words.end}
                    </Button>
                  </>
                )
              }
            >
              <TwoLines
                first={one.absent.name}
                second={[
                  one.reason ? words.reasons[one.reason] : words.away,
                  words.days(format.dayFull(one.startsOn), format.dayFull(one.endsOn)),
                  words.states[one.state],
                  one.substitute ? words.insteadOf(one.substitute.name) : words.withoutInstead,
                  one.note,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              />
            </ActionLine>
          ))}
        </ActionLines>
      )}
      {can(viewer, 'substitute') && (
        <ButtonRow below>
          <Button variant="default" onClick={() => setEdited('new')}>
            {texts.addAbsence}
          </Button>
        </ButtonRow>
      )}
      <AbsenceDialog
        key={edited === undefined || edited === 'new' ? 'new' : edited.id}
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        known={edited === 'new' ? undefined : edited}
      />
    </Section>
  )
}
