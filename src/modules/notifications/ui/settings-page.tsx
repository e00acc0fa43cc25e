import { Checkbox } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Inputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useQuickChange } from '#web/kit/use-quick-change.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import { noticeChannels, type NoticeChannel, type notificationsContract } from '../contract.ts'
import { EmailChannel } from './email-channel.tsx'
import css from './notices.module.css'
import { PushChannel } from './push-channel.tsx'
import { QuietForm } from './quiet-form.tsx'
import { TelegramChannel } from './telegram-channel.tsx'
import { type Settings, useNoticeTexts } from './use-notices.ts'

type Change = Inputs<typeof notificationsContract>['editSettings']

/** What reaches me by which channel, and when not. */
export function NoticeSettingsPage() {
  const texts = useNoticeTexts()
  const client = useQueryClient()
  const errorText = useErrorText()
  const settings = useQuery({ queryKey: ['notices', 'settings'], queryFn: () => api.notifications.settings({}) })
  const change = useMutation({
    mutationFn: (input: Change) => api.notifications.editSettings(input),
    onSuccess: (saved) => putAnswer(client, ['notices', 'settings'], saved),
    onError: (error) => {
      say(errorText(error), 'bad')
      void settings.refetch()
    },
  })
  const { data } = settings
  if (settings.error && !data)
    return (
      <Page title={texts.settings.title} width="narrow">
        <ErrorState error={settings.error} onRepeat={() => void settings.refetch()} />
      </Page>
    )
  return (
    <Page title={texts.settings.title} width="narrow">
      <Section title={texts.settings.kinds} hint={texts.settings.kindsHint}>
        {data ? <Kinds settings={data} /> : <SkeletonForm fields={4} />}
      </Section>
      <Section title={texts.settings.push} hint={texts.settings.pushHint}>
        {data && <PushChannel settings={data} />}
      </Section>
      <Section title={texts.settings.email}>{data && <EmailChannel settings={data} />}</Section>
      <Section title={texts.settings.telegram}>{data && <TelegramChannel settings={data} />}</Section>
      <Section title={texts.settings.quiet} hint={texts.settings.quietHint}>
        {data ? (
          <QuietForm settings={data} onSave={async (input) => void (await change.mutateAsync(input))} />
        ) : (
          <SkeletonForm fields={3} />
        )}
      </Section>
    </Page>
  )
}

function Kinds({ settings }: { settings: Settings }) {
  const texts = useNoticeTexts()
  const client = useQueryClient()
  const toggle = useQuickChange<Settings, { kind: string; chosen: NoticeChannel[] }>(['notices', 'settings'], {
    shown: (now, { kind, chosen }) => ({
      ...now,
      kinds: now.kinds.map((one) => (one.kind === kind ? { ...one, channels: chosen } : one)),
    }),
    send: ({ kind, chosen }) => api.notifications.editSettings({ channels: { [kind]: chosen } }),
    settle: () => void client.invalidateQueries({ queryKey: ['notices', 'settings'] }),
  })
  if (settings.kinds.length === 0) return <p className={css.text}>{texts.settings.noKinds}</p>
  const offered: Record<NoticeChannel, boolean> = {
    app: true,
    push: true,
    email: settings.email.isOn,
    telegram: settings.telegram.bot !== null,
  }
  const channels = noticeChannels.filter((channel) => offered[channel])
  return (
    <table className={css.kinds}>
      <thead>
        <tr>
          <td />
          {channels.map((channel) => (
            <th key={channel} scope="col">
              {texts.channels[channel]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {settings.kinds.map(({ kind, name, channels: chosen }) => (
          <tr key={kind}>
            <td>{name}</td>
            {channels.map((channel) => (
              <td key={channel}>
                <label className={css.tick} htmlFor={`${kind}.${channel}`}>
                  <Checkbox
                    id={`${kind}.${channel}`}
                    aria-label={`${name}: ${texts.channels[channel]}`}
                    checked={chosen.includes(channel)}
                    onChange={(event) =>
                      toggle({
                        kind,
                        chosen: event.currentTarget.checked
                          ? [...chosen, channel]
                          : chosen.filter((one) => one !== channel),
                      })
                    }
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
