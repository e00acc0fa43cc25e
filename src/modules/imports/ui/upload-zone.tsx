import { Button, FileButton, Progress } from '@mantine/core'
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { z } from 'zod'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { type Kind, KINDS } from '../calc/targets.ts'
import css from './imports.module.css'
import { uploadFile } from './upload.ts'
import { useImportTexts } from './use-imports.ts'

interface Sending {
  name: string
  share: number
  error: string | null
}

const ACCEPTED = '.csv,.tsv,.txt,.xlsx,.xlsm,.xls,text/csv'

const schema = z.object({ kind: z.enum(KINDS).optional() })

/** Takes files by drop or choice; one file opens its page, several go to the journal one after another. */
export function UploadZone({ onlyKind }: { onlyKind?: Kind | undefined }) {
  const texts = useImportTexts()
  const errorText = useErrorText()
  const client = useQueryClient()
  const go = useGo()
  const [{ kind = onlyKind }] = useSearchState(schema)
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<Sending[]>([])
  const isBusy = sending.some(({ error, share }) => error === null && share < 1)

  const send = async (files: readonly File[]) => {
    if (files.length === 0 || isBusy) return
    setSending(files.map(({ name }) => ({ name, share: 0, error: null })))
    const patch = (at: number, change: Partial<Sending>) =>
      setSending((all) => all.map((one, index) => (index === at ? { ...one, ...change } : one)))
    const done: string[] = []
    for (const [at, file] of files.entries()) {
      try {
        const { id } = await uploadFile(file, kind, (share) => patch(at, { share: Math.min(share, 0.99) }))
        patch(at, { share: 1 })
        done.push(id)
      } catch (error) {
        patch(at, { error: errorText(error) })
      }
    }
    await client.invalidateQueries({ queryKey: ['imports'] })
    if (files.length === 1 && done[0]) go({ to: `/imports/${done[0]}` })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void send([...event.dataTransfer.files])
  }
  const shown = sending.filter(({ share, error }) => error !== null || share < 1)
  return (
    <div
      className={css.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconUpload size={24} stroke={1.5} />
      <div className={css.zoneText}>
        <strong>{texts.drop.title}</strong>
        <span>{texts.drop.hint}</span>
      </div>
      <FileButton onChange={(files) => void send(files)} multiple accept={ACCEPTED}>
        {(props) => (
          <Button {...props} disabled={isBusy}>
            {texts.drop.choose}
          </Button>
        )}
      </FileButton>
      {shown.map(({ name, share, error }) => (
        <div key={name} className={css.sending} role="status">
          {error === null ? (
            <>
              <span>{texts.drop.sending(name)}</span>
              <Progress value={share * 100} size={6} radius={2} aria-label={texts.drop.sending(name)} />
            </>
          ) : (
            <p className={css.problem} role="alert">
              <strong>{texts.drop.failed(name)}</strong> {error}
            </p>
          )}
        </div>
      ))}
    </div>
  )
}
