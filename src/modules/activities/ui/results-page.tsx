import { ActionIcon, Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconArchiveOff from '@tabler/icons-react/dist/esm/icons/IconArchiveOff.mjs'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { inOrderOf, stepped, useQuickChange } from '#web/kit/use-quick-change.ts'
import { useViewer } from '#web/session.tsx'
import { activityKind, activityKinds, type ActivityKind, type ActivityResult } from '../contract.ts'
import { can } from '../policy.ts'
import css from './results.module.css'
import { useActivityTexts, useResults } from './use-activities.ts'

const search = z.object({ kind: activityKind.default('call'), archive: z.coerce.string().optional() })

/** What may come of each kind of contact, and what usually follows. */
export function ResultsPage() {
  const texts = useActivityTexts()
  const { settings: words } = texts
  const may = can(useViewer(), 'configure')
  const { data, error, refetch } = useResults()
  const [{ kind, archive }, change] = useSearchState(search)
  const client = useQueryClient()
  const order = useQuickChange<ActivityResult[], string[]>(['activityResults'], {
    shown: inOrderOf,
    send: (ids) => api.activities.orderResults({ kind, ids }),
    settle: () => void client.invalidateQueries({ queryKey: ['activityResults'] }),
  })
  const own = data?.filter((one) => one.kind === kind)
  const inUse = own?.filter(({ archived }) => !archived) ?? []
  const archived = own?.filter((one) => one.archived) ?? []
  const shift = (index: number, by: -1 | 1) => order(stepped(inUse, index, by))
  return (
    <Page title={words.title} width="narrow">
      <p className={css.hint}>{may ? words.hint : words.noRights}</p>
      <SegmentedControl
        className={css.kinds ?? ''}
        aria-label={texts.kind}
        data={activityKinds.map((one) => ({ value: one, label: texts.kinds[one] }))}
        value={kind}
        onChange={(one) => change({ kind: one })}
      />
      <Section
        title={texts.kinds[kind]}
        actions={
          archived.length > 0 && (
            <Button variant="subtle" onClick={() => change({ archive: archive ? undefined : '1' })}>
              {archive ? words.hideArchive : words.showArchive(archived.length)}
            </Button>
          )
        }
      >
        {error ? (
          <ErrorState error={error} onRepeat={() => void refetch()} />
        ) : !own ? (
          <SkeletonText lines={6} />
        ) : (
          <ul className={css.results} aria-label={texts.kinds[kind]}>
            {inUse.length === 0 && <li className={css.hint}>{words.empty}</li>}
            {inUse.map((result, index) => (
              <ResultLine
                key={result.id}
                result={result}
                may={may}
                {...(index > 0 && { onUp: () => shift(index, -1) })}
                {...(index < inUse.length - 1 && { onDown: () => shift(index, 1) })}
              />
            ))}
            {archive && archived.map((result) => <ResultLine key={result.id} result={result} may={may} />)}
          </ul>
        )}
        {may && <AddResult key={kind} kind={kind} />}
      </Section>
    </Page>
  )
}

/** Runs the request, says what went wrong, asks for the list again. Gives whether it was done. */
function useSave() {
  const client = useQueryClient()
  const errorText = useErrorText()
  return async (request: () => Promise<unknown>): Promise<boolean> => {
    try {
      await request()
      await client.invalidateQueries({ queryKey: ['activityResults'] })
      return true
    } catch (thrown) {
      say(errorText(thrown), 'bad')
      return false
    }
  }
}

type LineProps = { result: ActivityResult; may: boolean; onUp?: () => void; onDown?: () => void }

function ResultLine({ result, may, onUp, onDown }: LineProps) {
  const texts = useActivityTexts()
  const { settings: words } = texts
  const save = useSave()
  const [name, setName] = useState(result.name)
  const edit = (changes: Partial<Pick<ActivityResult, 'name' | 'isContact' | 'next' | 'archived'>>) =>
    save(() => api.activities.editResult({ id: result.id, ...changes }))
  if (!may) {
    return (
      <li className={css.line} data-archived={result.archived || undefined}>
        {result.name}
      </li>
    )
  }
  const rename = () => {
    const wanted = name.trim()
    if (wanted === '' || wanted === result.name) setName(result.name)
    else void edit({ name: wanted }).then((done) => !done && setName(result.name))
  }
  return (
    <li className={css.line} data-archived={result.archived || undefined}>
      <TextInput
        className={css.name ?? ''}
        aria-label={words.name}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setName(result.name)
        }}
      />
      <Checkbox
        label={words.isContact}
        checked={result.isContact}
        onChange={(event) => void edit({ isContact: event.currentTarget.checked })}
      />
      <div className={css.next}>
        <span className={css.hint}>{words.afterwards}</span>
        <Select
          aria-label={words.nextOf(result.name)}
          w={150}
          data={[
            { value: 'none', label: words.noNext },
            ...activityKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] })),
          ]}
          value={result.next?.kind ?? 'none'}
          allowDeselect={false}
          onChange={(kind) =>
            void edit({
              next: kind === 'none' || !kind ? null : { kind, inDays: result.next?.inDays ?? 1 },
            })
          }
        />
        {result.next && (
          <NumberField
            aria-label={words.inDaysOf(result.name)}
            w={72}
            min={0}
            max={365}
            value={result.next.inDays}
            onBlur={(event) => {
              const inDays = Number(event.currentTarget.value)
              if (result.next && Number.isInteger(inDays) && inDays !== result.next.inDays)
                void edit({ next: { ...result.next, inDays } })
            }}
          />
        )}
        {result.next && <span className={css.hint}>{words.inDays}</span>}
      </div>
      <span className={css.tools}>
        <ActionIcon aria-label={words.up(result.name)} disabled={!onUp} onClick={onUp}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon aria-label={words.down(result.name)} disabled={!onDown} onClick={onDown}>
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={`${result.archived ? words.restore : words.archive}: ${result.name}`}
          title={result.archived ? words.restore : words.archive}
          onClick={() => void edit({ archived: !result.archived })}
        >
          {result.archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
        </ActionIcon>
      </span>
    </li>
  )
}

function AddResult({ kind }: { kind: ActivityKind }) {
  const { settings: words } = useActivityTexts()
  const save = useSave()
  const [name, setName] = useState('')
  return (
    <form
      className={css.add}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim())
          void save(() => api.activities.addResult({ kind, name: name.trim() })).then(
            (done) => done && setName((now) => (now === name ? '' : now)),
          )
      }}
    >
      <TextInput
        aria-label={words.name}
        placeholder={words.name}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!name.trim()}>
        {words.add}
      </Button>
    </form>
  )
}
