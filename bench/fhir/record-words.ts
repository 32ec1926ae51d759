/** The words synthetic records are made of. No entry of `given` stands inside another name, so that a search has one truth. */
export const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương']
export const middles = ['Thị', 'Văn', 'Hữu', 'Ngọc', 'Minh', 'Quốc', 'Xuân', 'Đình']
export const givens = [
  ...['Hương', 'Dũng', 'Phúc', 'Khánh', 'Trâm', 'Quỳnh', 'Bảo', 'Thảo', 'Đức', 'Tuyết', 'Sơn', 'Kiên'],
  ...['Loan', 'Mạnh', 'Nhung', 'Oanh', 'Thủy', 'Thắng', 'Giang', 'Việt'],
]

export const places = [
  { city: 'Bắc Ninh', ward: 'Phường Bắc Giang' },
  { city: 'Hà Nội', ward: 'Phường Láng' },
  { city: 'Huế', ward: 'Phường Vỹ Dạ' },
  { city: 'Đà Nẵng', ward: 'Phường Hải Châu' },
  { city: 'Cần Thơ', ward: 'Phường Ninh Kiều' },
]

export const diagnoses: readonly [code: string, display: string][] = [
  ['I10', 'Bệnh lý tăng huyết áp (nguyên phát)'],
  ['E11', 'Bệnh đái tháo đường không phụ thuộc insuline'],
  ['J18.9', 'Viêm phổi, không phân loại'],
  ['K29.7', 'Viêm dạ dày, không đặc hiệu'],
  ['A90', 'Sốt xuất huyết Dengue'],
  ['N18.9', 'Bệnh thận mạn, không đặc hiệu'],
  ['M54.5', 'Đau cột sống thắt lưng'],
  ['J45.9', 'Hen, không phân loại'],
  ['E78.5', 'Tăng lipid máu, không đặc hiệu'],
  ['B18.1', 'Viêm gan virus B mạn'],
  ['J02.9', 'Viêm họng cấp, không phân loại'],
  ['H81.9', 'Rối loạn chức năng tiền đình'],
]

/** LOINC code, words, UCUM unit, lowest and highest value, decimals as the machine prints them. */
export type Measured = [code: string, display: string, unit: string, low: number, high: number, decimals: number]

export const vitals: readonly Measured[] = [
  ['8867-4', 'Mạch', '/min', 55, 120, 0],
  ['8310-5', 'Nhiệt độ', 'Cel', 36, 40, 1],
  ['2708-6', 'SpO2', '%', 90, 100, 0],
]

export const laboratory: readonly Measured[] = [
  ['718-7', 'Hemoglobin', 'g/L', 90, 170, 0],
  ['6690-2', 'Bạch cầu', '10*9/L', 3, 18, 2],
  ['777-3', 'Tiểu cầu', '10*9/L', 60, 420, 0],
  ['14749-6', 'Glucose huyết tương', 'mmol/L', 4, 18, 1],
  ['14682-9', 'Creatinin', 'umol/L', 45, 300, 0],
  ['1742-6', 'ALT (GPT)', 'U/L', 8, 250, 1],
]

export const drugs = [
  ...['Paracetamol 500 mg viên nén', 'Amoxicillin 500 mg viên nang', 'Metformin 850 mg viên nén'],
  ...['Amlodipin 5 mg viên nén', 'Omeprazol 20 mg viên nang', 'Salbutamol 2 mg viên nén'],
  ...['Atorvastatin 20 mg viên nén', 'Cefuroxim 500 mg viên nén'],
]
