import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Form } from '#web/kit/form.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useForm } from '#web/kit/use-form.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import css from './notices.module.css'
import { useNoticeTexts } from './use-notices.ts'

const schema = z.object({ token: z.string().trim().min(1) })

/** What the company's letters and bot need; for the administration. */
export function ChannelsPage() {
  const { company: texts } = useNoticeTexts()
  const channels = useQuery({ queryKey: ['notices', 'channels'], queryFn: () => api.notifications.channels({}) })
  const { data } = channels
  if (channels.error && !data)
    return (
      <Page title={texts.title} width="narrow">
        <ErrorState error={channels.error} onRepeat={() => void channels.refetch()} />
      </Page>
    )
  return (
    <Page title={texts.title} width="narrow">
      <Section title={texts.email}>
        {data ? (
          <p className={css.text}>{data.email.from ? texts.emailOn(data.email.from) : texts.emailOff}</p>
        ) : (
          <SkeletonText lines={1} />
        )}
      </Section>
      <Section title={texts.telegram} hint={texts.telegramHint}>
        {data ? (
          data.telegram.bot ? (
            <ConnectedBot bot={data.telegram.bot} problem={data.telegram.problem} />
          ) : (
            <NewBot />
          )
        ) : (
          <SkeletonText lines={2} />
        )}
      </Section>
      <Section title={texts.log} hint={texts.logHint}>
        <Link to="/settings/deliveries">{texts.openLog}</Link>
      </Section>
    </Page>
  )
}

function NewBot() {
  const { company: texts } = useNoticeTexts()
  const client = useQueryClient()
  const form = useForm({
    schema,
    initial: { token: '' },
    submit: ({ token }) => api.notifications.setTelegram({ token }),
    onDone: (saved) => void putAnswer(client, ['notices', 'channels'], saved),
  })
  return (
    <Form form={form} submitLabel={texts.connect}>
      <PasswordInput label={texts.token} required autoComplete="off" {...form.text('token')} />
    </Form>
  )
}

function ConnectedBot({ bot, problem }: { bot: string; problem: string | null }) {
  const { company: texts } = useNoticeTexts()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [asking, setAsking] = useState(false)
  const stop = useMutation({
    mutationFn: () => api.notifications.setTelegram({ token: null }),
    onSuccess: (saved) => putAnswer(client, ['notices', 'channels'], saved),
    onError: (error) => say(errorText(error), 'bad'),
  })
  return (
    <>
      <div className={css.row}>
        <span>{texts.connected(bot)}</span>
        <Button variant="default" loading={stop.isPending} onClick={() => setAsking(true)}>
          {texts.disconnect}
        </Button>
      </div>
      {problem && <p className={css.text}>{texts.problem(problem)}</p>}
      <ConfirmDialog
        opened={asking}
        title={`${texts.disconnect}?`}
        text={texts.disconnectText}
        confirm={texts.disconnect}
        danger
        onConfirm={() => {
          setAsking(false)
          stop.mutate()
        }}
        onCancel={() => setAsking(false)}
      />
    </>
  )
}
