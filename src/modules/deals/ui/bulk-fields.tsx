import { Select, TextInput } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { FieldInput, shownFields, useFields } from '#modules/fields/ui/api.tsx'
import { api } from '#web/api.ts'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { ownerOptions, pipelinesInUse, stagesInUse, useDealsTexts, useReference } from './use-deals.ts'

/** Undefined: nothing is chosen yet. Null empties the field. */
export type BulkValue = string | number | readonly string[] | null | undefined

type Set = Parameters<typeof api.deals.bulkPreview>[0]['set']

/** A field that many deals can be given at once. */
export interface BulkField {
  id: string
  label: string
  input: (value: BulkValue, onChange: (value: BulkValue) => void) => ReactNode
  /** The value as a part of the question; null: not finished. */
  part: (value: BulkValue) => Set | null
}

/** The stage and the reason of a loss go together in one value. */
const REASON = '|'

const textOf = (value: BulkValue) => (typeof value === 'string' ? value : null)

/** Fields that the reader may set in many deals, with the company's own. */
export function useBulkFields(): readonly BulkField[] {
  const texts = useDealsTexts()
  const { data: reference } = useReference()
  const { data: own } = useFields('deal')
  return useMemo(() => {
    if (!reference) return []
    const words = texts.fields
    const stages = pipelinesInUse(reference).flatMap(stagesInUse)
    const reasons = optionsOf(reference.lossReasons.filter(({ archived }) => !archived))
    const fields: (BulkField | false)[] = [
      reference.may.reassign && {
        id: 'owner',
        label: words.owner,
        input: (value, onChange) => (
          <PersonPicker
            label={words.owner}
            options={ownerOptions(reference)}
            value={textOf(value)}
            onChange={onChange}
          />
        ),
        part: (value) => (typeof value === 'string' ? { ownerId: value } : null),
      },
      reference.may.move && {
        id: 'stage',
        label: words.stage,
        input(value, onChange) {
          const [stageId = null, reason = null] = textOf(value)?.split(REASON) ?? []
          const isLoss = stages.find(({ id }) => id === stageId)?.meaning === 'lost'
          return (
            <>
              <Select
                label={words.stage}
                data={pipelinesInUse(reference).map((pipeline) => ({
                  group: pipeline.name,
                  items: optionsOf(stagesInUse(pipeline)).map(({ value: id, label }) => ({ value: id, label })),
                }))}
                value={stageId}
                onChange={(id) => onChange(id ?? undefined)}
                maxDropdownHeight={320}
              />
              {isLoss && reasons.length > 0 && (
                <Choice
                  label={texts.loss.reason}
                  options={reasons}
                  value={reason}
                  onChange={(id) => onChange(`${stageId}${REASON}${id ?? ''}`)}
                />
              )}
            </>
          )
        },
        part(value) {
          const [stageId, lossReasonId] = textOf(value)?.split(REASON) ?? []
          if (!stageId) return null
          const isLoss = stages.find(({ id }) => id === stageId)?.meaning === 'lost'
          if (isLoss && reasons.length > 0 && !lossReasonId) return null
          return { stageId, ...(lossReasonId && { lossReasonId }) }
        },
      },
      {
        id: 'source',
        label: words.source,
        input: (value, onChange) => (
          <Choice
            label={words.source}
            options={[
              { value: '', label: texts.bulk.empty },
              ...optionsOf(reference.sources.filter(({ archived }) => !archived)),
            ]}
            value={value === null ? '' : textOf(value)}
            onChange={(id) => onChange(id === '' ? null : (id ?? undefined))}
          />
        ),
        part: (value) => (value === undefined ? null : { sourceId: textOf(value) }),
      },
      {
        id: 'expected',
        label: words.expected,
        input: (value, onChange) => (
          <TextInput
            type="date"
            label={words.expected}
            value={textOf(value) ?? ''}
            onChange={(event) => onChange(event.currentTarget.value || undefined)}
          />
        ),
        part: (value) => (typeof value === 'string' ? { expectedCloseOn: value } : null),
      },
      {
        id: 'amount',
        label: words.amount,
        input: (value, onChange) => (
          <MoneyField
            label={words.amount}
            value={typeof value === 'number' ? value : null}
            onChange={(minor) => onChange(minor ?? undefined)}
          />
        ),
        part: (value) => (typeof value === 'number' && value >= 0 ? { amountMinor: value } : null),
      },
    ]
    const added = shownFields(own).map((field): BulkField => ({
      id: `custom.${field.id}`,
      label: field.name,
      input: (value, onChange) => (
        <FieldInput
          field={field}
          people={own?.people}
          label={field.name}
          value={Array.isArray(value) ? [...(value as readonly string[])] : ((value ?? null) as string | number | null)}
          onChange={(next) => onChange(next ?? undefined)}
        />
      ),
      part: (value) =>
        value === undefined
          ? null
          : { custom: { [field.id]: Array.isArray(value) ? [...value] : (value as string | number | null) } },
    }))
    return [...fields.filter((field) => field !== false), ...added]
  }, [texts, reference, own])
}

/** The whole question of the chosen fields; null while nothing is finished. */
export function setOf(chosen: readonly { id: string; value: BulkValue }[], fields: readonly BulkField[]): Set | null {
  const parts = chosen.flatMap(({ id, value }) => fields.find((field) => field.id === id)?.part(value) ?? [])
  if (parts.length === 0 || parts.length < chosen.length) return null
  const custom = Object.assign({}, ...parts.map((part) => part.custom ?? {})) as NonNullable<Set['custom']>
  const joined: Set = Object.assign({}, ...parts)
  return Object.keys(custom).length > 0 ? { ...joined, custom } : joined
}
