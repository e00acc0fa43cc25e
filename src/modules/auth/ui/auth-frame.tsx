import { ActionIcon, SegmentedControl, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs'
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs'
import { type ReactNode, useEffect } from 'react'
import { isLanguage } from '#core/i18n/language.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { Logo } from '#web/kit/logo.tsx'
import css from './auth-frame.module.css'
import { useAuthTexts } from './use-auth-texts.ts'

type Props = { title: string; text?: ReactNode; wide?: boolean; children: ReactNode }

/** The frame of pages that need no sign-in: the name of the product, one card, language and theme. */
export function AuthFrame({ title, text, wide = false, children }: Props) {
  const texts = useAuthTexts()
  useEffect(() => {
    document.title = `${title} · ${texts.frame.product}`
  }, [title, texts])
  return (
    <main className={css.frame}>
      <div className={css.brand}>
        <Logo size={32} />
        <div>
          <b>{texts.frame.product}</b>
          <span>{texts.frame.motto}</span>
        </div>
      </div>
      <section className={css.card} data-wide={wide || undefined}>
        <h1>{title}</h1>
        {text && <p className={css.text}>{text}</p>}
        {children}
      </section>
      <Switches />
    </main>
  )
}

function Switches() {
  const texts = useAuthTexts()
  const { language, setLanguage } = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  return (
    <div className={css.switches}>
      <SegmentedControl
        aria-label={texts.frame.language}
        value={language}
        onChange={(next) => isLanguage(next) && setLanguage(next)}
        data={Object.entries(texts.profile.languages).map(([value, label]) => ({ value, label }))}
      />
      <ActionIcon
        aria-label={texts.frame.theme}
        title={texts.frame.theme}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </div>
  )
}
