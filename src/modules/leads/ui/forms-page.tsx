import { Button, UnstyledButton } from '@mantine/core'
import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs'
import { useState } from 'react'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { LeadForm } from '../contract.ts'
import { FormSettings } from './form-settings.tsx'
import css from './settings.module.css'
import { useLeadsTexts } from './use-leads.ts'
import { useLeadForms } from './use-settings.ts'

/** Web forms of the site: their settings, the code to paste, what they bring. */
export function LeadFormsPage() {
  const texts = useLeadsTexts()
  const words = texts.forms
  const { data: forms, error, refetch } = useLeadForms()
  const [opened, setOpened] = useState<string>()
  const shown = forms?.find(({ id }) => id === opened)
  const add = <Button onClick={() => setOpened('new')}>{words.add}</Button>
  return (
    <Page title={words.title} width="narrow" actions={(forms?.length ?? 0) > 0 && add}>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !forms ? (
        <SkeletonText lines={4} />
      ) : forms.length === 0 ? (
        <EmptyState icon={IconForms} title={words.empty} text={words.emptyText} steps={words.emptySteps} action={add} />
      ) : (
        <Section hint={words.hint}>
          <ul className={css.forms}>
            {forms.map((form) => (
              <li key={form.id}>
                <UnstyledButton onClick={() => setOpened(form.id)}>
                  <strong>{form.name}</strong>
                  <small>
                    {[form.archived && words.closed, words.month(form.leads, form.spam)].filter(Boolean).join(' · ')}
                  </small>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <SidePanel
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        width={620}
        title={opened === 'new' ? words.add : (shown?.name ?? words.edit)}
      >
        {opened !== undefined && (opened === 'new' || shown) && (
          <FormSettings key={opened} form={shown} onSaved={(form: LeadForm) => setOpened(form.id)} />
        )}
      </SidePanel>
    </Page>
  )
}
