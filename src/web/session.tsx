import { createContext, useContext, type ReactNode } from 'react'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Language } from '#core/i18n/language.ts'

export type Role = 'owner' | 'director' | 'head' | 'seller' | 'hr' | 'marketing' | 'finance' | 'auditor' | 'admin'

/** The signed-in person as the browser knows him. `today` is the company's date, '2026-11-21'. */
export type Viewer = {
  id: string
  name: string
  email: string
  role: Role
  departmentId: string | null
  companyName: string
  currency: string
  timeZone: TimeZone
  isDemo: boolean
  /** Chosen in the account, else the company's; absent: that of the browser goes on. */
  language?: Language
  today: string
}

const ViewerContext = createContext<Viewer | undefined>(undefined)

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}

/** The signed-in person; throws outside of the signed-in pages. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext)
  if (!viewer) throw new Error('useViewer outside of ViewerProvider')
  return viewer
}

/** The signed-in person, if any: for pieces that also live on public pages. */
export function useMaybeViewer(): Viewer | undefined {
  return useContext(ViewerContext)
}
