import type { Tx } from '#core/db/gate.ts'
import type { Language } from '#core/i18n/language.ts'
import { insertTemplate } from '../data/templates.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

const texts = { ru, en }

/** Templates with which a company begins, in its language. */
export async function beginTemplates(
  tx: Tx,
  { workspaceId, language }: { workspaceId: string; language: Language },
): Promise<void> {
  for (const template of texts[language].firstTemplates) await insertTemplate(tx, workspaceId, template)
}
