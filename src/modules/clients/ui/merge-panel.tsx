import { Button, Radio } from '@mantine/core'
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Choice as Pick } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { Choice, ClientKind, MergeField } from '../contract.ts'
import css from './clients.module.css'
import { companyOptions } from './company-choice.tsx'
import { MovesText } from './moves.tsx'
import { type Preview, useClientsTexts, useRefresh } from './use-clients.ts'

interface Side {
  id: string
  name: string
}

type Props = {
  kind: ClientKind
  /** Shut without it. */
  master: Side | undefined
  /** Looked for in the panel when it is not known yet. */
  absorbed?: Side | undefined
  onClose: () => void
  onMerged: (masterId: string) => void
}

/** Two clients side by side: which one stays, which values win, what moves. */
export function MergePanel({ kind, master, absorbed, onClose, onMerged }: Props) {
  const { merge: words } = useClientsTexts()
  return (
    <SidePanel opened={master !== undefined} onClose={onClose} title={words.title} width={720}>
      {master && (
        <Chooser
          key={master.id + (absorbed?.id ?? '')}
          kind={kind}
          master={master}
          absorbed={absorbed}
          onMerged={onMerged}
        />
      )}
    </SidePanel>
  )
}

function Chooser({ kind, master, absorbed, onMerged }: Omit<Props, 'onClose' | 'master'> & { master: Side }) {
  const { merge: words } = useClientsTexts()
  const [found, setFound] = useState<string | null>(absorbed?.id ?? null)
  const [isSwapped, setSwapped] = useState(false)
  const load = async (text: string) => {
    if (kind === 'company') return companyOptions(text, master.id)
    const { rows } = await api.clients.contacts({ limit: 10, ...(text.trim() && { text: text.trim() }) })
    return rows
      .filter(({ id }) => id !== master.id)
      .map(({ id, fullName, company }) => ({ value: id, label: fullName, ...(company && { detail: company.name }) }))
  }
  const [masterId, absorbedId] = isSwapped ? [found ?? '', master.id] : [master.id, found ?? '']
  return (
    <div className={css.merge}>
      {!absorbed && (
        <Pick
          label={words.pick}
          value={found}
          onChange={setFound}
          clearable
          load={load}
          loadKey={['clients', 'merge', kind, master.id]}
        />
      )}
      {found && (
        <Comparison
          key={masterId}
          pair={{ kind, masterId, absorbedId }}
          onSwap={() => setSwapped(!isSwapped)}
          onMerged={onMerged}
        />
      )}
    </div>
  )
}

type Pair = { kind: ClientKind; masterId: string; absorbedId: string }

function Comparison({ pair, onSwap, onMerged }: { pair: Pair; onSwap: () => void; onMerged: (id: string) => void }) {
  const preview = useQuery({
    queryKey: ['clientMerge', pair],
    queryFn: () => api.clients.mergePreview(pair),
    staleTime: 0,
    gcTime: 0,
  })
  if (preview.error) return <ErrorState error={preview.error} onRepeat={() => void preview.refetch()} />
  if (!preview.data) return <SkeletonText lines={8} />
  return <Decision pair={pair} preview={preview.data} onSwap={onSwap} onMerged={onMerged} />
}

const nameOf = (card: Preview['master']) => ('fullName' in card ? card.fullName : card.name)

function Decision({
  pair,
  preview,
  onSwap,
  onMerged,
}: {
  pair: Pair
  preview: Preview
  onSwap: () => void
  onMerged: (id: string) => void
}) {
  const { merge: words, merges } = useClientsTexts()
  const errorText = useErrorText()
  const refresh = useRefresh()
  const undo = useUndoToast()
  const [choices, setChoices] = useState<Record<string, Choice>>(
    Object.fromEntries(preview.fields.map(({ field, proposed }) => [field, proposed])),
  )
  const [isBusy, setBusy] = useState(false)
  const { master, absorbed } = preview
  const merge = async () => {
    setBusy(true)
    try {
      const done = await api.clients.merge({
        ...pair,
        masterVersion: master.version,
        absorbedVersion: absorbed.version,
        fields: choices,
      })
      refresh.all()
      undo({
        text: words.merged(nameOf(master), done.moved),
        onUndo: () =>
          api.clients.undoMerge({ id: done.id }).then(() => {
            refresh.all()
            return say(merges.done)
          }),
      })
      onMerged(done.masterId)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className={css.sides}>
        <Head title={words.master} card={master} />
        <Button variant="default" leftSection={<IconArrowsExchange size={16} />} onClick={onSwap}>
          {words.swap}
        </Button>
        <Head title={words.absorbed} card={absorbed} />
      </div>
      {preview.fields.length === 0 ? (
        <p className={css.quiet}>{words.same}</p>
      ) : (
        preview.fields.map((field) => (
          <FieldChoice
            key={field.field}
            field={field}
            value={choices[field.field] ?? field.proposed}
            onChange={(choice) => setChoices({ ...choices, [field.field]: choice })}
          />
        ))
      )}
      <p className={css.quiet}>{words.lists}</p>
      <p className={css.dialogText}>
        {words.moves}
        {': '}
        {preview.moves.length > 0 ? <MovesText moves={preview.moves} /> : words.nothing}
      </p>
      <p className={css.quiet}>{words.undoable(preview.undoableDays)}</p>
      <div className={css.buttons}>
        <Button loading={isBusy} onClick={() => void merge()}>
          {words.merge}
        </Button>
      </div>
    </>
  )
}

function Head({ title, card }: { title: string; card: Preview['master'] }) {
  const { deals } = useClientsTexts()
  const { open, won, lost } = card.deals
  return (
    <div>
      <span className={css.quiet}>{title}</span>
      <strong>{nameOf(card)}</strong>
      <span className={css.quiet}>{deals.count(open + won + lost)}</span>
    </div>
  )
}

function FieldChoice({
  field,
  value,
  onChange,
}: {
  field: MergeField
  value: Choice
  onChange: (choice: Choice) => void
}) {
  const { merge: words, fields } = useClientsTexts()
  const label = fields[field.field] ?? field.field
  return (
    <Radio.Group label={label} value={value} onChange={(next) => onChange(next)} className={css.choice ?? ''}>
      <div className={css.choices}>
        <Radio value="master" label={field.master ?? words.empty} />
        <Radio value="absorbed" label={field.absorbed ?? words.empty} />
        {field.joins && field.master && field.absorbed && <Radio value="both" label={words.both} />}
      </div>
    </Radio.Group>
  )
}
