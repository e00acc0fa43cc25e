import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FieldRow } from '#web/kit/form.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import { LIMITED_ROLES, type Limits } from '../calc/discount.ts'
import css from './products.module.css'
import { useProductsTexts } from './use-products.ts'

/** How far below the price list each role may go by itself. */
export function DiscountLimits() {
  const { limits: texts } = useProductsTexts()
  const query = useQuery({ queryKey: ['products', 'limits'], queryFn: () => api.products.discountLimits({}) })
  return (
    <Section title={texts.title} hint={texts.hint}>
      {query.data ? (
        <LimitsForm limits={query.data.limits} mayEdit={query.data.may.edit} />
      ) : query.error ? (
        <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
      ) : (
        <SkeletonText lines={2} />
      )}
    </Section>
  )
}

function LimitsForm({ limits, mayEdit }: { limits: Limits; mayEdit: boolean }) {
  const { limits: texts } = useProductsTexts()
  const errorText = useErrorText()
  const client = useQueryClient()
  const followed = useFollowed(limits)
  const typed = followed.values
  const save = useMutation({
    mutationFn: (sent: Limits) => api.products.setDiscountLimits({ limits: sent }),
    onSuccess: (_saved, sent) => {
      followed.sent(sent)
      say(texts.saved)
      void client.invalidateQueries({ queryKey: ['products', 'limits'] })
    },
  })
  return (
    <>
      <FieldRow>
        {LIMITED_ROLES.map((role) => (
          <NumberField
            key={role}
            label={texts.roles[role]}
            suffix=" %"
            min={0}
            max={100}
            decimalScale={2}
            hideControls
            readOnly={!mayEdit}
            value={typed[role] / 100}
            onChange={(value) => followed.change({ [role]: Math.round(Number(value || 0) * 100) })}
          />
        ))}
        {mayEdit && (
          <Button
            className={css.besideFields ?? ''}
            disabled={!followed.isDirty}
            loading={save.isPending}
            onClick={() => save.mutate(followed.now())}
          >
            {texts.save}
          </Button>
        )}
      </FieldRow>
      <p className={css.quiet}>{texts.owner}</p>
      <Theirs of={followed} onMine={() => save.mutate(followed.now())} />
      {save.error && (
        <p className={css.problem} role="alert">
          {errorText(save.error)}
        </p>
      )}
    </>
  )
}
