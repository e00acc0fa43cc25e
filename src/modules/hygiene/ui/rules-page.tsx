import { Switch } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { Page } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './hygiene.module.css'
import { type Rule, useHygieneTexts, useRules } from './use-hygiene.ts'

/** Each rule is switched and its threshold set; saved at once. */
export function RulesPage() {
  const texts = useHygieneTexts()
  const words = texts.settings
  const { data, error, refetch } = useRules()
  return (
    <Page title={words.title} scope={words.text} width="narrow">
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={12} />
      ) : (
        <>
          {!data.may.configure && <p className={css.quiet}>{words.readOnly}</p>}
          <ul className={css.rules}>
            {data.rules.map((rule) => (
              <RuleLine key={`${rule.code} ${rule.threshold}`} rule={rule} mayEdit={data.may.configure} />
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}

function RuleLine({ rule, mayEdit }: { rule: Rule; mayEdit: boolean }) {
  const texts = useHygieneTexts()
  const words = texts.settings
  const client = useQueryClient()
  const errorText = useErrorText()
  const [enabled, setEnabled] = useState(rule.enabled)
  const [threshold, setThreshold] = useState<number | ''>(rule.threshold ?? '')
  const unit = words.unitOf[rule.code]
  const save = async (change: Partial<Pick<Rule, 'enabled' | 'threshold'>>) => {
    try {
      const next = { ...rule, enabled, ...(threshold !== '' && { threshold }), ...change }
      await api.hygiene.editRule({ code: next.code, enabled: next.enabled, threshold: next.threshold })
      say(words.saved)
      await client.invalidateQueries({ queryKey: ['hygiene'] })
      await client.invalidateQueries({ queryKey: ['home'] })
    } catch (thrown) {
      setEnabled(rule.enabled)
      say(errorText(thrown), 'bad')
    }
  }
  return (
    <li data-off={enabled ? undefined : true}>
      <Switch
        checked={enabled}
        disabled={!mayEdit}
        label={texts.rules[rule.code]}
        description={words.hints[rule.code]}
        onChange={(event) => {
          setEnabled(event.currentTarget.checked)
          void save({ enabled: event.currentTarget.checked })
        }}
      />
      {unit && (
        <NumberField
          className={css.threshold ?? ''}
          aria-label={`${texts.rules[rule.code]}: ${unit}`}
          description={unit}
          inputWrapperOrder={['input', 'description']}
          min={0}
          max={365}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          disabled={!mayEdit || !enabled}
          value={threshold}
          onChange={(value) => setThreshold(value === '' ? '' : Number(value))}
          onBlur={() => {
            if (threshold === '') setThreshold(rule.threshold ?? '')
            else if (threshold !== rule.threshold) void save({ threshold })
          }}
        />
      )}
    </li>
  )
}
