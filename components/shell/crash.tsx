import React from 'react'
import type { Words } from '../text/fr.ts'

type Props = { words: Words; children: React.ReactNode }

/** One broken screen never takes the menu with it. */
export class Crash extends React.Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div className="empty" role="alert">
        <p>{this.props.words.crashed}</p>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {this.props.words.reload}
        </button>
      </div>
    )
  }
}
