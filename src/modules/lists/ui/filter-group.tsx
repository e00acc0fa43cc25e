import { ActionIcon, Button, Select } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useState } from 'react'
import { type Condition, FILTER_LIMITS, type Group, isGroup, operatorsOf, type Operator } from '../calc/filter.ts'
import type { BuilderField } from './builder-field.ts'
import css from './filter-builder.module.css'
import { FilterValue } from './filter-value.tsx'
import { useListsTexts } from './use-lists-texts.ts'

type Props = {
  group: Group
  depth: number
  fields: readonly BuilderField[]
  onChange: (group: Group) => void
}

/** The conditions of a group, and the groups in it. */
export function FilterGroup({ group, depth, fields, onChange }: Props) {
  const texts = useListsTexts().filter
  const { join, items } = group
  const put = (index: number, item: Condition | Group) => onChange({ join, items: items.with(index, item) })
  // What is typed stays in its line: after one is gone all are drawn anew.
  const [removed, setRemoved] = useState(0)
  const remove = (index: number) => {
    setRemoved(removed + 1)
    onChange({ join, items: items.toSpliced(index, 1) })
  }
  const fresh = (): Condition => {
    const [field] = fields
    const op = field ? (operatorsOf(field)[0] ?? 'has') : 'has'
    return { field: field?.id ?? '', op, values: [] }
  }
  return (
    <div className={css.group} data-depth={depth}>
      <div className={css.joinLine}>
        <span>{depth === 1 ? texts.title : texts.groupTitle}</span>
        <Select
          className={css.join ?? ''}
          aria-label={depth === 1 ? texts.title : texts.groupTitle}
          data={(['all', 'any'] as const).map((value) => ({ value, label: texts.joins[value] }))}
          value={join}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => onChange({ join: next === 'any' ? 'any' : 'all', items })}
        />
      </div>
      {items.length === 0 && depth === 1 && <p className={css.empty}>{texts.empty}</p>}
      {items.map((item, index) =>
        isGroup(item) ? (
          <div key={`${removed} ${index}`} className={css.nested}>
            <FilterGroup group={item} depth={depth + 1} fields={fields} onChange={(next) => put(index, next)} />
            <ActionIcon aria-label={texts.removeGroup} title={texts.removeGroup} onClick={() => remove(index)}>
              <IconX size={16} />
            </ActionIcon>
          </div>
        ) : (
          <ConditionLine
            key={`${removed} ${index}`}
            condition={item}
            fields={fields}
            onChange={(next) => put(index, next)}
            onRemove={() => remove(index)}
          />
        ),
      )}
      <div className={css.add}>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange({ join, items: [...items, fresh()] })}
        >
          {texts.add}
        </Button>
        {depth < FILTER_LIMITS.depth && (
          <Button
            variant="subtle"
            leftSection={<IconPlus size={16} />}
            onClick={() =>
              onChange({ join, items: [...items, { join: join === 'all' ? 'any' : 'all', items: [fresh()] }] })
            }
          >
            {texts.addGroup}
          </Button>
        )}
      </div>
    </div>
  )
}

type LineProps = {
  condition: Condition
  fields: readonly BuilderField[]
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function ConditionLine({ condition, fields, onChange, onRemove }: LineProps) {
  const texts = useListsTexts().filter
  const field = fields.find(({ id }) => id === condition.field)
  const label = field?.label ?? texts.unknown
  const isDate = field?.kind === 'day' || field?.kind === 'moment'
  // What is always there was not «missing for so long», but is so long ago.
  const opWords = (op: Operator) =>
    op === 'older' && field?.required
      ? texts.ago
      : ((isDate ? texts.dateOperators[op] : undefined) ?? texts.operators[op])
  const ops = field ? operatorsOf(field) : []
  return (
    <div className={css.line} role="group" aria-label={label}>
      <Select
        aria-label={texts.field}
        data={fields.map(({ id, label: name }) => ({ value: id, label: name }))}
        value={condition.field || null}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
        comboboxProps={{ withinPortal: false }}
        onChange={(id) => {
          const next = fields.find((one) => one.id === id)
          if (next && next.id !== condition.field)
            onChange({ field: next.id, op: operatorsOf(next)[0] ?? 'has', values: [] })
        }}
      />
      <Select
        className={css.operator ?? ''}
        aria-label={`${label}: ${texts.operator}`}
        data={ops.map((op) => ({ value: op, label: opWords(op) }))}
        value={condition.op}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(op) => {
          if (!op) return
          const isOther = (op === 'older') !== (condition.op === 'older')
          onChange({ ...condition, op: op, values: isOther ? [] : condition.values })
        }}
      />
      <div className={css.value}>
        {field && (
          <FilterValue
            key={`${field.id} ${condition.op}`}
            field={field}
            op={condition.op}
            values={condition.values}
            onChange={(values) => onChange({ ...condition, values })}
          />
        )}
      </div>
      <ActionIcon aria-label={texts.removeCondition(label)} title={texts.removeCondition(label)} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  )
}
