import { Button, CopyButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { say } from '#web/kit/toast.tsx'
import css from './org.module.css'
import { useMay } from './use-may.ts'
import { type Person, useOrgTexts } from './use-org.ts'

type GivenLink = { url: string; expiresAt: string; isSent: boolean }

/** Invitation, password link, end of sessions, closing of access. */
export function PersonAccess({ person }: { person: Person }) {
  const texts = useOrgTexts()
  const client = useQueryClient()
  const may = useMay(person)
  const { id, version, state, hasAccount, email } = person
  const refresh = () => client.invalidateQueries({ queryKey: ['org'] })
  const link = useMutation({
    mutationFn: (): Promise<GivenLink> => (hasAccount ? api.auth.makePasswordLink({ id }) : api.auth.invite({ id })),
    onSuccess: refresh,
  })
  const act = useMutation({
    mutationFn: async ({ work, word }: { work: () => Promise<unknown>; word: string }) => {
      await work()
      say(word)
    },
    onSettled: refresh,
  })
  const run = (work: () => Promise<unknown>, word = texts.saved) => act.mutate({ work, word })
  const isDisabled = state === 'disabled'
  const failure = link.error ?? act.error
  return (
    <section className={css.access} aria-label={texts.card.accessTitle}>
      <h3>{texts.card.accessTitle}</h3>
      <p>{!email && !hasAccount ? texts.card.needsEmail : texts.card.stateText[state]}</p>
      {failure && <ErrorState error={failure} title={texts.failed} />}
      {link.data && <LinkToCopy link={link.data} />}
      <div className={css.buttons}>
        {!isDisabled && (email || hasAccount) && (
          <Button
            variant={state === 'not_invited' ? 'filled' : 'default'}
            loading={link.isPending}
            onClick={() => link.mutate()}
          >
            {hasAccount ? texts.card.passwordLink : state === 'invited' ? texts.card.inviteAgain : texts.card.invite}
          </Button>
        )}
        {state === 'invited' && (
          <Button variant="default" onClick={() => run(() => api.auth.withdrawInvitation({ id }))}>
            {texts.card.withdraw}
          </Button>
        )}
        {hasAccount && !isDisabled && (
          <>
            <Button
              variant="default"
              onClick={() => run(() => api.auth.endPersonSessions({ id }), texts.card.sessionsEnded)}
            >
              {texts.card.endSessions}
            </Button>
            <Button
              variant="default"
              onClick={() => run(() => api.auth.stopPersonTotp({ id }), texts.card.totpStopped)}
            >
              {texts.card.stopTotp}
            </Button>
          </>
        )}
        {may('dismissPerson') && (
          <Button
            variant="default"
            onClick={() =>
              run(() =>
                sendInTurn(`person:${id}`, version, (present) =>
                  api.org.editPerson({ id, version: present, isDisabled: !isDisabled }),
                ),
              )
            }
          >
            {isDisabled ? texts.card.enable : texts.card.disable}
          </Button>
        )}
      </div>
    </section>
  )
}

function LinkToCopy({ link }: { link: GivenLink }) {
  const texts = useOrgTexts()
  const format = useFormat()
  return (
    <div className={css.link} role="status">
      <p>{link.isSent ? texts.card.linkSent : texts.card.linkGiven}</p>
      <code>{link.url}</code>
      <div className={css.buttons}>
        <CopyButton value={link.url}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? texts.card.copied : texts.card.copy}</Button>}
        </CopyButton>
        <span>{texts.card.linkUntil(format.dateTime(link.expiresAt))}</span>
      </div>
    </div>
  )
}
