import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useNoticeTexts } from './use-notices.ts'

/** Sends a trial message, so that nobody has to wait for a real one. */
export function TrialButton({ channel }: { channel: 'email' | 'push' | 'telegram' }) {
  const { settings: texts } = useNoticeTexts()
  const errorText = useErrorText()
  const trial = useMutation({
    mutationFn: () => api.notifications.tryChannel({ channel }),
    onSuccess: () => say(texts.tried),
    onError: (error) => say(errorText(error), 'bad'),
  })
  return (
    <Button variant="default" loading={trial.isPending} onClick={() => trial.mutate()}>
      {texts.try}
    </Button>
  )
}
