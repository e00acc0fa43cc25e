import { ActionIcon, Button, Modal, Select } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './bulk.module.css'
import { type BulkField, setOf, useBulkFields, type BulkValue } from './bulk-fields.tsx'
import { BulkOutcome } from './bulk-outcome.tsx'
import { type BulkTarget, useBulkRun } from './use-bulk-run.ts'
import { useDealsTexts } from './use-deals.ts'

type Props = { opened: boolean; onClose: () => void; onDone: () => void; target: BulkTarget }

/** Sets values of many deals: says first what would change and what not, then does it; what is done can be taken back. */
export function BulkDialog({ opened, onClose, ...props }: Props) {
  const texts = useDealsTexts().bulk
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{texts.title}</strong>}
      size={560}
      transitionProps={{ duration: 100 }}
    >
      {opened && <BulkForm {...props} onClose={onClose} />}
    </Modal>
  )
}

/** No value is finished yet. */
const NONE = 'null'
const read = (text: string) => JSON.parse(text) as NonNullable<ReturnType<typeof setOf>>

function BulkForm({ target, onClose, onDone }: Omit<Props, 'opened'>) {
  const all = useDealsTexts()
  const texts = all.bulk
  const format = useFormat()
  const errorText = useErrorText()
  const fields = useBulkFields()
  const [chosen, setChosen] = useState<readonly { id: string; value: BulkValue }[]>([])
  // As a text: an equal question is the same question.
  const set = JSON.stringify(setOf(chosen, fields))
  const [asked] = useDebouncedValue(set, 250)
  const preview = useQuery({
    queryKey: ['deals', 'bulkPreview', target, asked],
    queryFn: () => api.deals.bulkPreview({ target, set: read(asked) }),
    enabled: asked !== NONE,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  const run = useBulkRun({ onDone: () => (onDone(), onClose()) })
  const rest = fields.filter(({ id }) => !chosen.some((one) => one.id === id))
  const isReady = set !== NONE && asked === set && preview.data !== undefined && !preview.isFetching && !preview.error
  const changing = preview.data?.changed ?? 0
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && changing > 0) void run.start(target, read(set))
      }}
    >
      {chosen.map(({ id, value }, index) => {
        const field = fields.find((one) => one.id === id)
        return (
          field && (
            <div key={id} className={css.line}>
              <FieldValue
                field={field}
                value={value}
                onChange={(next) => setChosen(chosen.with(index, { id, value: next }))}
              />
              <ActionIcon
                aria-label={texts.leaveOut(field.label)}
                title={texts.leaveOut(field.label)}
                onClick={() => setChosen(chosen.toSpliced(index, 1))}
              >
                <IconX size={16} />
              </ActionIcon>
            </div>
          )
        )
      })}
      <Select
        key={chosen.length}
        label={chosen.length === 0 ? texts.what : texts.more}
        placeholder={texts.choose}
        data={rest.map(({ id, label }) => ({ value: id, label }))}
        value={null}
        searchable
        maxDropdownHeight={300}
        data-autofocus={chosen.length === 0 || undefined}
        onChange={(id) => id && setChosen([...chosen, { id, value: undefined }])}
      />
      {asked !== NONE && (
        <div className={css.preview} aria-live="polite">
          {preview.error ? (
            <p role="alert">{errorText(preview.error)}</p>
          ) : preview.data ? (
            <BulkOutcome outcome={preview.data} isAhead />
          ) : (
            <SkeletonText lines={2} />
          )}
          {preview.data?.later && <p className={css.hint}>{texts.later}</p>}
        </div>
      )}
      {run.error !== undefined && <ErrorState error={run.error} />}
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          {all.form.cancel}
        </Button>
        <Button type="submit" disabled={!isReady || changing === 0} loading={run.isRunning}>
          {isReady ? texts.apply(format.number(changing), changing) : texts.applyNothing}
        </Button>
      </div>
    </form>
  )
}

function FieldValue({
  field,
  value,
  onChange,
}: {
  field: BulkField
  value: BulkValue
  onChange: (value: BulkValue) => void
}) {
  return <div className={css.value}>{field.input(value, onChange)}</div>
}
