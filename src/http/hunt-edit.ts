import { MAX_AT_ONCE, MAX_STEPS } from '../core/hunt-group.ts';
import { NEW_PHONE, type TypedHunt, type TypedStep } from './hunt-form.ts';
import { ALWAYS, readWhen, writtenWhen } from './hunt-hours.ts';
import type { Words } from './words/words.ts';

const NEW_STEP: TypedStep = { ring: '', when: ALWAYS, phones: [NEW_PHONE] };

/**
 * What a button of the form makes of what stands in it; nothing is saved. `add-step`, `remove-step:2`, `up:2`,
 * `down:1`, `add-phone:1`, `remove-phone:1.2`, `written:1` and `days:1`; anything else leaves it as it is.
 */
export function editHunt(typed: TypedHunt, button: string, words: Words): TypedHunt {
  const [what = '', where = ''] = button.split(':');
  const [step, phone] = where.split('.').map((position) => Number(position) - 1);
  if (step === undefined || (what !== 'add-step' && typed.steps[step] === undefined)) return typed;
  return { ...typed, steps: editSteps(typed.steps, what, { step, phone: phone ?? -1 }, words) };
}

function editSteps(
  steps: readonly TypedStep[],
  what: string,
  at: { readonly step: number; readonly phone: number },
  words: Words,
): readonly TypedStep[] {
  const change = (edit: (step: TypedStep) => TypedStep) =>
    steps.map((step, index) => (index === at.step ? edit(step) : step));
  switch (what) {
    case 'add-step':
      return steps.length < MAX_STEPS ? [...steps, NEW_STEP] : steps;
    case 'remove-step':
      return steps.length > 1 ? steps.filter((_, index) => index !== at.step) : steps;
    case 'up':
      return moved(steps, at.step - 1);
    case 'down':
      return moved(steps, at.step);
    case 'add-phone':
      return change((step) => ({
        ...step,
        phones: step.phones.length < MAX_AT_ONCE ? [...step.phones, NEW_PHONE] : step.phones,
      }));
    case 'remove-phone':
      return change((step) => {
        const left = step.phones.filter((_, index) => index !== at.phone);
        return { ...step, phones: left.length === 0 ? [NEW_PHONE] : left };
      });
    case 'written':
      return change((step) => ({ ...step, when: writtenOut(step, words) }));
    case 'days':
      return change((step) => ({ ...step, when: ALWAYS }));
    default:
      return steps;
  }
}

/** The two at `first` and after it, the other way round. */
function moved(steps: readonly TypedStep[], first: number): readonly TypedStep[] {
  const [one, other] = [steps[first], steps[first + 1]];
  if (one === undefined || other === undefined) return steps;
  return [...steps.slice(0, first), other, one, ...steps.slice(first + 2)];
}

function writtenOut({ when }: TypedStep, words: Words): TypedStep['when'] {
  const read = readWhen(when, words);
  const written = read.kind === 'hours' && read.hours !== null ? writtenWhen(read.hours, words) : '';
  return { ...ALWAYS, written };
}
