import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link, usePathParam } from '#web/kit/routing.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import type { authContract } from '../contract.ts'
import { AuthFrame } from './auth-frame.tsx'
import css from './auth-frame.module.css'
import { useAuthTexts } from './use-auth-texts.ts'

export type LinkFacts = Outputs<typeof authContract>['link']

type Props = { kind: LinkFacts['kind']; children: (link: LinkFacts, token: string) => ReactNode }

/** Asks what the link of one use in the address is for; a worthless one is said so before anything is typed. */
export function LinkFrame({ kind, children }: Props) {
  const texts = useAuthTexts()
  const token = usePathParam('token')
  const link = useQuery({ queryKey: ['auth', 'link', { token }], queryFn: () => api.auth.link({ token }) })
  if (link.data?.kind === kind) return children(link.data, token)
  const isCut = link.error !== null && toApiError(link.error).code === 'BAD_REQUEST'
  return (
    <AuthFrame title={link.isPending ? texts.frame.product : texts.link.broken}>
      {link.isPending ? (
        <SkeletonForm fields={2} />
      ) : isCut ? (
        <p>{texts.link.cut}</p>
      ) : (
        <ErrorState error={link.error} title={texts.link.broken} />
      )}
      <div className={css.below}>
        <Link to="/sign-in" className={css.link}>
          {texts.link.toSignIn}
        </Link>
      </div>
    </AuthFrame>
  )
}
