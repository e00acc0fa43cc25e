import { Button } from '@mantine/core'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ActionLine, ActionLines } from '#web/kit/action-lines.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { type Absence, useAbsencesTexts } from './use-absences.ts'

type Props = {
  rows: readonly Absence[]
  onEdit: (one: Absence) => void
  onCancel: (one: Absence) => void
  onApprove?: (one: Absence) => unknown
  onDecline?: (one: Absence) => void
}

/** Absences as lines with what the reader may do. */
export function AbsenceList({ rows, onEdit, onCancel, onApprove, onDecline }: Props) {
  const texts = useAbsencesTexts().absences
  const format = useFormat()
  return (
    <ActionLines>
      {rows.map((one) => (
        <ActionLine
          key={one.id}
          actions={
            <>
              {onApprove && one.may.decide && <Button onClick={() => void onApprove(one)}>{texts.approve}</Button>}
              {onDecline && one.may.decide && (
                <Button variant="default" onClick={() => onDecline(one)}>
                  {texts.decline}
                </Button>
              )}
              {one.may.edit && (
                <Button variant="default" onClick={() => onEdit(one)}>
                  {texts.edit}
                </Button>
              )}
              {one.may.cancel && !onApprove && (
                <Button variant="subtle" onClick={() => onCancel(one)}>
                  {texts.callOff}
                </Button>
              )}
            </>
          }
        >
          <TwoLines
            first={one.person.name}
            second={[
              one.kind ? texts.kinds[one.kind] : texts.away,
              `${format.dayFull(one.fromOn)} – ${format.dayFull(one.toOn)}`,
              texts.days(one.workingDays),
              texts.states[one.state],
              one.state === 'declined'
                ? one.decisionNote
                : one.substitute
                  ? texts.instead(one.substitute.name)
                  : texts.noInstead,
              one.note,
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        </ActionLine>
      ))}
    </ActionLines>
  )
}
