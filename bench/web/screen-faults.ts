import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One line for each rule of axe that the page breaks: its id, how bad and how often, where first, and what it asks for. */
export async function axeFaults(page: Page): Promise<string[]> {
  // Legacy mode looks at the page in one go. The other carries all that passed to a page of its own, for the sake of frames: we have none, and it takes 20 times as long.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(RULES);
  const { violations } = await axe.analyze();
  return violations.map(({ id, impact, nodes, help }) => {
    const targets = nodes.slice(0, 3).map(({ target }) => target.join(' '));
    return `${id} (${impact ?? ''}, ${nodes.length}×) ${targets.join(' | ')}: ${help}`;
  });
}

/** One line for each control in the window whose middle lies under another, which axe does not see. What sticks to an edge may cover what scrolls under it. */
export const coveredControls = (page: Page): Promise<string[]> => page.evaluate<string[]>(COVERED);

const COVERED = `(() => {
  const CONTROLS = 'a[href], button, input, select, textarea, [role=button], [role=link], [role=tab], [role=option], [role=gridcell]';
  const named = (each) => each.tagName.toLowerCase() + ' "' + (each.getAttribute('aria-label') ?? each.innerText ?? each.name ?? '').trim().slice(0, 30) + '"';
  const sticks = (each) => each && (['fixed', 'sticky'].includes(getComputedStyle(each).position) || sticks(each.parentElement));
  // What an ancestor's own scrolling has moved out of sight is not covered: it is not there.
  const clipped = (each, x, y) => {
    for (let over = each.parentElement; over; over = over.parentElement) {
      const { left, right, top, bottom } = over.getBoundingClientRect();
      if (getComputedStyle(over).overflow !== 'visible' && (x < left || x > right || y < top || y > bottom)) return true;
    }
    return false;
  };
  const found = [];
  // What lies behind a modal dialog takes nothing, and nobody looks for it.
  const shown = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document;
  for (const each of shown.querySelectorAll(CONTROLS)) {
    if (!each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || each.closest('[inert], [aria-hidden=true]')) continue;
    const { left, top, width, height } = each.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (width === 0 || height === 0 || clipped(each, x, y)) continue;
    const over = document.elementFromPoint(x, y)?.closest(CONTROLS);
    if (over && !each.contains(over) && !over.contains(each) && (sticks(each) || !sticks(over)))
      found.push('covered: ' + named(each) + ' lies under ' + named(over));
  }
  return found;
})()`;

/** How wide the page is, how wide its window, in CSS pixels, and what sticks out. */
export type Widths = { wanted: number; given: number; outside: string[] };
export const widthsOf = (page: Page): Promise<Widths> => page.evaluate<Widths>(WIDTHS);

const WIDTHS = `(() => {
  const { scrollWidth: wanted, clientWidth: given } = document.scrollingElement;
  const wide = [...document.body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > given + 1);
  const outside = wide.slice(0, 5).map((each) => each.tagName.toLowerCase() + '.' + [...each.classList].join('.'));
  return { wanted, given, outside };
})()`;
