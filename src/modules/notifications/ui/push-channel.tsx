import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './notices.module.css'
import { TrialButton } from './trial-button.tsx'
import { type Settings, useNoticeTexts } from './use-notices.ts'

const isAble = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

async function mySubscription(): Promise<PushSubscription | null> {
  if (!isAble()) return null
  const worker = await navigator.serviceWorker.getRegistration()
  return (await worker?.pushManager.getSubscription()) ?? null
}

/** Notifications of this browser; its permission is asked only when the button is pressed. */
export function PushChannel({ settings: { push } }: { settings: Settings }) {
  const { settings: texts } = useNoticeTexts()
  const client = useQueryClient()
  const errorText = useErrorText()
  const mine = useQuery({ queryKey: ['notices', 'push', 'mine'], queryFn: mySubscription })
  const after = {
    onSettled: () => client.invalidateQueries({ queryKey: ['notices'] }),
    onError: (error: unknown) => say(errorText(error), 'bad'),
  }
  const on = useMutation({ mutationFn: () => subscribe(push.publicKey), ...after })
  const off = useMutation({ mutationFn: unsubscribe, ...after })

  if (!isAble()) return <p className={css.text}>{texts.pushUnsupported}</p>
  if (Notification.permission === 'denied') return <p className={css.text}>{texts.pushDenied}</p>
  return (
    <>
      <div className={css.row}>
        {mine.data ? (
          <>
            <span>{texts.pushIsOn}</span>
            <TrialButton channel="push" />
            <Button variant="default" loading={off.isPending} onClick={() => off.mutate()}>
              {texts.pushOff}
            </Button>
          </>
        ) : (
          <Button variant="default" loading={on.isPending} onClick={() => on.mutate()}>
            {texts.pushOn}
          </Button>
        )}
        {push.browsers > 1 && <span className={css.text}>{texts.pushOthers(push.browsers)}</span>}
      </div>
    </>
  )
}

async function subscribe(publicKey: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return
  const worker = await navigator.serviceWorker.ready
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
  const { endpoint, keys } = subscription.toJSON()
  await api.notifications.subscribe({
    endpoint: endpoint ?? '',
    keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
  })
}

async function unsubscribe(): Promise<void> {
  const subscription = await mySubscription()
  if (!subscription) return
  await api.notifications.unsubscribe({ endpoint: subscription.endpoint })
  await subscription.unsubscribe()
}
