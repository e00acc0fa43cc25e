import { Button, FileButton, Progress } from '@mantine/core'
import IconCamera from '@tabler/icons-react/dist/esm/icons/IconCamera.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import type { attachmentsContract, Subject } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import css from './attachments.module.css'
import { FileLine } from './file-line.tsx'
import { uploadFile } from './upload.ts'

export type ListedFile = Outputs<typeof attachmentsContract>['list']['files'][number]

interface Sending {
  key: number
  name: string
  share: number
  error: string | null
}

let lastKey = 0

/** Files at a record: dropped, chosen or photographed; each tells how far it is and why it was not taken. */
export function Attachments({ subject, mayEdit }: { subject: Subject; mayEdit: boolean }) {
  const texts = useTexts({ ru, en })
  const errorText = useErrorText()
  const client = useQueryClient()
  const phone = usePhone()
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<Sending[]>([])
  const queryKey = ['attachments', 'list', subject]
  const query = useQuery({
    queryKey,
    queryFn: () => api.attachments.list({ subjectType: subject.type, subjectId: subject.id }),
  })
  const mayAdd = mayEdit && (query.data?.may.add ?? false)

  const send = async (files: readonly File[]) => {
    const jobs = files.map((file) => ({ file, key: (lastKey += 1) }))
    setSending((all) => [...all, ...jobs.map(({ file, key }) => ({ key, name: file.name, share: 0, error: null }))])
    const patch = (key: number, change: Partial<Sending> | null) =>
      setSending((all) => all.flatMap((one) => (one.key !== key ? one : change ? { ...one, ...change } : [])))
    for (const { file, key } of jobs) {
      try {
        await uploadFile(subject, file, (share) => patch(key, { share: Math.min(share, 0.99) }))
        patch(key, null)
        await client.invalidateQueries({ queryKey })
      } catch (error) {
        patch(key, { error: errorText(error) })
      }
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (mayAdd) void send([...event.dataTransfer.files])
  }
  if (query.error) return <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
  if (!query.data) return <SkeletonText lines={2} />
  const { files } = query.data
  return (
    <div
      className={css.files}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {mayAdd && (
        <div className={css.zone} data-over={over || undefined}>
          {!phone && <span>{texts.drop}</span>}
          <FileButton multiple onChange={(chosen) => void send(chosen)}>
            {(props) => (
              <Button {...props} variant="default">
                {texts.choose}
              </Button>
            )}
          </FileButton>
          {phone && (
            <FileButton
              accept="image/*"
              inputProps={{ capture: 'environment' }}
              onChange={(photo) => photo && void send([photo])}
            >
              {(props) => (
                <Button {...props} leftSection={<IconCamera size={18} stroke={1.5} />}>
                  {texts.photo}
                </Button>
              )}
            </FileButton>
          )}
          <small className={css.quiet}>{texts.limit}</small>
        </div>
      )}
      {sending.map(({ key, name, share, error }) => (
        <div key={key} role="status">
          {error === null ? (
            <>
              <span className={css.quiet}>{texts.sending(name)}</span>
              <Progress value={share * 100} size={6} radius={2} aria-label={texts.sending(name)} />
            </>
          ) : (
            <p className={css.problem} role="alert">
              <span>
                <strong>{texts.failed(name)}</strong> {error}
              </span>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => setSending((all) => all.filter((one) => one.key !== key))}
              >
                {texts.dismiss}
              </Button>
            </p>
          )}
        </div>
      ))}
      {files.length === 0 && sending.length === 0 && <p className={css.quiet}>{texts.none}</p>}
      <ul className={css.list}>
        {files.map((file) => (
          <FileLine
            key={file.id}
            file={file}
            mayEdit={mayEdit}
            onChanged={() => client.invalidateQueries({ queryKey })}
          />
        ))}
      </ul>
    </div>
  )
}
