import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Mishap } from './mishaps.ts';

/** What a person without a mouse or a touch screen cannot do; also what writes into or focuses an element without the keys that lead there. */
const FORBIDDEN = [
  'click',
  'dblclick',
  'tap',
  'hover',
  'check',
  'uncheck',
  'setChecked',
  'selectOption',
  'dragTo',
  'dragAndDrop',
  'fill',
  'clear',
  'type',
  'press',
  'pressSequentially',
  'focus',
  'selectText',
  'setInputFiles',
  'dispatchEvent',
] as const;

const BINDING = 'ismLinkMouse';
/** Whatever pointer reaches the page all the same is stopped and told. */
const STOP_POINTERS = `for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
  addEventListener(kind, (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    globalThis.${BINDING}(kind);
  }, { capture: true, passive: false });`;

const mouseless = new WeakSet<BrowserContext>();
let areLocatorsGuarded = false;

/** From here on a page of this context answers to `page.keyboard` alone: everything else throws. */
export async function allowKeyboardOnly(context: BrowserContext, found: Mishap[]): Promise<void> {
  await context.exposeBinding(BINDING, (_source, kind: string) => void found.push({ kind: 'mouse', text: kind }));
  await context.addInitScript({ content: STOP_POINTERS });
  mouseless.add(context);
}

/** All locators have one prototype: it is asked each time whose page it works on. */
export function guard(page: Page): void {
  const refuse = (name: string) => (): never => {
    throw new Error(`${name}: this journey is made by keyboard alone`);
  };
  for (const [owner, names] of [
    [page.mouse, ['click', 'dblclick', 'down', 'up', 'move', 'wheel']],
    [page.touchscreen, ['tap']],
    [page, FORBIDDEN],
  ] as const)
    for (const name of names) if (name in owner) Object.assign(owner, { [name]: refuse(name) });
  if (!areLocatorsGuarded) guardLocators(Object.getPrototypeOf(page.locator('html')) as Locator);
}

function guardLocators(prototype: Locator): void {
  areLocatorsGuarded = true;
  for (const name of FORBIDDEN) {
    const original: unknown = Reflect.get(prototype, name);
    if (typeof original !== 'function') continue;
    Reflect.set(prototype, name, function guarded(this: Locator, ...args: unknown[]): unknown {
      if (mouseless.has(this.page().context())) throw new Error(`${name}: this journey is made by keyboard alone`);
      return Reflect.apply(original, this, args) as unknown;
    });
  }
}
