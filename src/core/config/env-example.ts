import { textsOf } from './texts.ts'
import { type VariableName, variables } from './variables.ts'

/** The text of `.env.example`: every variable with its meaning, its default and an example. */
export function envExample(): string {
  const [ru, en] = [textsOf('ru').variables, textsOf('en').variables]
  const blocks = Object.entries(variables).map(([name, { fallback, example }]) => {
    const meaning = [`# ${ru[name as VariableName]}`, `# ${en[name as VariableName]}`]
    const sample = fallback === null ? `# ${name}=${quoted(example)}` : `${name}=${quoted(fallback)}   # ${example}`
    return [...meaning, sample].join('\n')
  })
  return `${HEAD}\n\n${blocks.join('\n\n')}\n`
}

const HEAD = `# Настройки Мостика. Скопируйте файл в .env и поменяйте нужное; то же можно задать переменными окружения.
# Settings of Mostik. Copy this file to .env and change what you need; environment variables go before it.
# После знака # в строке показан пример. The text after # in a line is an example.`

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value
}
