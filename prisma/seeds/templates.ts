import { houseTemplate } from '../../src/domain/internships/templates/print.ts'
import { cast } from './cast.ts'
import type { Season } from './offers.ts'
import { act, create, type Stage } from './stage.ts'

/** The officer adds an article to the agreement of this campaign, and keeps an English one for later in the drawer. */
export async function playTemplates(stage: Stage, { campaignId }: Season): Promise<void> {
  const officer = await stage.as(cast.officer.email)
  const house = houseTemplate('agreement')
  const own = { name: 'Convention avec télétravail', kind: 'agreement', campaignId }
  const id = await create(officer, 'DocumentTemplate', {
    ...own,
    body: house.replace(SIGNATURES, `${REMOTE}${SIGNATURES}`),
  })
  await act(officer, 'DocumentTemplate', 'publish', id)
  await create(officer, 'DocumentTemplate', {
    name: 'Internship agreement',
    kind: 'agreement',
    language: 'en',
    body: ENGLISH,
  })
}

const SIGNATURES = '<article class="keep">\n<h2>Signatures</h2>'
const REMOTE = `<article>
<h2>Télétravail</h2>
<p>Le stagiaire peut travailler à distance deux jours par semaine au plus, avec l’accord écrit de son tuteur. Ces jours comptent comme des jours de présence.</p>
</article>

`

const ENGLISH = `<p class="muted">{{school.name}}</p>
<h1>Internship agreement no.&nbsp;{{number}}</h1>
<table class="facts">
{{> partials/fact label="Trainee" value=student.name}}
{{> partials/fact label="Programme" value=programme.name}}
{{> partials/fact label="Host" value=company.name}}
{{> partials/fact label="From" value=dates.startsOn}}
{{> partials/fact label="To" value=dates.endsOn}}
{{> partials/fact label="Hours in all" value=presence.totalHours}}
{{> partials/fact label="Subject" value=mission.subject}}
{{> partials/fact label="Activities" value=mission.activities}}
{{> partials/fact label="Pay" value=pay.amount}}
</table>
{{> partials/proof proof=proof}}
`
