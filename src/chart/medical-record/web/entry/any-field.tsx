import { show_moment } from '../../../../base/ui/index.ts'
import type { Field, SignatureItem } from '../../form-definition.ts'
import { use_words } from '../words.ts'
import { ChoiceField, TickFields } from './choice-field.tsx'
import { CodedField, LoneCodeField } from './coded-field.tsx'
import { use_desk } from './desk.tsx'
import { DrawingField } from './drawing-field.tsx'
import { KnownList } from './known-list.tsx'
import { NumberField } from './number-field.tsx'
import type { Block } from './plan-section.ts'
import { TableField } from './table-field.tsx'
import { LinesField, MomentField, TextField } from './text-field.tsx'

export const BlockView = ({ block }: { block: Block }) => {
  switch (block.kind) {
    case 'heading':
      return <h3 className="entry-heading">{block.label}</h3>
    case 'known':
      return <KnownList fields={block.fields} />
    case 'vitals':
      return (
        <div className="vitals">
          {block.fields.map((field) => (
            <NumberField key={field.id} field={field} />
          ))}
        </div>
      )
    case 'ticks':
      return <TickFields fields={block.fields} />
    case 'coded':
      return <CodedField text={block.text} code={block.code} />
    case 'field':
      return <AnyField field={block.field} />
  }
}

export const AnyField = ({ field }: { field: Field }) => {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return field.repeatable ? <LinesField field={field} /> : <TextField field={field} />
    case 'number':
    case 'vital':
      return <NumberField field={field} />
    case 'boolean':
      return <TickFields fields={[field]} />
    case 'choice':
    case 'multi-choice':
      return <ChoiceField field={field} />
    case 'date':
    case 'datetime':
      return <MomentField field={field} />
    case 'code':
      return <LoneCodeField field={field} />
    case 'table':
      return <TableField field={field} />
    case 'drawing':
      return <DrawingField field={field} />
    case 'signature':
      return <SignatureField field={field} />
  }
}

const SignatureField = ({ field }: { field: SignatureItem }) => {
  const words = use_words()
  const desk = use_desk()
  const signature = desk.sheet.signatures.find((one) => one.slot === field.id || one.item === field.id)
  return (
    <div className="signature-line" data-item={field.id} tabIndex={0}>
      <span className={signature ? 'dot signed' : 'dot'} />
      <span>{field.label}</span>
      <span className={signature ? 'green push' : 'muted push'}>
        {signature ? words.signed_by(signature.name, show_moment(signature.at)) : words.not_signed}
      </span>
    </div>
  )
}
