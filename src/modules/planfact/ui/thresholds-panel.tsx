import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { NumberField } from '#web/kit/number-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import type { planfactContract } from '../contract.ts'
import css from './planfact.module.css'
import { usePlanfactTexts } from './use-planfact.ts'

type Thresholds = Outputs<typeof planfactContract>['setThresholds']

const BP = 100

/** From when on a line is behind, far behind, and a plan unlikely. */
export function ThresholdsPanel({ thresholds, onClose }: { thresholds: Thresholds; onClose: () => void }) {
  const texts = usePlanfactTexts()
  const words = texts.thresholds
  const errorText = useErrorText()
  const client = useQueryClient()
  const { version: saved, ...values } = thresholds
  const followed = useFollowed(values, saved)
  const typed = followed.values
  const save = useMutation({
    mutationFn: () =>
      sendInTurn('planfactThresholds', followed.version, (version) =>
        api.planfact.setThresholds({ ...followed.now(), version }),
      ),
    onError: () => client.invalidateQueries({ queryKey: ['planfact'] }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['planfact'] })
      say(words.saved)
      onClose()
    },
  })
  const isReversed = typed.alarmBp > typed.watchBp
  const field = (name: 'watchBp' | 'alarmBp' | 'unlikelyBp', label: string, max: number) => (
    <NumberField
      label={label}
      min={0}
      max={max}
      decimalScale={1}
      value={typed[name] / BP}
      error={name === 'alarmBp' && isReversed && words.reversed}
      onChange={(value) => followed.change({ [name]: Math.round((Number(value) || 0) * BP) })}
    />
  )
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <Button loading={save.isPending} disabled={isReversed || typed.watchBp < 1} onClick={() => save.mutate()}>
          {words.save}
        </Button>
      }
    >
      <div className={css.fields}>
        <p>{words.intro}</p>
        {field('watchBp', words.watch, 200)}
        {field('alarmBp', words.alarm, 200)}
        {field('unlikelyBp', words.unlikely, 100)}
        {save.error && <p role="alert">{errorText(save.error)}</p>}
        <Theirs of={followed} onMine={() => save.mutate()} />
      </div>
    </SidePanel>
  )
}
