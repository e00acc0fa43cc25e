import type { ModuleUi } from './kit/routing.tsx'

// Each module's browser side declares itself; a module without ui/routes.tsx has no pages.
const found = import.meta.glob<ModuleUi>('../modules/*/ui/routes.tsx', { eager: true })

export const modules: readonly ModuleUi[] = Object.values(found)
