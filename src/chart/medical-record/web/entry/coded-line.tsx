import { ask, Pick, query_string } from '../../../../base/ui/index.ts'
import type { IcdHit } from '../../contract.ts'
import type { CodeItem } from '../../form-definition.ts'
import { use_words } from '../words.ts'
import { use_desk } from './desk.tsx'
import { search_facilities } from './search-facilities.ts'

const catalogue_of: Record<string, string> = {
  'danh-muc-dan-toc': 'ethnicity',
  'danh-muc-nghe-nghiep': 'occupation',
  'danh-muc-quoc-tich': 'nationality',
  'danh-muc-tinh': 'province',
}

type Hit = { code: string; display: string } & Partial<IcdHit>

/** ICD-10 for diagnoses, the hub's directory for facilities, the house's catalogues for the rest; a list we do not have leaves the text free. */
const search_of =
  (code: CodeItem, encounter: string) =>
  async (text: string, signal: AbortSignal): Promise<Hit[]> => {
    const use = /comorbid|differential/.test(code.bind ?? '') || /kem|phan_biet/.test(code.id) ? 'comorbid' : 'main'
    if (code.code_system === 'ICD-10')
      return ask<IcdHit[]>(`/icd${query_string({ q: text, use, encounter })}`, { signal })
    if (code.code_system === 'CSKCB') return search_facilities(text, signal)
    const catalogue = catalogue_of[code.code_system ?? '']
    return catalogue ? ask<Hit[]>(`/catalog/${catalogue}${query_string({ q: text })}`, { signal }) : []
  }

type CodedLineProps = {
  id?: string
  describedby?: string
  label: string
  code_item: CodeItem
  text: string
  code: string
  change: (text: string, code: string) => void
}

/** Words and a code side by side; the list under the words fills both. */
export const CodedLine = ({ id, describedby, label, code_item, text, code, change }: CodedLineProps) => {
  const words = use_words()
  const desk = use_desk()
  const is_facility = code_item.code_system === 'CSKCB'
  if (desk.is_read_only)
    return <input className="box" aria-label={label} readOnly value={[text, code].filter(Boolean).join(' · ')} />
  return (
    <div className="coded">
      <Pick<Hit>
        {...(id && { id })}
        {...(describedby && { describedby })}
        label={label}
        text={text}
        // A diagnosis is often written out beyond its code; another name of a house is another house.
        change_text={(next) => change(next, next === '' || is_facility ? '' : code)}
        search={search_of(code_item, desk.sheet.encounter)}
        choose={(hit) => change(hit.display, hit.code)}
        key_of={(hit) => hit.code}
        is_off={(hit) => hit.allowed === false}
        min_letters={2}
        placeholder={is_facility ? words.facility_hint : ''}
        none={is_facility ? words.no_facility : words.no_icd}
        show={(hit) => (
          <>
            <code>{hit.code}</code>
            <span>
              {hit.display}
              {(hit.warnings ?? []).map((warning) => (
                <small key={warning} className="amber">
                  {' '}
                  · {warning}
                </small>
              ))}
            </span>
          </>
        )}
      />
      {code && (
        <button
          type="button"
          // Tab goes on to the next field; clearing the words clears the code as well.
          tabIndex={-1}
          className="code-chip"
          title={words.pick_code(code)}
          aria-label={`${words.pick_code(code)}, ×`}
          onClick={() => change(text, '')}
        >
          {code} <span aria-hidden="true">×</span>
        </button>
      )}
    </div>
  )
}
