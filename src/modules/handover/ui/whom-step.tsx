import { Button, MultiSelect, Radio, SegmentedControl, TextInput } from '@mantine/core'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ButtonRow, Note } from '#web/kit/action-lines.tsx'
import { PersonPicker } from '#web/kit/choice.tsx'
import { type HandoverRule, methods, type RecordKind } from '../contract.ts'
import css from './handover.module.css'
import { type PersonState, useHandoverTexts, useReceivers } from './use-handover.ts'

export type Choices = Pick<HandoverRule, 'method' | 'toIds' | 'table' | 'plan'> & { kinds: RecordKind[]; note: string }

type Props = {
  state: PersonState
  choices: Choices
  onChange: (patch: Partial<Choices>) => void
  onBack: () => void
  onNext: () => void
}

/** To whom, in which way, and what becomes of the plan. */
export function WhomStep({ state, choices, onChange, onBack, onNext }: Props) {
  const words = useHandoverTexts().wizard
  const format = useFormat()
  const receivers = useReceivers(state.person.id)
  const { method, toIds, plan, note } = choices
  const { planMonths, planMinor } = state.holdings
  return (
    <div className={`${css.step} ${css.fields}`}>
      <div>
        <SegmentedControl
          aria-label={words.method}
          value={method}
          onChange={(value) => onChange({ method: value, toIds: value === 'one' ? toIds.slice(0, 1) : toIds })}
          data={methods.map((value) => ({ value, label: words.methods[value] }))}
        />
        <Note>{words.methodHints[method]}</Note>
      </div>
      {method === 'one' ? (
        <PersonPicker
          label={words.person}
          options={receivers}
          value={toIds[0] ?? null}
          onChange={(id) => onChange({ toIds: id ? [id] : [] })}
        />
      ) : (
        <MultiSelect
          label={words.people}
          data={receivers.map(({ value, label }) => ({ value, label }))}
          value={toIds}
          onChange={(ids) => onChange({ toIds: ids })}
          searchable
          clearable
        />
      )}
      {planMonths > 0 && (
        <Radio.Group
          label={words.plan}
          description={words.planHint(planMonths, format.money(planMinor))}
          value={plan}
          onChange={(value) => onChange({ plan: value })}
        >
          <Radio mt="xs" value="move" label={words.plans.move} />
          <Radio mt="xs" value="leave" label={words.plans.leave} />
        </Radio.Group>
      )}
      <TextInput
        label={words.note}
        placeholder={words.notePlaceholder}
        value={note}
        maxLength={500}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
      <ButtonRow>
        <Button variant="default" onClick={onBack}>
          {words.back}
        </Button>
        <Button disabled={toIds.length === 0} onClick={onNext}>
          {words.next}
        </Button>
      </ButtonRow>
    </div>
  )
}
