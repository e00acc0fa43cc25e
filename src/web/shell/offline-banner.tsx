import { useNetwork } from '@mantine/hooks'
import { useKitTexts } from '../kit/use-kit-texts.ts'
import css from './offline-banner.module.css'

/** Says that what is on the screen may be out of date. */
export function OfflineBanner() {
  const texts = useKitTexts()
  const { online } = useNetwork()
  if (online) return null
  return (
    <div className={css.banner} role="status">
      {texts.offline}
    </div>
  )
}
