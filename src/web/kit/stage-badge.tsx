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
      <i aria-hidden style={color ? { background: stageColor(color), borderColor: stageColor(color) } : undefined} />
      <span>{name}</span>
    </span>
  )
}

/** The colour of a stage in the present theme; takes the name of one of ours, or any colour of CSS. */
export function stageColor(name: string): string {
  return /^[a-z]+$/.test(name) ? `var(--stage-${name}, ${name})` : name
}
