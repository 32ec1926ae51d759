import { PDFDocument } from 'pdf-lib'
import { print_blank, type FormDefinition } from '../../chart/medical-record/index.ts'
import { render_pdf } from '../../standards/print/index.ts'

export type House = { code: string; name: string; authority: string }

const points_a_mm = 72 / 25.4
const [width, height] = [210 * points_a_mm, 297 * points_a_mm]
const strip_height = 25 * points_a_mm

const layout_pdf = (layout: string, title: string, document: object): Promise<Uint8Array> =>
  render_pdf({
    form: { slug: 'paper', layout, code: null, sections: [], title },
    answers: { document: JSON.stringify(document) },
    signatures: {},
    mode: 'paper',
  })

/** Without a number people write it by hand or stick one of the folder's. */
const no_number = 'Số: NM......-................-.....'

/**
 * The blank form once for each number: every page a little smaller under a strip with the patient's label and the number.
 * The form itself is whole, on the paper the law prints.
 */
export const print_papers = async (form: FormDefinition, house: House, codes: string[]): Promise<Uint8Array> => {
  const numbers = codes.length > 0 ? codes : [no_number]
  const title = `${form.code ? `${form.code} ` : ''}${form.title}`
  const [blank, strips] = await Promise.all([
    print_blank(form, house).then((bytes) => PDFDocument.load(bytes)),
    layout_pdf('downtime-strip.typ', title, { house: house.name, form: title, numbers }).then((bytes) =>
      PDFDocument.load(bytes),
    ),
  ])
  const whole = await PDFDocument.create()
  whole.setTitle(title)
  const pages = await whole.embedPages(blank.getPages())
  const heads = await whole.embedPages(strips.getPages())
  for (const head of heads)
    for (const page of pages) {
      const sheet = whole.addPage(page.width > page.height ? [height, width] : [width, height])
      const scale = Math.min((sheet.getHeight() - strip_height) / page.height, sheet.getWidth() / page.width)
      sheet.drawPage(page, {
        ...{ x: (sheet.getWidth() - page.width * scale) / 2, y: 0, xScale: scale, yScale: scale },
      })
      sheet.drawPage(head, { x: 0, y: sheet.getHeight() - strip_height })
    }
  return whole.save()
}

const numbers_note =
  'Cắt rời, dán lên giấy trắng của thư mục dự phòng theo đúng thứ tự. Số nhỏ hơn số lớn nhất đã nhập lại mà chưa thấy là giấy còn thiếu.'

/** A page of numbers to stick on sheets that were printed without one. */
export const print_numbers = (house: House, numbers: string[]): Promise<Uint8Array> =>
  layout_pdf('downtime-numbers.typ', 'Số giấy dự phòng', { house: house.name, numbers, note: numbers_note })
