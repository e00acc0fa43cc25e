import { Button } from '@mantine/core'
import { useState } from 'react'
import { toApiError } from '#web/api-error.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ButtonRow } from '#web/kit/action-lines.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { type CardPartProps, useGo } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { AbsenceDialog } from './absence-dialog.tsx'
import css from './handover.module.css'
import { useHandoverTexts, useHoldings, useHoldingsLine, useSubstitutions } from './use-handover.ts'

/** On a person's card: what he has, whether he is away, hand-over and substitution. */
export function PersonHoldings({ id }: CardPartProps) {
  const texts = useHandoverTexts()
  const words = texts.person
  const format = useFormat()
  const go = useGo()
  const { today } = useViewer()
  const line = useHoldingsLine()
  const [adds, setAdds] = useState(false)
  const { data, error, refetch } = useHoldings(id)
  const { data: absences } = useSubstitutions({ personId: id })
  if (error) {
    // Somebody of another team: there is nothing to arrange.
    if (['FORBIDDEN', 'NOT_FOUND'].includes(toApiError(error).code)) return null
    return <ErrorState error={error} onRepeat={() => void refetch()} />
  }
  if (!data) return <SkeletonText lines={2} />
  const { holdings, leftOn, disabled, may } = data
  const isLeft = disabled || (leftOn !== null && leftOn < today)
  const has = line(holdings) !== texts.nothing
  const isLeaving = has && (isLeft || leftOn !== null)
  return (
    <section className={css.part} aria-label={texts.title}>
      <h3>{isLeaving ? words.goneTitle : words.title}</h3>
      <p className={isLeaving ? css.warn : css.quiet}>
        {[
          leftOn && (leftOn < today ? texts.left(format.dayFull(leftOn)) : texts.leaves(format.dayFull(leftOn))),
          disabled && texts.disabled,
          line(holdings),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {absences?.map((one) => (
        <p key={one.id} className={css.quiet}>
          {one.absent.id === id
            ? [
                words.away(format.dayFull(one.startsOn), format.dayFull(one.endsOn)),
                one.substitute ? texts.absence.insteadOf(one.substitute.name) : texts.absence.withoutInstead,
              ].join(', ')
            : words.standsIn(one.absent.name, format.dayFull(one.endsOn))}
        </p>
      ))}
      <ButtonRow>
        {may.handOver && has && (
          <Button
            variant={isLeaving ? 'filled' : 'default'}
            onClick={() => go({ to: '/handover/new', search: { person: id } })}
          >
            {texts.hand}
          </Button>
        )}
        {may.substitute && !isLeft && (
          <Button variant="default" onClick={() => setAdds(true)}>
            {texts.addAbsence}
          </Button>
        )}
      </ButtonRow>
      <AbsenceDialog opened={adds} absentId={id} onClose={() => setAdds(false)} />
    </section>
  )
}
