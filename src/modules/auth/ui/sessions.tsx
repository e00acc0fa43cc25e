import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { browserName } from './browser-name.ts'
import css from './profile.module.css'
import { useAuthTexts } from './use-auth-texts.ts'

/** Where the person is signed in, and how to end it. */
export function Sessions() {
  const texts = useAuthTexts()
  const format = useFormat()
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: ['auth', 'sessions'], queryFn: () => api.auth.sessions({}) })
  const refresh = () => client.invalidateQueries({ queryKey: ['auth', 'sessions'] })
  const end = useMutation({ mutationFn: (id: string) => api.auth.endSession({ id }), onSettled: refresh })
  const endAll = useMutation({
    mutationFn: () => api.auth.signOutEverywhere({ keepThis: true }),
    onSuccess: () => say(texts.profile.ended),
    onSettled: refresh,
  })
  if (sessions.isPending) return <SkeletonText lines={2} />
  const failure = sessions.error ?? end.error ?? endAll.error
  return (
    <>
      {failure && <ErrorState error={failure} onRepeat={() => void sessions.refetch()} />}
      <ul className={css.sessions}>
        {sessions.data?.map((session) => (
          <li key={session.id} className={css.session}>
            <span>
              <b>{browserName(session.browser) ?? texts.profile.unknownBrowser}</b>
              <small>
                {[
                  session.isCurrent ? texts.profile.current : texts.profile.seen(format.dateTime(session.seenAt)),
                  session.address,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            {!session.isCurrent && (
              <Button
                variant="subtle"
                onClick={() => end.mutate(session.id)}
                loading={end.isPending && end.variables === session.id}
              >
                {texts.profile.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(sessions.data?.length ?? 0) > 1 && (
        <Button variant="default" onClick={() => endAll.mutate()} loading={endAll.isPending}>
          {texts.profile.endAll}
        </Button>
      )}
    </>
  )
}
