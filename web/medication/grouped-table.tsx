import type { ReactNode } from 'react';
import { useTexts } from '../text/texts.ts';
import type { Group } from './group-items.ts';
import { texts } from './texts.ts';

type Column<I> = { heading: string; cell: (item: I) => ReactNode };
type Props<I> = {
  caption: string;
  groups: readonly Group<I>[];
  columns: readonly Column<I>[];
  nameOf: (item: I) => ReactNode;
};

/** Drugs of one document, those of one group under its heading. Scrolls sideways in its own region where the screen is narrow. */
export const GroupedTable = <I,>({ caption, groups, columns, nameOf }: Props<I>) => {
  const t = useTexts(texts);
  const isGrouped = groups.some(({ group }) => group !== undefined);
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b-2 border-solid-gray-420">
            {[t('drug'), ...columns.map(({ heading }) => heading)].map((heading) => (
              <th key={heading} scope="col" className="px-2 py-1 text-sm whitespace-nowrap">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ group, items }) => (
          <tbody key={group ?? ''} className="border-b-2 border-solid-gray-300">
            {isGrouped && (
              <tr>
                <th scope="rowgroup" colSpan={columns.length + 1} className="bg-solid-gray-100 px-2 py-1 text-sm">
                  {group === undefined ? t('view.ungrouped') : t('view.group', { group })}
                </th>
              </tr>
            )}
            {items.map((item, index) => (
              <tr key={index} className="border-b border-solid-gray-200 align-top">
                <th scope="row" className="min-w-36 px-2 py-2">
                  {nameOf(item)}
                </th>
                {columns.map(({ heading, cell }) => (
                  <td key={heading} className="px-2 py-2">
                    {cell(item)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
};

/** Lines under each other, without empty ones. */
export const Lines = ({ of }: { of: readonly (string | false | undefined)[] }) =>
  of
    .filter((line) => typeof line === 'string' && line !== '')
    .map((line, index) => (
      <p key={index} className="whitespace-pre-wrap">
        {line}
      </p>
    ));
