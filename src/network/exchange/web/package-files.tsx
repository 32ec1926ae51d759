import { show_moment } from '../../../base/ui/index.ts'
import type { PackageView } from '../contract.ts'
import { packaged_address } from './places.ts'
import { use_words } from './words.ts'

const size_text = (size: number): string => (size < 1_024 ? `${size} B` : `${Math.round(size / 1_024)} KB`)

const Row = ({ id, file, may_open }: { id: string; file: PackageView['files'][number]; may_open: boolean }) => {
  const words = use_words()
  return (
    <li>
      <i className={`dot ${file.problem ? 'alarm' : 'signed'}`} />
      <span>
        {may_open ? (
          <a href={packaged_address(id, file.name)} target="_blank" rel="noreferrer">
            {file.title}
          </a>
        ) : (
          <b>{file.title}</b>
        )}
        <small className="muted">
          {[words.package_kinds[file.what] ?? file.what, file.signers.join(', ')].filter(Boolean).join(' · ')}
        </small>
        {file.problem && <small className="red">{file.problem}</small>}
      </span>
      <small className="muted push">{size_text(file.size)}</small>
    </li>
  )
}

type FilesProps = {
  id: string
  package: PackageView
  /** Where the whole lies as it was received. */ address: string | undefined
}

/** A whole record, document by document: what lies in it, who signed each, and which of them does not stand. */
export const PackageFiles = ({ id, package: shown, address }: FilesProps) => {
  const words = use_words()
  const wrong = shown.files.filter(({ problem }) => problem !== '').length
  return (
    <div className="letter-package">
      <p className={wrong > 0 ? 'notice red' : 'muted'}>
        {wrong > 0 ? words.package_bad(wrong) : words.package_good(shown.files.length)}
        {shown.made_at && ` · ${shown.facility}, ${show_moment(shown.made_at.slice(0, 16))}`}
      </p>
      {address && (
        <p className="letter-download">
          <a className="btn" href={address} download>
            {words.download_package}
          </a>{' '}
          <small className="muted">
            {words.verify_note} <code>npx benhan verify goi-ho-so.zip --trust goc.pem</code>
          </small>
        </p>
      )}
      <ul>
        {shown.files.map((file) => (
          <Row key={file.name} id={id} file={file} may_open={wrong === 0} />
        ))}
      </ul>
    </div>
  )
}
