import { Component } from 'react'
import type { ReactNode } from 'react'
import { ask } from './ask.ts'

type FaultWallProps = { title: string; note: string; again: string; children: ReactNode }

/** A fault of one page stays on that page; what was typed is on this machine and comes back. */
export class FaultWall extends Component<FaultWallProps, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null }

  static getDerivedStateFromError(fault: Error): { fault: Error } {
    return { fault }
  }

  /** Told to the house's IT by kind and page, without words; where it cannot be told, the page still says it. */
  override componentDidCatch(fault: Error): void {
    const body = { name: fault.name, place: window.location.pathname }
    ask('/faults', { method: 'POST', body }).catch(() => undefined)
  }

  override render(): ReactNode {
    const { title, note, again, children } = this.props
    if (!this.state.fault) return children
    return (
      <div className="empty" role="alert">
        <b>{title}</b>
        {note}
        <p className="small">{this.state.fault.message}</p>
        <button type="button" className="btn" onClick={() => window.location.reload()}>
          {again}
        </button>
      </div>
    )
  }
}
