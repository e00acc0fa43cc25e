import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import type { Rule } from '../contract.ts'
import css from './cases.module.css'
import { useCasesTexts } from './use-cases.ts'

/** From when a figure is a deviation: each rule is switched and its thresholds set; saved at once. */
export function CaseRulesPage() {
  const { settings: words } = useCasesTexts()
  const { data, error, refetch } = useQuery({ queryKey: ['cases', 'rules'], queryFn: () => api.cases.rules({}) })
  return (
    <Page title={words.title} scope={words.text} width="narrow">
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={10} />
      ) : (
        <>
          {!data.may.edit && <p className={css.quiet}>{words.readOnly}</p>}
          <Section>
            <ul className={css.rules}>
              {data.rules.map((rule) => (
                <RuleLine key={rule.code} rule={rule} mayEdit={data.may.edit} />
              ))}
            </ul>
          </Section>
        </>
      )}
    </Page>
  )
}

function RuleLine({ rule, mayEdit }: { rule: Rule; mayEdit: boolean }) {
  const texts = useCasesTexts()
  const words = texts.settings
  const client = useQueryClient()
  const errorText = useErrorText()
  const [draft, setDraft] = useState(rule)
  const save = async (next: Rule) => {
    setDraft(next)
    try {
      await putAnswer(client, ['cases', 'rules'], await api.cases.editRule(next))
      say(words.saved)
    } catch (thrown) {
      setDraft(rule)
      say(errorText(thrown), 'bad')
    }
  }
  const saveIfChanged = () => {
    if (draft.threshold !== rule.threshold || draft.leastMinor !== rule.leastMinor) void save(draft)
  }
  return (
    <li data-off={draft.enabled ? undefined : true}>
      <Switch
        checked={draft.enabled}
        disabled={!mayEdit}
        label={texts.metrics[rule.code]}
        description={words.hints[rule.code]}
        onChange={(event) => void save({ ...draft, enabled: event.currentTarget.checked })}
      />
      <div className={css.two} onBlur={saveIfChanged}>
        <NumberField
          label={words.threshold}
          min={1}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
          disabled={!mayEdit || !draft.enabled}
          value={Math.round(draft.threshold * 100)}
          onChange={(value) => setDraft({ ...draft, threshold: Number(value) / 100 })}
        />
        <MoneyField
          label={words.least}
          disabled={!mayEdit || !draft.enabled}
          value={draft.leastMinor}
          onChange={(leastMinor) => setDraft({ ...draft, leastMinor: Math.max(0, leastMinor ?? 0) })}
        />
      </div>
    </li>
  )
}
