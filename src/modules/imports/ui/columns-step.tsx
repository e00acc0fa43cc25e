import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { api } from '#web/api.ts'
import { Section } from '#web/kit/page.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { REQUIRED, TARGETS } from '../calc/targets.ts'
import css from './imports.module.css'
import { ImportRules } from './import-rules.tsx'
import { SaveMapping } from './save-mapping.tsx'
import { type FoundColumn, type ImportDetails, type Mapping, useImportTexts, useImportWords } from './use-imports.ts'

type Choice = Mapping['columns'][number]
const SKIP = '-'

interface Props {
  one: ImportDetails
  goTo: (step: 'match' | 'check') => void
  onChange: () => Promise<void>
}

/** What each column of the file means. */
export function ColumnsStep({ one, goTo, onChange }: Props) {
  const texts = useImportTexts()
  const words = useImportWords()
  const errorText = useErrorText()
  const { suggestion, file } = one
  const [mapping, setMapping] = useState<Mapping | null>(suggestion?.mapping ?? null)
  const [showAll, setShowAll] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  if (!mapping || !file || !suggestion) return null
  const byColumn = new Map(mapping.columns.map((choice) => [choice.column, choice]))
  const targets = new Set(mapping.columns.map(({ target }) => target))
  const missing = REQUIRED[one.kind].filter((target) => !targets.has(target))
  const set = (column: number, change: Partial<Choice> | null) => {
    const others = mapping.columns.filter((choice) => choice.column !== column)
    const own = change && { column, target: '', ...byColumn.get(column), ...change }
    setMapping({ ...mapping, columns: own ? [...others, own] : others })
  }
  const next = async () => {
    setBusy(true)
    setProblem('')
    try {
      goTo(one.kind === 'deals' ? 'match' : 'check')
      await api.imports.map({
        id: one.id,
        mapping: { ...mapping, columns: mapping.columns.toSorted((a, b) => a.column - b.column) },
      })
      if (one.kind !== 'deals') await api.imports.check({ id: one.id })
      await onChange()
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  const shown = file.columns.filter(
    ({ index, type }) => showAll || (type !== 'empty' && (byColumn.has(index) || file.columns.length <= 30)),
  )
  const hidden = file.columns.length - shown.length
  const isDeals = one.kind === 'deals'
  return (
    <>
      <p className={css.lead}>
        {suggestion.savedName ? texts.map.saved(suggestion.savedName) : (texts.map.preset[mapping.preset] ?? '')}{' '}
        {texts.map.lead}
      </p>
      <Section title={texts.steps.columns} flush>
        <table className={css.table}>
          <thead>
            <tr>
              <th>{texts.map.column}</th>
              <th>{texts.map.samples}</th>
              <th>{texts.map.target}</th>
              <th>{texts.map.how}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => (
              <ColumnLine
                key={column.index}
                column={column}
                kind={one.kind}
                choice={byColumn.get(column.index)}
                taken={targets}
                unsure={suggestion.unsure.includes(column.index)}
                onChange={(change) => set(column.index, change)}
              />
            ))}
          </tbody>
        </table>
      </Section>
      {(hidden > 0 || showAll) && (
        <div>
          <Button variant="subtle" onClick={() => setShowAll(!showAll)}>
            {showAll ? texts.map.hideOthers : texts.map.others(hidden)}
          </Button>
        </div>
      )}
      {isDeals && (
        <ImportRules
          mapping={mapping}
          hasId={targets.has('externalId')}
          hasStage={targets.has('stage')}
          repeatedIds={one.repeatedIds}
          onChange={(change) => setMapping({ ...mapping, ...change })}
        />
      )}
      {missing.map((target) => (
        <p key={target} className={css.problem}>
          {texts.map.need(words.targets[target as keyof typeof words.targets])}
        </p>
      ))}
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={css.bar}>
        <Button loading={busy} disabled={missing.length > 0 || file.rows === 0} onClick={() => void next()}>
          {isDeals ? texts.map.next : texts.map.check}
        </Button>
        {one.mapping && <SaveMapping one={one} />}
      </div>
    </>
  )
}

interface LineProps {
  column: FoundColumn
  kind: ImportDetails['kind']
  choice: Choice | undefined
  taken: ReadonlySet<string>
  unsure: boolean
  onChange: (change: Partial<Choice> | null) => void
}

function ColumnLine({ column, kind, choice, taken, unsure, onChange }: LineProps) {
  const texts = useImportTexts()
  const words = useImportWords()
  const format = useFormat()
  const all = TARGETS[kind]
  const options = [
    { value: SKIP, label: texts.map.skip },
    ...Object.entries(all).map(([target, { many }]) => ({
      value: target,
      label: words.targets[target as keyof typeof words.targets],
      disabled: !many && taken.has(target) && choice?.target !== target,
    })),
  ]
  const value = choice ? all[choice.target]?.value : undefined
  const isDate = value === 'date'
  const isNumber = value === 'money' || value === 'number'
  const unclearNumber = isNumber && column.numberStyle.ambiguous && !choice?.numberStyle
  const warnings = [
    choice && unsure && texts.map.unsure,
    isDate && column.dateOrder?.ambiguous && texts.map.ambiguousDate,
    isDate && column.dateOrder?.mixed && texts.map.mixedDate,
    unclearNumber && texts.map.ambiguousNumber,
  ].filter(Boolean)
  return (
    <tr {...(warnings.length > 0 && { 'data-tone': 'behind' })}>
      <td>
        {column.label}
        <span className={css.sub}>
          {column.type === 'empty'
            ? texts.map.empty
            : texts.map.filled(format.share(column.filledShare, { digits: 0 }))}
        </span>
      </td>
      <td className={css.samples}>
        {column.values
          .slice(0, 4)
          .map(({ text }) => text)
          .join(' · ')
          .slice(0, 160)}
      </td>
      <td>
        <Select
          aria-label={`${texts.map.target}: ${column.label}`}
          data={options}
          value={choice?.target ?? SKIP}
          allowDeselect={false}
          searchable
          onChange={(target) => onChange(target === null || target === SKIP ? null : { target })}
        />
        {warnings.map((text) => (
          <span key={String(text)} className={css.warn}>
            {text}
          </span>
        ))}
      </td>
      <td>
        {isDate && (
          <Select
            aria-label={`${texts.map.how}: ${column.label}`}
            data={(['DMY', 'MDY', 'YMD'] as const).map((order) => ({ value: order, label: texts.map.orders[order] }))}
            value={choice?.dateOrder ?? column.dateOrder?.order ?? 'DMY'}
            allowDeselect={false}
            onChange={(order) => onChange({ dateOrder: (['DMY', 'MDY', 'YMD'] as const).find((one) => one === order) })}
          />
        )}
        {isNumber && (column.numberStyle.ambiguous || column.numberStyle.mixed || choice?.numberStyle) && (
          <Select
            aria-label={`${texts.map.how}: ${column.label}`}
            data={(['decimal-comma', 'decimal-point', 'auto'] as const).map((style) => ({
              value: style,
              label: texts.map.styles[style],
            }))}
            value={choice?.numberStyle ?? 'auto'}
            allowDeselect={false}
            onChange={(style) =>
              onChange({
                numberStyle: (['decimal-comma', 'decimal-point', 'auto'] as const).find((one) => one === style),
              })
            }
          />
        )}
      </td>
    </tr>
  )
}
