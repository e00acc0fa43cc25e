/** `npm run dev`: the server starts anew when its files change, Vite serves the browser's part on port 4001 and reloads it. */
import { runProgram } from './run-program.ts'

const server = runProgram('src/main.ts', [], { show: true, watch: true })
const pages = runProgram('node_modules/vite/bin/vite.js', [], { show: true })
const { code } = await Promise.race([server, pages])
process.exit(code)
