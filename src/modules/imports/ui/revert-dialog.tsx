import { Button, Modal, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFocusBack } from '#web/kit/use-focus-back.ts'
import css from './imports.module.css'
import { type ImportDetails, useImportTexts } from './use-imports.ts'

const SHOWN = 8

/** Says what goes and what comes back, and asks about records that people have changed since. */
export function RevertDialog({
  one,
  onClose,
  onChange,
}: {
  one: ImportDetails
  onClose: () => void
  onChange: () => Promise<void>
}) {
  useFocusBack()
  const texts = useImportTexts()
  const errorText = useErrorText()
  const preview = useQuery({
    queryKey: ['imports', 'revert', { id: one.id }],
    queryFn: () => api.imports.revertPreview({ id: one.id }),
    gcTime: 0,
  })
  const [changedLater, setChangedLater] = useState<'keep' | 'revert'>('keep')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const revert = async () => {
    setBusy(true)
    try {
      await api.imports.revert({ id: one.id, changedLater })
      onClose()
      await onChange()
    } catch (error) {
      setProblem(errorText(error))
      setBusy(false)
    }
  }
  const { data } = preview
  return (
    <Modal opened onClose={onClose} title={<strong>{texts.commit.revertTitle}</strong>} size={520}>
      <div className={css.found}>
        {preview.error && <ErrorState error={preview.error} onRepeat={() => void preview.refetch()} />}
        {!data && !preview.error && <SkeletonText lines={3} />}
        {data && <span>{texts.commit.revertText(data.remove, data.restore)}</span>}
        {data && data.changedLater !== 0 && (
          <>
            <strong>
              {data.changedLater === null ? texts.commit.maybeChanged : texts.commit.changedLater(data.changedLater)}
            </strong>
            <ul className={css.made}>
              {data.examples.slice(0, SHOWN).map(({ id, title }) => (
                <li key={id}>
                  <Link to={`/deals/${id}`}>{title}</Link>
                </li>
              ))}
            </ul>
            <Radio.Group
              value={changedLater}
              onChange={(value) => setChangedLater(value === 'revert' ? 'revert' : 'keep')}
            >
              <div className={css.made}>
                <Radio value="keep" label={texts.commit.keep} />
                <Radio value="revert" label={texts.commit.force} />
              </div>
            </Radio.Group>
          </>
        )}
        {problem && (
          <p className={css.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={css.bar}>
          <Button color="red" loading={busy} disabled={!data} onClick={() => void revert()}>
            {texts.commit.revert}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
