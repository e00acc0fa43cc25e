import type { Tx } from '#core/db/gate.ts'
import type { Language } from '#core/i18n/language.ts'
import { insertChoice } from '../data/choices.ts'
import { insertPipeline, insertStages } from '../data/pipelines.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

const texts = { ru, en }

/** What a new company begins with: a pipeline, sources, reasons of loss and roles of contacts that most can use and all can change. */
export async function beginDeals(
  tx: Tx,
  { workspaceId, language }: { workspaceId: string; language: Language },
): Promise<void> {
  const { first } = texts[language]
  const pipelineId = await insertPipeline(tx, workspaceId, first.pipeline)
  await insertStages(tx, workspaceId, pipelineId, first.stages)
  for (const name of first.sources) await insertChoice(tx, workspaceId, 'sources', name)
  for (const name of first.lossReasons) await insertChoice(tx, workspaceId, 'loss_reasons', name)
  for (const name of first.contactRoles) await insertChoice(tx, workspaceId, 'contact_roles', name)
}
