import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Mailbox = { url: string; mails: { to: string[]; source: string }[]; close(): Promise<void> }

type Mood = { refuse?: () => boolean; delayMs?: number }

/** A real SMTP server on a free port, which keeps what it receives; `refuse` makes it answer like one that is ill. */
export function smtpServer({ refuse = () => false, delayMs = 0 }: Mood = {}): Promise<Mailbox> {
  const mails: Mailbox['mails'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (refuse()) return done(Object.assign(new Error('Try again later'), { responseCode: 451 }))
        mails.push({ to: session.envelope.rcptTo.map((one) => one.address), source: Buffer.concat(parts).toString() })
        setTimeout(done, delayMs)
      })
    },
  })
  server.on('error', () => undefined)
  return new Promise((ready) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const { port } = listening.address() as AddressInfo
      ready({ url: `smtp://127.0.0.1:${port}`, mails, close: () => new Promise((done) => server.close(() => done())) })
    })
  })
}
