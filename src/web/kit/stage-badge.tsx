import css from './stage-badge.module.css'

type Props = {
  name: string
  /** The stage's colour as chosen by the company; the name always stands beside it. */
  color?: string | null | undefined
  meaning?: 'open' | 'won' | 'lost'
}

/** A stage: a coloured mark and its name. Won and lost differ by shape too. */
export function StageBadge({ name, color, meaning = 'open' }: Props) {
  return (
    <span className={css.stage} data-meaning={meaning}>
      <i aria-hidden style={color ? { background: color, borderColor: color } : undefined} />
      <span>{name}</span>
    </span>
  )
}
