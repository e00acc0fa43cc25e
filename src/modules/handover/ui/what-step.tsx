import { Button, Checkbox } from '@mantine/core'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ButtonRow, Note } from '#web/kit/action-lines.tsx'
import { type RecordKind, recordKinds } from '../contract.ts'
import css from './handover.module.css'
import { leavesRules, type PersonState, useHandoverTexts } from './use-handover.ts'
import type { Choices } from './whom-step.tsx'

type Props = {
  state: PersonState
  choices: Choices
  onChange: (patch: Partial<Choices>) => void
  onNext: () => void
}

/** What the person has, with counts and money; each kind may be left out. */
export function WhatStep({ state, choices, onChange, onNext }: Props) {
  const texts = useHandoverTexts()
  const words = texts.wizard
  const format = useFormat()
  const { holdings } = state
  const toggle = (kind: RecordKind) =>
    onChange({
      table: [],
      kinds: recordKinds.filter((one) => (one === kind ? !choices.kinds.includes(one) : choices.kinds.includes(one))),
    })
  const moneyOf = (kind: RecordKind) => {
    if (kind === 'deal' && holdings.deal > 0) return format.money(holdings.dealsMinor)
    return kind === 'billed' && holdings.billed > 0 ? words.owed(format.money(holdings.owedMinor)) : undefined
  }
  return (
    <div className={css.step}>
      <ul className={css.holdings}>
        {recordKinds.map((kind) => (
          <li key={kind}>
            <Checkbox
              label={`${texts.kindNames[kind]}: ${format.number(holdings[kind])}`}
              description={moneyOf(kind)}
              disabled={holdings[kind] === 0}
              checked={holdings[kind] > 0 && choices.kinds.includes(kind)}
              onChange={() => toggle(kind)}
            />
          </li>
        ))}
      </ul>
      {(holdings.planMonths > 0 || holdings.rules > 0) && (
        <Note>
          {[
            holdings.planMonths > 0 && texts.plan(holdings.planMonths, format.money(holdings.planMinor)),
            holdings.rules > 0 && texts.rules(holdings.rules),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Note>
      )}
      <Note>{[words.whatText, leavesRules(state) && words.rulesText].filter(Boolean).join(' ')}</Note>
      <ButtonRow>
        <Button disabled={choices.kinds.length === 0} onClick={onNext}>
          {words.next}
        </Button>
      </ButtonRow>
    </div>
  )
}
