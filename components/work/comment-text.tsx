import React from 'react'

type Mention = { id: string; name: string }

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]»])/

/** What somebody wrote, as text and nothing else: addresses open, the people named stand out. */
export function CommentText({ body, mentions }: { body: string; mentions: Mention[] }) {
  return (
    <p className="comment-text">
      {body.split(ADDRESS).map((part, rank) =>
        rank % 2 === 1 ? (
          <a key={`${rank}`} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          <React.Fragment key={`${rank}`}>{named(part, mentions)}</React.Fragment>
        ),
      )}
    </p>
  )
}

function named(text: string, mentions: Mention[]): React.ReactNode[] {
  const [first, ...others] = mentions
  if (!first) return [text]
  return text
    .split(`@${first.name}`)
    .flatMap((part, rank) => [
      ...(rank === 0 ? [] : [<strong key={`${first.id}${rank}`} className="mention">{`@${first.name}`}</strong>]),
      ...named(part, others),
    ])
}
