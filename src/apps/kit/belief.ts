/** Whom to believe: roots, and the seals of the sender (PEM). Without roots nobody is believed and signatures are not judged. */
export type Belief = { roots_pem: string[]; seals_pem: string[]; facility: string; at: Date }

export const unjudged = 'Chưa cho biết gốc tin cậy (--trust) và dấu cơ sở (--seal): chỉ xét cấu trúc, chưa xét chữ ký'
