import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Link } from '#web/kit/routing.tsx'
import type { ClientKind, LikelyDuplicate } from '../contract.ts'
import css from './clients.module.css'
import { clientTarget, useClientsTexts } from './use-clients.ts'

interface TypedIn {
  name?: string | undefined
  inn?: string | undefined
  phone?: string | undefined
  email?: string | undefined
}

/** Clients like the one that is being typed in: asked while one types, and never in the way. */
export function useLikely(typed: TypedIn, kinds: readonly ClientKind[]): readonly LikelyDuplicate[] {
  const { name = '', inn = '', phone = '', email = '' } = typed
  const [asked] = useDebouncedValue(JSON.stringify({ name: name.trim(), inn, phone, email, kinds }), 300)
  const { data } = useQuery({
    queryKey: ['clients', 'likely', asked],
    queryFn: () => {
      const given = JSON.parse(asked) as {
        name: string
        inn: string
        phone: string
        email: string
        kinds: ClientKind[]
      }
      return api.clients.likelyDuplicates({
        kinds: given.kinds,
        ...(given.name && { name: given.name }),
        ...(given.inn && { inn: given.inn }),
        ...(given.phone && { phones: [given.phone] }),
        ...(given.email && { emails: [given.email] }),
      })
    },
    enabled:
      name.trim().length >= 3 || inn.length >= 10 || phone.replace(/\D/g, '').length >= 10 || email.includes('@'),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const isEmpty = !name.trim() && !inn && !phone && !email
  return isEmpty ? [] : (data?.rows ?? [])
}

/** «Похоже, уже есть»: each with the reason and the way to it. */
export function LikelyDuplicates({ found }: { found: readonly LikelyDuplicate[] }) {
  const { likely: words, fields } = useClientsTexts()
  if (found.length === 0) return null
  return (
    <aside className={css.likely} aria-label={words.title}>
      <strong>{words.title}</strong>
      <ul>
        {found.slice(0, 5).map(({ kind, id, name, inn, detail, owner, reasons }) => (
          <li key={id}>
            <span>
              {name}
              <span className={css.quiet}>
                {' '}
                {[inn && `${fields.inn} ${inn}`, detail, owner?.name, ...reasons.map((reason) => words.reasons[reason])]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Link {...clientTarget(kind, id)} className={css.act}>
              {words.open}
            </Link>
          </li>
        ))}
      </ul>
      <span className={css.quiet}>{words.hint}</span>
    </aside>
  )
}
