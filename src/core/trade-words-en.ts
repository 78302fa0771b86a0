import type { TradeWords } from './trade-words.ts';

/**
 * The product's own words, to start from. Each says who texts, asks for what the trade needs to know first,
 * promotes nothing and has no link (compliance.md 6).
 */
export const ENGLISH_TRADE_WORDS: readonly TradeWords[] = [
  {
    trade: 'general-contractor',
    message:
      "Hi, it's {{business_name}}. Sorry we couldn't pick up. What are you planning, and where? Text us here and we'll call you.",
    afterHours:
      "Hi, it's {{business_name}}. We're closed and back {{next_open}}. Text us what you're planning and where, and we'll call you then.",
  },
  {
    trade: 'hvac',
    message:
      "Hi, it's {{business_name}}. Sorry we missed you. Is it heating or cooling, and what is it doing? Reply here and we'll get on it.",
    afterHours:
      "Hi, it's {{business_name}}. We're closed and back {{next_open}}. Tell us what your heating or cooling is doing and we'll call first thing.",
  },
  {
    trade: 'plumbing',
    message:
      "Hi, it's {{business_name}}. Sorry we missed you. Is water running right now? Text us what is wrong and your address.",
    afterHours:
      "Hi, it's {{business_name}}. We're closed and back {{next_open}}. Text what is wrong and your address. Is water running? Shut the main.",
  },
  {
    trade: 'gutters',
    message:
      "Hi, it's {{business_name}}. Sorry we missed you. Cleaning, repair or new gutters? Text us that and the address.",
    afterHours:
      "Hi, it's {{business_name}}. We're closed and back {{next_open}}. Cleaning, repair or new gutters? Text us that and the address.",
  },
  {
    trade: 'pressure-washing',
    message:
      "Hi, it's {{business_name}}. Sorry we missed you. What would you like washed, and about how big is it? A photo helps.",
    afterHours:
      "Hi, it's {{business_name}}. We're closed and back {{next_open}}. What would you like washed, and about how big is it?",
  },
  {
    trade: 'landscaping',
    message:
      "Hi, it's {{business_name}}. We're likely out in a yard. What does yours need, and where is it? Reply and we'll call you.",
    afterHours:
      "Hi, it's {{business_name}}. We're done for today and back {{next_open}}. Text what your yard needs and where it is.",
  },
  {
    trade: 'cleaning',
    message:
      "Hi, it's {{business_name}}. Sorry we missed you. Home or office, how many rooms, and for which day? Text us here.",
    afterHours:
      "Hi, it's {{business_name}}. We're closed and back {{next_open}}. Home or office, how many rooms, and for which day?",
  },
  {
    trade: 'appliance-repair',
    message:
      "Hi, it's {{business_name}}. Sorry we missed you. Which appliance and brand, and what does it do? Reply and we'll call you.",
    afterHours:
      "Hi, it's {{business_name}}. We're closed and back {{next_open}}. Which appliance and brand is it, and what does it do?",
  },
  {
    trade: 'remodeling',
    message:
      "Hi, it's {{business_name}}. Sorry we couldn't pick up. Which room is it, and when would you like to begin? Text us here.",
    afterHours:
      "Hi, it's {{business_name}}. We're closed and back {{next_open}}. Which room is it, and when would you like to begin?",
  },
];
