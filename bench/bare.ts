import express from 'express'
import pg from 'pg'

// What any framework is compared with: express, pg, one join for the page, one exact count, nothing else
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
const app = express()

// Written as somebody careful would: the page is cut before it is joined, a name is looked up among people first
app.get('/list', async ({ query }, res) => {
  const [conditions, values]: [string[], unknown[]] = [[], []]
  if (query.status) conditions.push(`c.status = $${values.push(query.status)}`)
  if (query.name) conditions.push(`c."studentId" in (${NAMED.replace('?', `$${values.push(`%${query.name}%`)}`)})`)
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
  const kind = `${query.status ? 'status' : 'all'} ${query.name ? 'name' : ''}`
  const offset = (Number(query.page ?? 1) - 1) * 25
  const page = `select c.* from "Candidature" c ${where} order by c.id desc limit 25 offset $${values.length + 1}`
  const [rows, total] = await Promise.all([
    pool.query({ name: `list ${kind}`, text: joined(page), values: [...values, offset] }),
    pool.query({ name: `count ${kind}`, text: `select count(*)::int as n from "Candidature" c ${where}`, values }),
  ])
  res.json({ records: rows.rows, total: total.rows[0]?.n })
})

const NAMED = `select s.id from "Student" s join "Person" p on p.id = s."personId"
  where (p."lastName" || ' ' || p."firstName") ilike ?`

const joined = (page: string) => `
  select c.*, p."lastName", p."firstName", o.title, e.name as company, k.name as campaign
  from (${page}) c join "Student" s on s.id = c."studentId" join "Person" p on p.id = s."personId"
    join "Offer" o on o.id = c."offerId" join "Company" e on e.id = o."companyId" join "Campaign" k on k.id = c."campaignId"
  order by c.id desc`

app.get('/show/:id', async ({ params }, res) => {
  const { rows } = await pool.query({
    name: 'show',
    text: 'select * from "Candidature" where id = $1',
    values: [params.id],
  })
  res.json(rows[0])
})

app.post('/create', express.urlencoded({ extended: false }), async ({ body }, res) => {
  const { rows } = await pool.query({
    name: 'create',
    text: `insert into "Candidature" (id, "studentId", "offerId", "updatedAt") values (gen_random_uuid(), $1, $2, now()) returning *`,
    values: [body.studentId, body.offerId],
  })
  res.json(rows[0])
})

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: address && typeof address === 'object' ? address.port : 0 })
})
