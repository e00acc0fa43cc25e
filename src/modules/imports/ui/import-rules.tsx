import { Select, TextInput } from '@mantine/core'
import { currencies } from '#core/money/currency.ts'
import { Section } from '#web/kit/page.tsx'
import { REPEATED } from '../calc/mapping.ts'
import css from './imports.module.css'
import { type Mapping, useImportTexts } from './use-imports.ts'

interface Props {
  mapping: Mapping
  hasId: boolean
  hasStage: boolean
  repeatedIds: number
  onChange: (change: Partial<Mapping>) => void
}

/** What happens to deals that are here already, repeat, or name no currency. */
export function ImportRules({ mapping, hasId, hasStage, repeatedIds, onChange }: Props) {
  const texts = useImportTexts()
  const { existingOptions, missingOptions, repeatedOptions } = texts.map
  return (
    <Section title={texts.map.settings}>
      {!hasId && <p className={css.note}>{texts.map.noId}</p>}
      {!hasStage && <p className={css.note}>{texts.map.noStage}</p>}
      <div className={css.fields}>
        <Select
          label={texts.map.existing}
          data={(['update', 'skip'] as const).map((value) => ({ value, label: existingOptions[value] }))}
          value={mapping.existing}
          allowDeselect={false}
          onChange={(existing) => onChange({ existing: existing === 'skip' ? 'skip' : 'update' })}
        />
        <Select
          label={texts.map.missing}
          data={(['create', 'skip'] as const).map((value) => ({ value, label: missingOptions[value] }))}
          value={mapping.missing}
          allowDeselect={false}
          onChange={(missing) => onChange({ missing: missing === 'skip' ? 'skip' : 'create' })}
        />
        {hasId && (repeatedIds > 0 || mapping.repeated !== 'reject') && (
          <Select
            label={texts.map.repeated}
            description={repeatedIds > 0 ? texts.map.repeatedFound(repeatedIds) : null}
            data={REPEATED.map((value) => ({ value, label: repeatedOptions[value] }))}
            value={mapping.repeated}
            allowDeselect={false}
            onChange={(repeated) => onChange({ repeated: REPEATED.find((one) => one === repeated) ?? 'reject' })}
          />
        )}
        <Select
          label={texts.map.currency}
          data={[...currencies]}
          value={mapping.currency}
          searchable
          allowDeselect={false}
          onChange={(currency) =>
            onChange({ currency: currencies.find((one) => one === currency) ?? mapping.currency })
          }
        />
        {hasId && (
          <TextInput
            label={texts.map.system}
            description={texts.map.systemHint}
            value={mapping.system}
            maxLength={60}
            onChange={(event) => onChange({ system: event.currentTarget.value })}
          />
        )}
      </div>
    </Section>
  )
}
