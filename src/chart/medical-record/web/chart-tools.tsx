import { useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Link } from 'wouter'
import { Button, Key } from '../../../base/ui/index.ts'
import type { Person } from './chart-data.ts'
import { use_words } from './words.ts'

type ChartToolsProps = {
  encounter: string
  sheet: string | undefined
  patient: string
  person: Person
  add: (() => void) | undefined
  copy_yesterday: (() => void) | undefined
  add_record: (() => void) | undefined
  compare: (() => void) | undefined
  open_phrases: () => void
  stay_actions: (close: () => void) => ReactNode
  /** What else may be done with the whole record, beside the downloads. */
  record_actions?: ReactNode
}

export const ChartTools = (props: ChartToolsProps) => {
  const words = use_words()
  const { sheet, add, copy_yesterday } = props
  return (
    <>
      {sheet && props.person.rights.includes('record.print') && (
        <a className="btn" href={`/api/sheets/${sheet}/pdf`} target="_blank" rel="noreferrer">
          {words.print} <kbd>P</kbd>
        </a>
      )}
      {add && (
        <Button shortcut="n" onClick={add}>
          {words.new_sheet}
        </Button>
      )}
      {copy_yesterday && (
        <Button shortcut="y" onClick={copy_yesterday}>
          {words.yesterday}
        </Button>
      )}
      <ChartMenu {...props} />
    </>
  )
}

const menu_id = 'chart-menu'

/** Opens the menu and puts the hand on its first line. */
export const open_menu = (): void => {
  const menu = document.getElementById(menu_id)?.closest('details')
  if (!menu) return
  menu.open = true
  menu.querySelector<HTMLElement>('.menu-list .btn')?.focus()
}

const step_of: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** ↑ ↓ go from line to line, Escape closes. */
const walk_menu = (event: KeyboardEvent<HTMLDetailsElement>): void => {
  const menu = event.currentTarget
  const lines = [...menu.querySelectorAll<HTMLElement>('summary, .menu-list .btn')]
  const step = step_of[event.key]
  if (event.key === 'Escape' && menu.open) {
    menu.open = false
    lines[0]?.focus()
  } else if (step !== undefined && menu.open) {
    const at = lines.findIndex((line) => line === document.activeElement)
    lines[Math.min(lines.length - 1, Math.max(0, at + step))]?.focus()
  } else return
  event.preventDefault()
}

const ChartMenu = (props: ChartToolsProps) => {
  const { encounter, patient, person, compare, add_record, open_phrases, stay_actions, record_actions } = props
  const words = use_words()
  const menu = useRef<HTMLDetailsElement>(null)
  const close = () => {
    if (menu.current) menu.current.open = false
  }
  const may = (right: string): boolean => person.rights.includes(right)
  const and_close = (act: () => void) => () => {
    close()
    act()
  }
  return (
    <details
      ref={menu}
      className="menu"
      onKeyDown={walk_menu}
      onBlur={(event) => !menu.current?.contains(event.relatedTarget) && close()}
    >
      <summary className="btn" id={menu_id}>
        {words.menu} ▾ <Key name="m" />
      </summary>
      <div className="menu-list left" tabIndex={-1}>
        {compare && (
          <Button look="quiet" shortcut="v" onClick={and_close(compare)}>
            {words.compare}
          </Button>
        )}
        {stay_actions(close)}
        {add_record && (
          <Button look="quiet" shortcut="b" onClick={and_close(add_record)}>
            {words.second_record}
          </Button>
        )}
        <Button look="quiet" onClick={and_close(open_phrases)}>
          {words.phrases}
        </Button>
        {may('record.print') && (
          <a className="btn quiet" href={`/api/stays/${encounter}/record.pdf`} target="_blank" rel="noreferrer">
            {words.whole_pdf}
          </a>
        )}
        {may('record.export') && (
          <>
            <a className="btn quiet" href={`/api/stays/${encounter}/export?format=json`} download>
              {words.export_json}
            </a>
            <a className="btn quiet" href={`/api/stays/${encounter}/export?format=xml`} download>
              {words.export_xml}
            </a>
            <a className="btn quiet" href={`/api/stays/${encounter}/package.zip`} download>
              {words.export_package}
            </a>
            {record_actions}
          </>
        )}
        {may('audit.read') && (
          <Link className="btn quiet" href={`/nhat-ky/${patient}`}>
            {words.log}
          </Link>
        )}
      </div>
    </details>
  )
}
