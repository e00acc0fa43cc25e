import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '#web/api.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './notices.module.css'
import { TrialButton } from './trial-button.tsx'
import { type Settings, useNoticeTexts } from './use-notices.ts'

const LOOK_EVERY_MS = 3_000

/** Ties my chat with the company's bot by a link of one use. */
export function TelegramChannel({ settings: { telegram } }: { settings: Settings }) {
  const { settings: texts } = useNoticeTexts()
  const client = useQueryClient()
  const errorText = useErrorText()
  const look = () => client.invalidateQueries({ queryKey: ['notices', 'settings'] })
  const onError = (error: unknown) => say(errorText(error), 'bad')
  const link = useMutation({ mutationFn: () => api.notifications.linkTelegram({}), onError })
  const unlink = useMutation({ mutationFn: () => api.notifications.unlinkTelegram({}), onSuccess: look, onError })
  const isWaiting = link.data !== undefined && !telegram.isLinked
  useEffect(() => {
    if (!isWaiting) return undefined
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ['notices', 'settings'] }), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [isWaiting, client])

  if (!telegram.bot) return <p className={css.text}>{texts.telegramOff}</p>
  if (telegram.isLinked) {
    return (
      <div className={css.row}>
        <span>{texts.telegramIsOn(telegram.userName)}</span>
        <TrialButton channel="telegram" />
        <Button variant="default" loading={unlink.isPending} onClick={() => unlink.mutate()}>
          {texts.telegramUnlink}
        </Button>
      </div>
    )
  }
  if (!link.data) {
    return (
      <Button variant="default" loading={link.isPending} onClick={() => link.mutate()}>
        {texts.telegramLink}
      </Button>
    )
  }
  return (
    <>
      <p className={css.text}>{texts.telegramHow}</p>
      <Button component="a" href={link.data.url} target="_blank" rel="noreferrer">
        {texts.telegramOpen}
      </Button>
    </>
  )
}
