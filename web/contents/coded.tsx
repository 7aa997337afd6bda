import type { Coded } from '../../schemas/content.ts';

/** A name as its source gave it, its code small beside it. */
export const CodedName = ({ coded }: { coded: Coded }) => {
  const code = coded.code ?? coded.localCode;
  const system = coded.code === undefined ? coded.localSystem : coded.system;
  return (
    <>
      {coded.name}
      {code !== undefined && (
        <span className="ml-2 text-sm whitespace-nowrap text-solid-gray-700">
          {code}
          {system !== undefined && ` (${system})`}
        </span>
      )}
    </>
  );
};
