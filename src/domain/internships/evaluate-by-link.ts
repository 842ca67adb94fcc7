import type { Context } from '../../access/actor.ts'
import { linkActor } from '../../access/link-actor.ts'
import { find, type Row } from '../../access/select.ts'
import { perform } from '../../kit/command.ts'
import { flowOf } from '../../kit/flow.ts'
import { type InputField, inputFields } from '../../kit/input.ts'
import { within } from '../../kit/table.ts'
import { transaction } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { noteUse, type OpenedLink } from './access-link.ts'

/** The form that a link opens, through the right of the contact it was sent to; null when it is not theirs any more. */
export async function evaluationBehind(
  link: Pick<OpenedLink, 'noun' | 'recordId' | 'contactId'>,
  ctx: Context,
  locale: 'fr' | 'en',
): Promise<Row | null> {
  const { contactId, recordId } = link
  if (link.noun !== 'Evaluation' || !contactId || !recordId) return null
  const actor = await linkActor(contactId, [{ model: 'Evaluation', id: recordId }])
  return actor && find({ ...ctx, actor: { ...actor, locale } }, 'Evaluation', recordId)
}

export const isWaiting = ({ values }: Row): boolean => ['open', 'draft', 'reopened'].includes(String(values.status))

/** What the form asks for, in its order. */
export function evaluationFields(): InputField[] {
  const verb = flowOf('Evaluation')?.verbs.get('submit')
  return verb ? inputFields(verb) : []
}

/** Keeps a draft or hands the form in; what is left empty keeps what the draft holds. */
export async function evaluateByLink(
  ctx: Context,
  link: OpenedLink,
  verb: 'saveDraft' | 'submit',
  input: Record<string, unknown>,
): Promise<void> {
  const { contactId, recordId } = link
  if (link.noun !== 'Evaluation' || !contactId || !recordId) throw refuse.notFound()
  await transaction(async (tx) => {
    const actor = await linkActor(contactId, [{ model: 'Evaluation', id: recordId }], within(tx))
    if (!actor) throw refuse.notFound()
    await perform({ ...ctx, actor }, 'Evaluation', verb, recordId, input, { tx })
    await noteUse(tx, link.id, ctx.now)
  })
}
