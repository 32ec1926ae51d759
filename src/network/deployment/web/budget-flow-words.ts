import { words_of } from '../../../base/ui/index.ts'

const vi = {
  title: 'Đường đi của kinh phí (triệu đồng)',
  year: 'Năm',
  stages: { planned: 'Dự toán', given: 'Được giao', contracted: 'Đã ký hợp đồng', paid: 'Đã chi' },
  notes: {
    planned: 'Số đề nghị trong dự toán của cơ sở',
    given: 'Số cấp có thẩm quyền giao',
    contracted: 'Giá trị các hợp đồng đã ký',
    paid: 'Số đã chi, cơ sở ghi ở từng dòng',
  },
  unknown: 'chưa ghi',
  said_of: (said: number, all: number) => `mới ghi ${said}/${all} dòng`,
}

const en: typeof vi = {
  title: 'The way of the money (million VND)',
  year: 'Year',
  stages: { planned: 'Planned', given: 'Given', contracted: 'Contracted', paid: 'Paid' },
  notes: {
    planned: 'What the facility asked for',
    given: 'What was given by who decides',
    contracted: 'Contracts that are signed',
    paid: 'What was paid, as the facility writes at each line',
  },
  unknown: 'not said',
  said_of: (said, all) => `${said} of ${all} lines say it`,
}

export const use_flow_words = words_of(vi, en)
