import { Button } from '@mantine/core'
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFile.mjs'
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconMusic from '@tabler/icons-react/dist/esm/icons/IconMusic.mjs'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { AudioPlayer } from '#web/kit/audio-player.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import css from './attachments.module.css'
import type { ListedFile } from './attachments.tsx'

interface Props {
  file: ListedFile
  mayEdit: boolean
  onChanged: () => Promise<unknown>
}

/** One file: a picture shows itself, a sound is played, the others are opened or taken away; a removed one leaves its trace. */
export function FileLine({ file, mayEdit, onChanged }: Props) {
  const texts = useTexts({ ru, en })
  const format = useFormat()
  const errorText = useErrorText()
  const undo = useUndoToast()
  const { id, fileName, contentType, sizeBytes, deleted } = file
  const address = `/api/attachments/${id}/file`
  const restore = () => api.attachments.restore({ id }).then(onChanged)
  const remove = async () => {
    try {
      await api.attachments.remove({ id })
      undo({ text: texts.removed(fileName), onUndo: restore })
      await onChanged()
    } catch (error) {
      say(errorText(error), 'bad')
    }
  }
  if (deleted) {
    return (
      <li data-gone>
        <span className={css.icon}>
          <IconTrash size={20} stroke={1.5} />
        </span>
        <span className={css.name}>
          <s>{fileName}</s>
          <small className={css.quiet}>{texts.removedBy(deleted.by?.name ?? '', format.dateTime(deleted.at))}</small>
        </span>
        {mayEdit && file.may.restore && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => void restore().catch((error: unknown) => say(errorText(error), 'bad'))}
          >
            {texts.restore}
          </Button>
        )}
      </li>
    )
  }
  const isPicture = file.inline && contentType.startsWith('image/')
  const isSound = file.inline && contentType.startsWith('audio/')
  const size = sizeBytes >= 1024 * 1024 ? texts.megabytes(sizeBytes) : texts.kilobytes(sizeBytes)
  const Icon = isSound ? IconMusic : contentType.startsWith('application/pdf') ? IconFileText : IconFile
  return (
    <li>
      <span className={css.icon}>
        {isPicture ? <img src={`${address}?inline=1`} alt="" loading="lazy" /> : <Icon size={20} stroke={1.5} />}
      </span>
      <span className={css.name}>
        <a
          href={file.inline ? `${address}?inline=1` : address}
          {...(file.inline ? { target: '_blank', rel: 'noopener noreferrer' } : { download: fileName })}
          title={file.inline ? texts.open(fileName) : texts.download(fileName)}
        >
          {fileName}
        </a>
        <small className={css.quiet}>
          {size} · {texts.by(file.uploadedBy?.name ?? '', format.dateTime(file.uploadedAt))}
        </small>
        {isSound && <AudioPlayer url={`${address}?inline=1`} label={fileName} />}
      </span>
      {mayEdit && file.may.remove && (
        <button type="button" className={css.remove} aria-label={texts.remove(fileName)} onClick={() => void remove()}>
          <IconTrash size={16} stroke={1.5} />
        </button>
      )}
    </li>
  )
}
