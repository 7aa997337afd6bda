import type { Demographics } from './demographics.ts';
import { looseKanaKey } from './kana-key.ts';

/**
 * What is asked of a name search: a birth date (YYYY-MM-DD), or family and given name, each in kana or as written; the rest
 * helps to choose. What is empty or without a letter counts as not asked.
 */
export type PdqQuery = {
  birthDate?: string | undefined;
  family?: string | undefined;
  given?: string | undefined;
  sex?: Demographics['sex'] | undefined;
  phone?: string | undefined;
  address?: string | undefined;
};

/** Whether a text says anything of a name: a lone ー or 〓 does not. */
export function saysAName(text = ''): boolean {
  return looseKanaKey(text) !== '';
}
