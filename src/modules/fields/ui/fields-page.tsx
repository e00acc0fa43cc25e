import { ActionIcon, Button, Tabs } from '@mantine/core'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconArchiveOff from '@tabler/icons-react/dist/esm/icons/IconArchiveOff.mjs'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs'
import { useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useUndoToast } from '#web/kit/toast.tsx'
import { inOrderOf, stepped, useQuickChange } from '#web/kit/use-quick-change.ts'
import { type Field, fieldSubject, fieldSubjects } from '../contract.ts'
import { FileColumns } from './file-columns.tsx'
import { FieldPanel } from './field-panel.tsx'
import css from './fields.module.css'
import { useFieldChange } from './use-field-change.ts'
import { type FieldsAnswer, useFields, useFieldsTexts } from './use-fields.ts'

const search = z.object({
  of: fieldSubject.default('deal'),
  field: z.uuid().optional(),
  new: z.literal('1').optional(),
})

/** Own fields of deals, companies and contacts: what they hold, where they are shown and required. */
export function FieldsPage() {
  const texts = useFieldsTexts()
  const [{ of: subject, field: opened, new: adding }, change] = useSearchState(search)
  const answer = useFields(subject)
  const may = answer.data?.may.configure ?? false
  const field = answer.data?.fields.find(({ id }) => id === opened)
  return (
    <Page
      title={texts.title}
      width="narrow"
      actions={may && <Button onClick={() => change({ new: '1' })}>{texts.add}</Button>}
    >
      <p className={css.hint}>{may || !answer.data ? texts.hint : texts.noRights}</p>
      <Tabs value={subject} onChange={(value) => value && change({ of: value as typeof subject })}>
        <Tabs.List>
          {fieldSubjects.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {texts.subjects[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {answer.error ? (
        <ErrorState error={answer.error} onRepeat={() => void answer.refetch()} />
      ) : !answer.data ? (
        <SkeletonText lines={6} />
      ) : answer.data.fields.length === 0 ? (
        <EmptyState
          icon={IconForms}
          title={texts.emptyTitle}
          text={texts.emptyText}
          steps={texts.emptySteps}
          action={may && <Button onClick={() => change({ new: '1' })}>{texts.add}</Button>}
        />
      ) : (
        <FieldList fields={answer.data.fields} may={may} onOpen={(id) => change({ field: id })} />
      )}
      {may && subject === 'deal' && <FileColumns />}
      <FieldPanel
        key={`${subject}${opened ?? adding}`}
        subject={subject}
        field={field}
        opened={adding === '1' || field !== undefined}
        may={may}
        onClose={() => change({ field: undefined, new: undefined })}
      />
    </Page>
  )
}

type ListProps = { fields: readonly Field[]; may: boolean; onOpen: (id: string) => void }

function FieldList({ fields, may, onOpen }: ListProps) {
  const texts = useFieldsTexts()
  const [showsArchive, setShowsArchive] = useState(false)
  const { change, settle } = useFieldChange()
  const subject = fields[0]?.subject ?? 'deal'
  const order = useQuickChange<FieldsAnswer, string[]>(['fields', 'list', { subject }], {
    shown: (now, ids) => ({ ...now, fields: inOrderOf(now.fields, ids) }),
    send: (ids) => api.fields.order({ subject, ids }),
    settle,
  })
  const undo = useUndoToast()
  const inUse = fields.filter(({ archived }) => !archived)
  const archive = fields.filter(({ archived }) => archived)
  const shift = (index: number, step: -1 | 1) => order(stepped(inUse, index, step))
  const setArchived = async ({ id, name, version }: Field, archived: boolean) => {
    const put = (to: boolean) =>
      change(() =>
        sendInTurn(`field:${id}`, version, (present) => api.fields.edit({ id, version: present, archived: to })),
      )
    const done = await put(archived)
    if (!done || !archived) return
    undo({
      text: texts.archivedField(name),
      onUndo: () => put(false),
    })
  }
  return (
    <Section
      actions={
        archive.length > 0 && (
          <Button variant="subtle" onClick={() => setShowsArchive(!showsArchive)}>
            {showsArchive ? texts.hideArchived : texts.archived(archive.length)}
          </Button>
        )
      }
    >
      <ol className={css.list}>
        {[...inUse, ...(showsArchive ? archive : [])].map((field, index) => (
          <li key={field.id} data-archived={field.archived || undefined}>
            <FieldLine field={field} onOpen={() => onOpen(field.id)} />
            {may && (
              <span className={css.tools}>
                {!field.archived && (
                  <>
                    <ActionIcon
                      aria-label={`${texts.up}: ${field.name}`}
                      title={texts.up}
                      data-off={index === 0 || undefined}
                      onClick={() => shift(index, -1)}
                    >
                      <IconArrowUp size={16} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={`${texts.down}: ${field.name}`}
                      title={texts.down}
                      data-off={index === inUse.length - 1 || undefined}
                      onClick={() => shift(index, 1)}
                    >
                      <IconArrowDown size={16} />
                    </ActionIcon>
                  </>
                )}
                <ActionIcon
                  aria-label={`${field.archived ? texts.restore : texts.archive}: ${field.name}`}
                  title={field.archived ? texts.restore : texts.archive}
                  onClick={() => void setArchived(field, !field.archived)}
                >
                  {field.archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
                </ActionIcon>
              </span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function FieldLine({ field, onOpen }: { field: Field; onOpen: () => void }) {
  const texts = useFieldsTexts()
  const about = [
    texts.kinds[field.kind],
    field.pipelineIds && texts.somePipelines,
    field.requiredStageIds.length > 0 && texts.requiredStages(field.requiredStageIds.length),
  ]
  return (
    <button type="button" className={css.fieldButton} onClick={onOpen}>
      <strong>{field.name}</strong>
      <small>{about.filter(Boolean).join(' · ')}</small>
    </button>
  )
}
