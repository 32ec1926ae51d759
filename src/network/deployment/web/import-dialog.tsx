import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Button, Dialog, query_string, Refused, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { ImportPreview } from '../contract.ts'
import { ImportChoices, type Choices } from './import-choices.tsx'
import { use_import_words } from './import-words.ts'

const shown_max = 300

type Wish = Choices & { what: string; programme: string | undefined; commit?: string }

const post = async (path: string, file: File, wish: Wish): Promise<Response> => {
  const response = await fetch(`/api/board/${path}${query_string({ ...wish, name: file.name })}`, {
    ...{ method: 'POST', body: file },
    headers: { 'x-benhan': '1', 'content-type': 'application/octet-stream' },
  })
  if (response.ok) return response
  const { issues = [] } = (await response.json()) as { issues?: Refused['issues'] }
  throw new Refused(response.status, issues)
}

const send = async (file: File, wish: Wish): Promise<ImportPreview> =>
  (await (await post('import', file, wish)).json()) as ImportPreview

/** The whole preview as a file: on the screen only its first rows can stand. */
const save_preview = async (file: File, wish: Wish, name: string): Promise<void> => {
  const url = URL.createObjectURL(await (await post('import/preview.xlsx', file, wish)).blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

type ImportButtonProps = { what: string; programme?: string | undefined; quiet?: boolean }

/** A spreadsheet is read, what would happen is shown row by row, and only then everything or nothing is written. */
export const ImportButton = ({ what, programme, quiet = false }: ImportButtonProps) => {
  const words = use_import_words()
  const client = useQueryClient()
  const field = useRef<HTMLInputElement>(null)
  const [file, set_file] = useState<File>()
  const [preview, set_preview] = useState<ImportPreview>()
  const [choices, choose] = useState<Choices>({})
  const [error, set_error] = useState<unknown>()
  const close = () => {
    set_file(undefined)
    set_preview(undefined)
    choose({})
    set_error(undefined)
  }
  const look = (chosen: File, by: Choices = {}) => {
    set_file(chosen)
    choose(by)
    set_error(undefined)
    send(chosen, { what, programme, ...by }).then(set_preview, set_error)
  }
  const save = () => {
    if (file)
      save_preview(file, { what, programme, ...choices }, words.preview_name(file.name)).catch((failure: unknown) =>
        set_error(failure),
      )
  }
  const write = () => {
    if (!file || !preview) return
    send(file, { what, programme, ...choices, commit: preview.digest }).then(() => {
      say_done(words.written(preview.changes))
      void client.invalidateQueries({ queryKey: ['board'] })
      close()
    }, set_error)
  }
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        accept=".xlsx,.csv"
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen) look(chosen)
          event.target.value = ''
        }}
      />
      <Button {...(quiet ? { look: 'quiet' } : {})} onClick={() => field.current?.click()}>
        {words.import}
      </Button>
      {file && (
        <Dialog
          title={`${words.import}: ${file.name}`}
          wide
          close={close}
          submit={write}
          foot={
            <>
              <span className="muted small push">{words.all_or_nothing}</span>
              {preview && <Button onClick={save}>{words.save_preview}</Button>}
              <Button type="submit" look="primary" disabled={!preview || preview.faults > 0 || preview.changes === 0}>
                {words.write(preview?.changes ?? 0)}
              </Button>
            </>
          }
        >
          <RefusalNotice error={error} />
          {preview && <ImportChoices preview={preview} chosen={choices} choose={(by) => look(file, by)} />}
          {preview && <PreviewTable preview={preview} />}
        </Dialog>
      )}
    </>
  )
}

type Row = ImportPreview['rows'][number]
const weight = ({ faults, warnings }: Row): number => faults.length * 1_000 + warnings.length

/** What is wrong, else what to look at and what happens. */
const RowWords = ({ row }: { row: Row }) => {
  const words = use_import_words()
  return (
    <>
      {row.faults.map((fault) => (
        <span key={fault} className="red block">
          {fault}
        </span>
      ))}
      {row.faults.length === 0 && row.changes.length === 0 && <span className="muted block">{words.same}</span>}
      {row.faults.length === 0 && row.changes.length > 0 && <span className="block">{row.changes.join('; ')}</span>}
      {row.warnings.map((warning) => (
        <span key={warning} className="amber small block">
          {warning}
        </span>
      ))}
    </>
  )
}

const PreviewTable = ({ preview }: { preview: ImportPreview }) => {
  const words = use_import_words()
  const wrong_first = [...preview.rows].sort((a, b) => weight(b) - weight(a))
  return (
    <>
      <p className={preview.faults > 0 ? 'red' : ''}>
        {words.summary(preview.rows_read, preview.changes, preview.faults)}
        {preview.warnings > 0 && <span className="amber"> · {words.warnings(preview.warnings)}</span>}
      </p>
      {preview.file_faults.map((fault) => (
        <p key={fault} className="red">
          {fault}
        </p>
      ))}
      {preview.notes.map((note) => (
        <p key={note} className="amber small">
          {note}
        </p>
      ))}
      <table className="dep-table stacks">
        <thead>
          <tr>
            <th className="number">{preview.sheet ? `${preview.sheet} · ${words.line}` : words.line}</th>
            <th>{words.facility}</th>
            <th>{words.happens}</th>
          </tr>
        </thead>
        <tbody>
          {wrong_first.slice(0, shown_max).map((row) => (
            <tr key={row.line}>
              <td className="number" data-label={words.line}>
                {row.line}
              </td>
              <td data-label={words.facility}>{row.facility}</td>
              <td className="dep-whole-cell">
                <RowWords row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {preview.rows_read > shown_max && <p className="muted small">{words.more(shown_max, preview.rows_read)}</p>}
    </>
  )
}
