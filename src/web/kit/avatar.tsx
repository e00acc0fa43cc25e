import css from './avatar.module.css'

/** Initials of a person, neutral: colour is kept for meaning. */
export function Avatar({ name, size = 22 }: { name: string; size?: number }) {
  const initials = name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
  return (
    <span className={css.avatar} style={{ width: size, height: size, fontSize: Math.round(size * 0.42) }} aria-hidden>
      {initials}
    </span>
  )
}

/** A person's name with initials before it. */
export function PersonName({ name, quiet = false }: { name: string; quiet?: boolean }) {
  return (
    <span className={css.person} data-quiet={quiet || undefined}>
      <Avatar name={name} />
      <span>{name}</span>
    </span>
  )
}
