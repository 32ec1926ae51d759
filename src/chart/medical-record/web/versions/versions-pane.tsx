import { useEffect, useRef, useState } from 'react'
import { Button, Empty, RefusalNotice, use_keys, Waiting } from '../../../../base/ui/index.ts'
import type { Sheet, SheetComparison, SheetVersion, VersionName } from '../../contract.ts'
import type { FormDefinition } from '../../form-definition.ts'
import { name_of_section } from '../entry/entry-pane.tsx'
import { sentence } from '../tree/record-tree.tsx'
import { use_words } from '../words.ts'
import { ItemView } from './change-view.tsx'
import { SideHead } from './side-head.tsx'
import { name_of_version, VersionRail } from './version-rail.tsx'
import { base_of, use_comparison, use_versions } from './versions-data.ts'
import './versions.css'

type VersionsPaneProps = {
  sheet: Sheet
  form: FormDefinition
  /** The person may open the signed copies. */
  prints: boolean
  ready: () => Promise<unknown>
  close: () => void
}

/** “So với bản trước”: the versions of a sheet, and two of them side by side. */
export const VersionsPane = ({ sheet, form, prints, ready, close }: VersionsPaneProps) => {
  const words = use_words()
  const known = use_versions(sheet.id, ready)
  const versions = known.data?.versions ?? []
  const [chosen, set_chosen] = useState<{ fresh: VersionName; old?: VersionName }>()
  const fresh = chosen?.fresh ?? versions[0]?.version
  const old = chosen?.old ?? (fresh === undefined ? undefined : base_of(versions, fresh))
  const pane = useRef<HTMLElement>(null)
  const is_there = versions.length > 0
  useEffect(() => {
    if (is_there) pane.current?.querySelector<HTMLElement>('.version-rail [aria-pressed="true"]')?.focus()
  }, [is_there])
  use_keys(words.versions, [{ key: 'Escape', label: words.back_to_sheet, run: close }])
  return (
    <section className="stage aside versions" ref={pane} aria-label={words.versions}>
      <div className="tools">
        <Button shortcut="Escape" onClick={close}>
          {words.back_to_sheet}
        </Button>
        <h2>
          {words.versions}: {sentence(form.title)}
        </h2>
      </div>
      <RefusalNotice error={known.error} again={() => void known.refetch()} />
      {known.isPending && <Waiting />}
      {is_there && (
        <div className="versions-room">
          <VersionRail versions={versions} at={fresh} choose={(version) => set_chosen({ fresh: version })} />
          {fresh !== undefined && old !== undefined ? (
            <Beside
              {...{ sheet, form, prints, versions, old, fresh }}
              choose_old={(version) => set_chosen({ fresh, old: version })}
            />
          ) : (
            <Empty title={words.first_version}>{words.first_version_note}</Empty>
          )}
        </div>
      )}
    </section>
  )
}

type BesideProps = Pick<VersionsPaneProps, 'sheet' | 'form' | 'prints'> & {
  versions: SheetVersion[]
  old: VersionName
  fresh: VersionName
  choose_old: (version: VersionName) => void
}

const Beside = ({ sheet, form, prints, versions, old, fresh, choose_old }: BesideProps) => {
  const words = use_words()
  const compared = use_comparison(sheet.id, old, fresh)
  const earlier = versions.slice(versions.findIndex((one) => one.version === fresh) + 1)
  const [before, behind] = [old, fresh].map((name) => versions.find((one) => one.version === name))
  return (
    <div className="beside">
      <div className="sides heads">
        <div className="side-label">{compared.data && words.changes(count_changes(compared.data))}</div>
        {before && (
          <SideHead side="old" version={before} prints={prints}>
            <select
              className="box"
              aria-label={words.before}
              value={String(old)}
              onChange={(event) => choose_old(Number(event.target.value))}
            >
              {earlier.map((one) => (
                <option key={one.version} value={one.version}>
                  {name_of_version(one.version, words)}
                </option>
              ))}
            </select>
          </SideHead>
        )}
        {behind && (
          <SideHead side="new" version={behind} prints={prints}>
            <b>{name_of_version(fresh, words)}</b>
          </SideHead>
        )}
      </div>
      <RefusalNotice error={compared.error} again={() => void compared.refetch()} />
      {compared.isPending && <Waiting />}
      {compared.data && <Changes comparison={compared.data} form={form} />}
    </div>
  )
}

/** A table counts by its rows. */
const count_changes = (comparison: SheetComparison): number =>
  comparison.sections.flatMap((section) => section.items).reduce((sum, item) => sum + (item.rows?.length ?? 1), 0)

const Changes = ({ comparison, form }: { comparison: SheetComparison; form: FormDefinition }) => {
  const words = use_words()
  if (comparison.sections.length === 0) return <Empty title={words.no_changes}>{words.no_changes_note}</Empty>
  return comparison.sections.map((section) => {
    const of_form = form.sections.find((one) => one.id === section.id)
    return (
      <section key={section.id} className="changed-section">
        <h3>{of_form ? name_of_section(of_form, form, words) : section.title}</h3>
        {section.items.map((item) => (
          <ItemView key={item.item} change={item} />
        ))}
      </section>
    )
  })
}
