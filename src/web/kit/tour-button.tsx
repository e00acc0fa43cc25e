import { Button } from '@mantine/core'
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs'
import { useViewer } from '../session.tsx'
import { startTour } from './tour-state.ts'
import { useKitTexts } from './use-kit-texts.ts'

/** Begins the guided tour; in a company of one's own there is none, and no button. */
export function TourButton() {
  const texts = useKitTexts()
  const { isDemo } = useViewer()
  if (!isDemo) return null
  return (
    <Button variant="light" leftSection={<IconRoute size={16} aria-hidden />} onClick={startTour} data-no-print>
      {texts.tour}
    </Button>
  )
}
