/** The mark: a bridge deck over a horizon. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <rect width="24" height="24" rx="5" fill="var(--accent)" />
      <path d="M5 15.5c2.2-5 11.8-5 14 0" stroke="#fff" strokeWidth="2" strokeLinecap="round" />
      <path d="M4.5 18.2h15M12 11.8v-5" stroke="#fff" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
