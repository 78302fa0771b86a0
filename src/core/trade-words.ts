/** Ready-made words for a trade. Each fits one segment with a business name of up to 25 characters. */
export interface TradeWords {
  readonly trade: string;
  /** What the usual message says. */
  readonly message: string;
  /** What is said while the business is closed. */
  readonly afterHours: string;
}
