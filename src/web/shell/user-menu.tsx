import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import IconKeyboard from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs'
import IconUserCircle from '@tabler/icons-react/dist/esm/icons/IconUserCircle.mjs'
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs'
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs'
import { isLanguage, type Language, languages } from '#core/i18n/language.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Avatar } from '../kit/avatar.tsx'
import { KeyHint } from '../kit/key-hint.tsx'
import { startTour } from '../kit/tour-state.ts'
import { useGo } from '../kit/routing.tsx'
import { useMaybeViewer } from '../session.tsx'
import css from './top-bar.module.css'
import { useShellTexts } from './use-shell-texts.ts'

const themes: readonly MantineColorScheme[] = ['light', 'dark', 'auto']

type Props = { onHelp: () => void; onSignOut: () => void; onLanguage: (language: Language) => void }

/** Who I am; theme, language, keys, the way out. */
export function UserMenu({ onHelp, onSignOut, onLanguage }: Props) {
  const texts = useShellTexts()
  const viewer = useMaybeViewer()
  const { language } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const go = useGo()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={css.user} aria-label={texts.account}>
          <Avatar name={viewer?.name ?? ''} size={28} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {viewer && (
          <div className={css.who}>
            <strong>{viewer.name}</strong>
            <span>{viewer.email}</span>
            <span>{texts.roles[viewer.role]}</span>
          </div>
        )}
        <Menu.Divider />
        <Menu.Label>{texts.theme}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(theme) => setColorScheme(theme as MantineColorScheme)}>
          {themes.map((theme) => (
            <Menu.RadioItem key={theme} value={theme}>
              {texts.themes[theme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{texts.language}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(next) => isLanguage(next) && onLanguage(next)}>
          {languages.map((item) => (
            <Menu.RadioItem key={item} value={item}>
              {texts.languages[item]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserCircle size={14} />} onClick={() => go({ to: '/profile' })}>
          {texts.profile}
        </Menu.Item>
        {viewer?.isDemo && (
          <Menu.Item leftSection={<IconRoute size={14} />} onClick={startTour}>
            {texts.tour}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKeyboard size={14} />} rightSection={<KeyHint keys="?" />} onClick={onHelp}>
          {texts.keys}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={onSignOut}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
