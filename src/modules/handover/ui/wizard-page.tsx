import { useState } from 'react'
import { z } from 'zod'
import { PersonPicker } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { Stepper } from '#web/kit/stepper.tsx'
import { useDraft } from '#web/kit/use-draft.ts'
import { recordKinds } from '../contract.ts'
import { CheckStep } from './check-step.tsx'
import { DoneStep } from './done-step.tsx'
import css from './handover.module.css'
import { leavesRules, useHandoverTexts, useHoldings, usePeople, useReceivers } from './use-handover.ts'
import { WhatStep } from './what-step.tsx'
import { type Choices, WhomStep } from './whom-step.tsx'

const search = z.object({ person: z.uuid().optional(), step: z.enum(['what', 'whom', 'check']).default('what') })
type AskedStep = z.output<typeof search>['step']
type StepName = AskedStep | 'done'

/** The wizard of a hand-over: what there is, to whom, a look at it, done. */
export function HandoverWizardPage() {
  const texts = useHandoverTexts()
  const words = texts.wizard
  const [{ person, step }, change] = useSearchState(search)
  const people = usePeople()
  const { data, error, refetch } = useHoldings(person)
  return (
    <Page title={data ? words.title(data.person.name) : texts.title}>
      {!person && (
        <Section title={words.choose}>
          <p className={css.choose}>{words.chooseText}</p>
          <div className={css.picker}>
            <PersonPicker
              aria-label={words.choose}
              options={people}
              value={null}
              onChange={(next) => change({ person: next ?? undefined }, { replace: false })}
            />
          </div>
        </Section>
      )}
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : data ? (
        <Steps
          key={data.person.id}
          state={data}
          asked={step}
          goTo={(next) => change({ step: next }, { replace: false })}
        />
      ) : (
        person && <SkeletonForm fields={4} />
      )}
    </Page>
  )
}

type StepsProps = {
  state: NonNullable<ReturnType<typeof useHoldings>['data']>
  /** By the address: the Back of the browser and a reload lose nothing. */
  asked: AskedStep
  goTo: (step: AskedStep) => void
}

function Steps({ state, asked, goTo }: StepsProps) {
  const texts = useHandoverTexts()
  const words = texts.wizard
  const [done, setDone] = useState<string>()
  const receivers = useReceivers(state.person.id)
  const [draft, set, forget] = useDraft<Choices>(`handover.${state.person.id}`, {
    kinds: [...recordKinds],
    method: 'even',
    toIds: [],
    table: [],
    plan: state.holdings.planMonths > 0 ? 'move' : 'leave',
    note: '',
  })
  // Who has left since the draft was made takes nothing over.
  const toIds = draft.toIds.filter((id) => receivers.length === 0 || receivers.some(({ value }) => value === id))
  const choices = { ...draft, toIds }
  const hasRules = leavesRules(state)
  const has = recordKinds.some((kind) => state.holdings[kind] > 0) || state.holdings.planMonths > 0 || hasRules
  if (!has && !done) return <EmptyState title={words.empty} text={words.emptyText} />
  const isChosen = choices.toIds.length > 0
  const step: StepName = done ? 'done' : asked === 'check' && !isChosen ? 'whom' : asked
  const personId = state.person.id
  const names: StepName[] = ['what', 'whom', 'check', 'done']
  return (
    <>
      <Stepper
        steps={names.map((id) => ({ id, label: words.steps[id] }))}
        current={step}
        {...(!done && { onStep: (id: string) => goTo(id as AskedStep) })}
      />
      <Section title={words.steps[step]}>
        {step === 'what' && <WhatStep state={state} choices={choices} onChange={set} onNext={() => goTo('whom')} />}
        {step === 'whom' && (
          <WhomStep
            state={state}
            choices={choices}
            onChange={(patch) => set({ ...patch, table: [] })}
            onBack={() => goTo('what')}
            onNext={() => goTo('check')}
          />
        )}
        {step === 'check' && (
          <CheckStep
            personId={personId}
            choices={choices}
            hasRules={hasRules && choices.kinds.includes('lead')}
            onChange={set}
            onBack={() => goTo('whom')}
            onDone={(id) => {
              setDone(id)
              forget()
            }}
          />
        )}
        {step === 'done' && done && <DoneStep id={done} />}
      </Section>
    </>
  )
}
