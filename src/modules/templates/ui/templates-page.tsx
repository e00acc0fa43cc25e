import { Button } from '@mantine/core'
import IconTemplate from '@tabler/icons-react/dist/esm/icons/IconTemplate.mjs'
import { useState } from 'react'
import { z } from 'zod'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { type Channel, channels, type Template } from '../contract.ts'
import { can } from '../policy.ts'
import { TemplateEditor } from './template-editor.tsx'
import css from './templates.module.css'
import { useTemplates, useTemplateTexts } from './use-templates.ts'

const search = z.object({ archive: z.coerce.string().optional() })

/** Letters and messages that the company writes again and again. */
export function TemplatesPage() {
  const texts = useTemplateTexts()
  const may = can(useViewer(), 'configure')
  const [{ archive }, change] = useSearchState(search)
  const { data, error, refetch } = useTemplates(Boolean(archive))
  const [edited, setEdited] = useState<Template | 'new' | null>(null)
  const add = may && <Button onClick={() => setEdited('new')}>{texts.add}</Button>
  return (
    <Page title={texts.title} width="narrow" actions={data && data.length > 0 && add}>
      <p className={css.hint}>{texts.hint}</p>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={6} />
      ) : data.length === 0 ? (
        <EmptyState icon={IconTemplate} title={texts.emptyTitle} text={texts.emptyText} action={add} />
      ) : (
        channels.map((channel) => (
          <OfChannel
            key={channel}
            channel={channel}
            templates={data.filter((one) => one.channel === channel)}
            onOpen={may ? setEdited : undefined}
          />
        ))
      )}
      {may && data && (
        <Button
          className={css.archive ?? ''}
          variant="subtle"
          onClick={() => change({ archive: archive ? undefined : '1' })}
        >
          {archive ? texts.hideArchive : texts.showArchive}
        </Button>
      )}
      <SidePanel
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === 'new' ? texts.add : texts.edit}
        width={560}
      >
        {edited !== null && (
          <TemplateEditor
            key={edited === 'new' ? 'new' : edited.id}
            template={edited === 'new' ? null : edited}
            onDone={() => setEdited(null)}
          />
        )}
      </SidePanel>
    </Page>
  )
}

type ListProps = { channel: Channel; templates: readonly Template[]; onOpen: ((one: Template) => void) | undefined }

function OfChannel({ channel, templates, onOpen }: ListProps) {
  const texts = useTemplateTexts()
  if (templates.length === 0) return null
  return (
    <Section title={texts.channels[channel]}>
      <ul className={css.list}>
        {templates.map((one) => (
          <li key={one.id} data-archived={one.archived || undefined}>
            <button type="button" className={css.template} disabled={!onOpen} onClick={() => onOpen?.(one)}>
              <span className={css.name}>
                {one.name}
                {one.archived && <span className={css.mark}>{texts.inArchive}</span>}
              </span>
              <span className={css.beginning}>{one.subject || one.body}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
