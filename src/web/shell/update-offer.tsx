import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { newVersion, takeNewVersion } from '../pwa/register.ts'
import css from './update-offer.module.css'
import { useShellTexts } from './use-shell-texts.ts'

/** A new version is offered and never forced: something may be half typed. */
export function UpdateOffer() {
  const { update: texts } = useShellTexts()
  const isReady = useSyncExternalStore(newVersion.subscribe, newVersion.isReady, () => false)
  if (!isReady) return null
  return (
    <div className={css.offer} role="status">
      {texts.ready}
      <Button variant="default" onClick={takeNewVersion}>
        {texts.take}
      </Button>
    </div>
  )
}
