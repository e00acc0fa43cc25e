import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '#web/kit/routing.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useViewer } from '#web/session.tsx'
import type { Kind } from '../calc/targets.ts'
import { can } from '../policy.ts'

/** Whether the viewer may bring in such records from files. */
export function useMayImport(kind: Kind = 'deals'): boolean {
  const { role } = useViewer()
  return can({ role, readOnly: role === 'auditor' }, kind)
}

type Props = { children: ReactNode; kind?: Kind; variant?: 'filled' | 'default' }

/** The first step of a page without data: to the import; who may not import is told whom to ask. */
export function ImportButton({ children, kind = 'deals', variant = 'filled' }: Props) {
  const go = useGo()
  const { askToImport } = useKitTexts()
  if (!useMayImport(kind)) return <span>{askToImport}</span>
  return (
    <Button variant={variant} onClick={() => go({ to: '/imports' })}>
      {children}
    </Button>
  )
}
