import type { Tx } from '#core/db/gate.ts'
import type { OwnRules } from '../calc/rules.ts'
import type { RuleCode } from '../contract.ts'

/** What the company has changed. */
export async function ownRules(tx: Tx, workspaceId: string): Promise<OwnRules> {
  const rows = await tx
    .selectFrom('hygiene_rules')
    .select(['code', 'enabled', 'threshold'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  return Object.fromEntries(rows.map(({ code, ...rule }) => [code, rule]))
}

export async function putRule(
  tx: Tx,
  workspaceId: string,
  code: RuleCode,
  rule: { enabled: boolean; threshold: number | null },
): Promise<void> {
  await tx
    .insertInto('hygiene_rules')
    .values({ workspace_id: workspaceId, code, ...rule })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'code']).doUpdateSet(rule))
    .execute()
}
