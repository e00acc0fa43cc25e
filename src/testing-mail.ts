import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** The least of a mail server (RFC 5321): takes every letter and keeps its text. Close it in afterAll. */
export async function mailServer() {
  const letters: string[] = []
  const answers = { recipient: '250 ok' }
  const server = createServer((socket) => {
    let letter: string | undefined
    let rest = ''
    socket.write('220 mail.test\r\n')
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (letter !== undefined && line === '.') {
          letters.push(letter)
          letter = undefined
          socket.write('250 kept\r\n')
        } else if (letter !== undefined) letter += `${line}\n`
        else if (line === 'DATA') {
          letter = ''
          socket.write('354 go on\r\n')
        } else if (line.startsWith('RCPT')) socket.write(`${answers.recipient}\r\n`)
        else socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    /** In the order in which they came; a test may empty it. */
    letters,
    /** What it says to the address of a receiver. */
    answers,
    /** For the settings of the application. */
    smtp: { url: `smtp://127.0.0.1:${port}`, from: 'Мостик <mostik@example.ru>' },
    close: () => server.close(),
  }
}

export type MailServer = Awaited<ReturnType<typeof mailServer>>
