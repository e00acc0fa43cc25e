import { Button, TextInput } from '@mantine/core'
import IconUserSearch from '@tabler/icons-react/dist/esm/icons/IconUserSearch.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { FoundPerson } from '../contract.ts'
import css from './clients.module.css'
import { MovesText } from './moves.tsx'
import { useClientsTexts, useDayOf, useRefresh } from './use-clients.ts'

const filterSchema = z.object({ q: z.string().optional(), person: z.uuid().optional() })

/** Requests of people about their own data: what is kept, export, erasure. */
export function PersonalDataPage() {
  const { person: words } = useClientsTexts()
  const [{ q = '', person }, change] = useSearchState(filterSchema)
  const isAsked = q.trim().length >= 3
  const list = useQuery({
    queryKey: ['clients', 'persons', { q }],
    queryFn: () => api.clients.findPersons({ text: q.trim() }),
    enabled: isAsked,
  })
  return (
    <Page
      title={words.title}
      scope={words.hint}
      width="narrow"
      filters={
        <FilterBar
          search={{ value: q, onChange: (text) => change({ q: text, person: undefined }), placeholder: words.search }}
        />
      }
    >
      {list.error ? (
        <ErrorState error={list.error} onRepeat={() => void list.refetch()} />
      ) : !isAsked && !person ? (
        <EmptyState icon={IconUserSearch} title={words.start} text={words.startText} />
      ) : isAsked && !list.data ? (
        <SkeletonText lines={4} />
      ) : (
        <>
          {isAsked && list.data?.rows.length === 0 && (
            <EmptyState icon={IconUserSearch} title={words.nothing} text={words.nothingText} />
          )}
          {isAsked && list.data && list.data.rows.length > 0 && (
            <ul className={css.people}>
              {list.data.rows.map((row) => (
                <li key={row.id}>
                  <button
                    type="button"
                    className={css.pick}
                    aria-pressed={person === row.id}
                    onClick={() => change({ person: row.id })}
                  >
                    <PersonLine person={row} />
                  </button>
                </li>
              ))}
            </ul>
          )}
          {person && <PersonData key={person} id={person} />}
        </>
      )}
    </Page>
  )
}

function PersonLine({ person }: { person: FoundPerson }) {
  const { person: words } = useClientsTexts()
  const format = useFormat()
  const dayOf = useDayOf()
  const told = [person.company, person.phone, person.email]
  if (person.erasedAt) told.push(words.erasedAt(format.dayFull(dayOf(person.erasedAt))))
  return (
    <>
      <strong>{person.name}</strong>
      <span className={css.quiet}>{told.filter(Boolean).join(' · ')}</span>
    </>
  )
}

function PersonData({ id }: { id: string }) {
  const { person: words } = useClientsTexts()
  const errorText = useErrorText()
  const refresh = useRefresh()
  const [isErasing, setErasing] = useState(false)
  const [reason, setReason] = useState('')
  const preview = useQuery({
    queryKey: ['clients', 'erasure', { id }],
    queryFn: () => api.clients.erasurePreview({ id }),
    staleTime: 0,
  })
  if (preview.error) return <ErrorState error={preview.error} onRepeat={() => void preview.refetch()} />
  if (!preview.data) return <SkeletonText lines={5} />
  const { person, found } = preview.data
  const save = async (format: 'json' | 'xlsx') => {
    try {
      download(await api.clients.exportPerson({ id, format }))
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const erase = async () => {
    try {
      await api.clients.erasePerson({ id, reason: reason.trim() || null })
      say(words.erased)
      refresh.all()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
    setErasing(false)
  }
  return (
    <Section title={person.name} hint={[person.company, person.phone, person.email].filter(Boolean).join(' · ')}>
      <p className={css.dialogText}>
        {words.found}
        {': '}
        {found.length > 0 ? <MovesText moves={found} /> : words.foundNothing}
      </p>
      <p className={css.quiet}>{words.notFound}</p>
      <div className={css.buttons}>
        <Button variant="default" onClick={() => void save('json')}>
          {words.exportJson}
        </Button>
        <Button variant="default" onClick={() => void save('xlsx')}>
          {words.exportXlsx}
        </Button>
        {!person.erasedAt && (
          <Button color="red" onClick={() => setErasing(true)}>
            {words.erase}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={isErasing}
        title={words.eraseTitle(person.name)}
        text={
          <div className={css.undo}>
            <p>{words.eraseText}</p>
            <TextInput
              label={words.reason}
              placeholder={words.reasonPlaceholder}
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </div>
        }
        confirm={words.erase}
        danger
        onConfirm={erase}
        onCancel={() => setErasing(false)}
      />
    </Section>
  )
}

/** Saves a file that came inside an answer. */
function download({ fileName, contentType, content }: { fileName: string; contentType: string; content: string }) {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.codePointAt(0) ?? 0)
  const url = URL.createObjectURL(new Blob([bytes], { type: contentType }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
