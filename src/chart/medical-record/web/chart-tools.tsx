import { useRef } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Button } from '../../../base/ui/index.ts'
import type { Person } from './chart-data.ts'
import { use_words } from './words.ts'

type ChartToolsProps = {
  encounter: string
  sheet: string | undefined
  patient: string
  person: Person
  add: (() => void) | undefined
  copy_yesterday: (() => void) | undefined
  add_record: () => void
  open_phrases: () => void
  stay_actions: (close: () => void) => ReactNode
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

const ChartMenu = ({ encounter, patient, person, add_record, open_phrases, stay_actions }: ChartToolsProps) => {
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
    <details ref={menu} className="menu" onBlur={(event) => !menu.current?.contains(event.relatedTarget) && close()}>
      <summary className="btn">{words.menu} ▾</summary>
      <div className="menu-list left" tabIndex={-1}>
        {stay_actions(close)}
        {may('record.write') && (
          <Button look="quiet" onClick={and_close(add_record)}>
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
