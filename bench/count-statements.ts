import pg from 'pg'

// Loaded before the application: counts what it sends to PostgreSQL, whoever sends it, and tells when asked
let statements = 0
const query = Reflect.get(pg.Client.prototype, 'query')

Reflect.set(pg.Client.prototype, 'query', function counted(this: pg.Client, ...given: unknown[]) {
  statements += 1
  return Reflect.apply(query, this, given)
})

process.on('message', () => process.send?.({ statements }))
process.channel?.unref()
