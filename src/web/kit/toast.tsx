import { Button } from '@mantine/core'
import { notifications, Notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useErrorText } from './use-error-text.ts'
import css from './toast.module.css'
import { useKitTexts } from './use-kit-texts.ts'

const undoMs = 8000

/** Where the messages appear; stands once in the shell. */
export function Toasts() {
  return (
    <Notifications
      position="bottom-center"
      limit={3}
      withinPortal
      zIndex={400}
      classNames={{ notification: css.toast }}
    />
  )
}

/**
 * Says that a change is made and offers to take it back for 8 seconds: `undo({ text, onUndo })`. A failed undo is said too.
 */
export function useUndoToast() {
  const texts = useKitTexts()
  const errorText = useErrorText()
  return useCallback(
    ({ text, onUndo }: { text: string; onUndo: () => void | Promise<unknown> }) => {
      const id = notifications.show({
        autoClose: undoMs,
        withAutoCloseProgress: true,
        message: (
          <span className={css.line}>
            {text}
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                notifications.hide(id)
                Promise.resolve(onUndo()).catch((thrown: unknown) =>
                  notifications.show({ color: 'red', message: errorText(thrown) }),
                )
              }}
            >
              {texts.undo}
            </Button>
          </span>
        ),
      })
    },
    [texts, errorText],
  )
}

/** A short word that something is done, when the screen itself does not show it; said twice, it stands once. Never for errors of a form. */
export function say(text: string, tone: 'plain' | 'bad' = 'plain'): void {
  const id = `${tone} ${text}`
  notifications.hide(id)
  notifications.show({ id, message: text, autoClose: 4000, ...(tone === 'bad' && { color: 'red' }) })
}
