import { use_words } from './words.ts'

export type Pane = 'tree' | 'sheet' | 'entry'

/** On a narrow screen the chart is three panes, one at a time. */
export const PaneSwitch = ({
  pane,
  choose,
  has_entry,
}: {
  pane: Pane
  choose: (pane: Pane) => void
  has_entry: boolean
}) => {
  const words = use_words()
  const panes: { pane: Pane; label: string }[] = [
    { pane: 'tree', label: words.pane_tree },
    { pane: 'sheet', label: words.pane_sheet },
    { pane: 'entry', label: words.pane_entry },
  ]
  return (
    <nav className="pane-switch" aria-label={words.tree}>
      {panes.map((one) => (
        <button
          key={one.pane}
          type="button"
          aria-pressed={pane === one.pane}
          disabled={one.pane === 'entry' && !has_entry}
          data-pane={one.pane}
          onClick={() => choose(one.pane)}
        >
          {one.label}
        </button>
      ))}
    </nav>
  )
}
