import type { Resource } from '../../standards/fhir/index.ts'

export const withdrawn_words =
  'Cơ sở đã thu hồi phiếu kết quả này. Không dùng các trị số đã gửi trước đây; cần thì làm lại hoặc hỏi nơi trả kết quả.'

/** The report without what it told: which one it was, of whom, who answered for it. */
export const taken_back = ({
  result: _findings,
  conclusion: _conclusion,
  conclusionCode: _codes,
  presentedForm: _forms,
  media: _media,
  imagingStudy: _studies,
  ...report
}: Resource): Resource => ({ ...report, status: 'entered-in-error' })
