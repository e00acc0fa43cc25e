import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconArchiveOff from '@tabler/icons-react/dist/esm/icons/IconArchiveOff.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { InlineName } from './inline-name.tsx'
import css from './settings.module.css'
import { useReference } from './use-deals.ts'
import { useSettings } from './use-settings.ts'

interface Edit {
  id: string
  name?: string
  archived?: boolean
}
interface Kind {
  key: 'sources' | 'lossReasons' | 'competitors' | 'contactRoles'
  list: () => Promise<{ id: string; name: string; archived: boolean }[]>
  add: (name: string) => Promise<unknown>
  edit: (edit: Edit) => Promise<unknown>
}

export function SourcesPage() {
  const { texts } = useSettings()
  return (
    <ChoicesPage
      title={texts.sources}
      hint={texts.sourcesHint}
      empty={texts.emptySources}
      name={texts.sourceName}
      addLabel={texts.addSource}
      kind={{
        key: 'sources',
        list: () => api.deals.sources({}),
        add: (name) => api.deals.addSource({ name }),
        edit: (edit) => api.deals.editSource(edit),
      }}
    />
  )
}

export function LossReasonsPage() {
  const { texts } = useSettings()
  return (
    <ChoicesPage
      title={texts.lossReasons}
      hint={texts.lossReasonsHint}
      empty={texts.emptyLossReasons}
      name={texts.lossReasonName}
      addLabel={texts.addLossReason}
      kind={{
        key: 'lossReasons',
        list: () => api.deals.lossReasons({}),
        add: (name) => api.deals.addLossReason({ name }),
        edit: (edit) => api.deals.editLossReason(edit),
      }}
    />
  )
}

export function CompetitorsPage() {
  const { texts } = useSettings()
  return (
    <ChoicesPage
      title={texts.competitors}
      hint={texts.competitorsHint}
      empty={texts.emptyCompetitors}
      name={texts.competitorName}
      addLabel={texts.addCompetitor}
      kind={{
        key: 'competitors',
        list: () => api.deals.competitors({}),
        add: (name) => api.deals.addCompetitor({ name }),
        edit: (edit) => api.deals.editCompetitor(edit),
      }}
    />
  )
}

export function ContactRolesPage() {
  const { texts } = useSettings()
  return (
    <ChoicesPage
      title={texts.contactRoles}
      hint={texts.contactRolesHint}
      empty={texts.emptyContactRoles}
      name={texts.contactRoleName}
      addLabel={texts.addContactRole}
      kind={{
        key: 'contactRoles',
        list: () => api.deals.contactRoles({}),
        add: (name) => api.deals.addContactRole({ name }),
        edit: (edit) => api.deals.editContactRole(edit),
      }}
    />
  )
}

type Props = { title: string; hint: string; empty: string; name: string; addLabel: string; kind: Kind }

/** A list of names that deals are described with: added, renamed, archived and brought back. */
function ChoicesPage({ title, hint, empty, name, addLabel, kind }: Props) {
  const { texts, change } = useSettings()
  const { data: reference } = useReference()
  const list = useQuery({ queryKey: ['deals', kind.key], queryFn: kind.list })
  const [showsArchive, setShowsArchive] = useState(false)
  const may = reference?.may.configure ?? false
  const archive = list.data?.filter(({ archived }) => archived) ?? []
  const shown = list.data?.filter(({ archived }) => !archived || showsArchive)
  return (
    <Page title={title} width="narrow">
      <p className={css.hint}>{may || !reference ? hint : texts.noRights}</p>
      <Section
        title={texts.inUse}
        actions={
          archive.length > 0 && (
            <Button variant="subtle" onClick={() => setShowsArchive(!showsArchive)}>
              {showsArchive ? texts.hideArchived : texts.showArchived(archive.length)}
            </Button>
          )
        }
      >
        {list.error ? (
          <ErrorState error={list.error} onRepeat={() => void list.refetch()} />
        ) : !shown ? (
          <SkeletonText lines={6} />
        ) : (
          <ul className={css.choices}>
            {shown.length === 0 && <li className={css.hint}>{empty}</li>}
            {shown.map((choice) => (
              <li key={choice.id} data-archived={choice.archived || undefined}>
                {may ? (
                  <InlineName
                    value={choice.name}
                    label={name}
                    onSave={(next) => void change(() => kind.edit({ id: choice.id, name: next }))}
                  />
                ) : (
                  choice.name
                )}
                {may && (
                  <ActionIcon
                    aria-label={`${choice.archived ? texts.restore : texts.archive}: ${choice.name}`}
                    title={choice.archived ? texts.restore : texts.archive}
                    onClick={() => void change(() => kind.edit({ id: choice.id, archived: !choice.archived }))}
                  >
                    {choice.archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
                  </ActionIcon>
                )}
              </li>
            ))}
          </ul>
        )}
        {may && <AddChoice name={name} label={addLabel} onAdd={(added) => change(() => kind.add(added))} />}
      </Section>
    </Page>
  )
}

function AddChoice({ name, label, onAdd }: { name: string; label: string; onAdd: (name: string) => Promise<boolean> }) {
  const [text, setText] = useState('')
  return (
    <form
      className={css.addLine}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) void onAdd(text.trim()).then((done) => done && setText((now) => (now === text ? '' : now)))
      }}
    >
      <TextInput
        aria-label={name}
        placeholder={name}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!text.trim()}>
        {label}
      </Button>
    </form>
  )
}
