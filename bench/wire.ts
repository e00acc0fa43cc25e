/** HTTP over kept connections with hardly anything around it: Node's own client takes four times as much of the processor that client and server share. */
import { connect, type Socket } from 'node:net'

export interface Answered {
  status: number
  body: Buffer
}

interface Line {
  socket: Socket
  received: Buffer
  resolve: (answered: Answered) => void
  reject: (error: Error) => void
}

const NOTHING = Buffer.alloc(0)
const HEAD_END = '\r\n\r\n'
const free = new Map<string, Line[]>()

/** Sends a whole request to a host `127.0.0.1:4000` and gives the whole answer. @throws Error when the connection ends before or the answer says no length */
export function exchange(host: string, request: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const lines = free.get(host) ?? []
    free.set(host, lines)
    const line = lines.pop() ?? opened(host, lines)
    line.resolve = resolve
    line.reject = reject
    line.socket.write(request)
  })
}

function opened(host: string, lines: Line[]): Line {
  const [hostname, port] = host.split(':')
  const socket = connect({ host: hostname ?? '', port: Number(port), noDelay: true })
  const line: Line = { socket, received: NOTHING, resolve: () => {}, reject: () => {} }
  const onEnd = (error?: Error) => {
    const at = lines.indexOf(line)
    if (at >= 0) lines.splice(at, 1)
    line.reject(error ?? new Error(`${host} has closed the connection`))
  }
  socket.on('error', onEnd)
  socket.on('close', () => onEnd())
  socket.on('data', (part) => {
    line.received = line.received.length === 0 ? part : Buffer.concat([line.received, part])
    try {
      const answered = readAnswer(line.received)
      if (!answered) return
      line.received = NOTHING
      lines.push(line)
      line.resolve(answered)
    } catch (error) {
      socket.destroy(error as Error)
    }
  })
  return line
}

/** Undefined while a part is missing. */
function readAnswer(received: Buffer): Answered | undefined {
  const headEnd = received.indexOf(HEAD_END)
  if (headEnd < 0) return undefined
  const head = received.toString('latin1', 0, headEnd)
  const status = Number(head.slice(9, 12))
  const length = status === 204 ? 0 : Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN)
  if (Number.isNaN(length)) throw new Error('an answer without its length')
  const bodyAt = headEnd + HEAD_END.length
  return received.length < bodyAt + length ? undefined : { status, body: received.subarray(bodyAt, bodyAt + length) }
}
